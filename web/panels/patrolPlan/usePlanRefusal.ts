import { useI18n } from 'vue-i18n'
import type { Problem } from '../../api/http.ts'
import { useProblemText } from '../../ui/problemText.ts'

/** The refusals that a leader meets, in the reader's language; teams and plans are named as the server names them. */
export function usePlanRefusal() {
  const { t } = useI18n()
  const problemText = useProblemText()
  const refusals: [RegExp, (found: RegExpExecArray) => string][] = [
    [/^team (.+?) has a round of another published plan at this time(?:: (.+))?$/, ([, team = '', plan]) => (plan ? t('patrolPanel.refused.teamBusyIn', { team, plan }) : t('patrolPanel.refused.teamBusy', { team }))],
    [/^expected at least one route in the plan$/, () => t('patrolPanel.refused.noRoute')],
    [/^expected at most (\d+) drafts of one account/, ([, n = '']) => t('patrolPanel.refused.drafts', { n })],
    [/^expected .* plan.*; this one is (draft|published|withdrawn|discarded)$/, ([, state = '']) => t('patrolPanel.refused.state', { state: t(`patrolPanel.state.${state}`) })],
    [/^expected teams for which you plan patrols/, () => t('patrolPanel.refused.teams')],
    [/^expected (?:hotspots|checkpoints) that you read/, () => t('patrolPanel.refused.places')],
  ]
  return (problem: Problem): { text: string; /** Name of the plan that stands against it. */ plan: string | null } => {
    const said = problem.document.errors[0]?.expected ?? problem.document.detail ?? ''
    for (const [pattern, text] of refusals) { const found = pattern.exec(said); if (found) return { text: text(found), plan: found[2] ?? null } }
    return { text: problemText(problem), plan: null }
  }
}
