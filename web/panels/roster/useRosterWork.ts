import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RosterChange } from '../../../geodata/model/roster.ts'
import { Problem } from '../../api/http.ts'
import { useMessages } from '../../stores/messages.ts'
import { useRoster } from '../../stores/roster.ts'
import { useProblemText } from '../../ui/problemText.ts'

/** What fails is said in words, what is done can be undone from its notice, and rules of rest are set aside only when that is wanted. */
export function useRosterWork() {
  const { t } = useI18n()
  const roster = useRoster()
  const messages = useMessages()
  const problemText = useProblemText()
  const busy = ref(false)
  /** The refusals that a leader meets daily, in the reader's language; the team is named as the server names it. */
  const refusals: [RegExp, (found: RegExpExecArray) => string][] = [
    [/; (\S+) is on duty from (.+)$/, ([, team = '', when = '']) => t('roster.refused.busy', { team, when })],
    [/expected ([\d.]+) hours of rest; (\S+) would have ([\d.-]+)/, ([, want = '', team = '', has = '']) => t('roster.refused.rest', { team, want, has })],
    [/expected at most ([\d.]+) hours of duty without rest; (\S+) would have ([\d.]+)/, ([, want = '', team = '', has = '']) => t('roster.refused.run', { team, want, has })],
    [/expected at most ([\d.]+) hours a week; (\S+) would have ([\d.]+)/, ([, want = '', team = '', has = '']) => t('roster.refused.week', { team, want, has })],
    [/expected at most (\d+) teams for this need/, ([, n = '']) => t('roster.refused.full', { n })],
  ]
  function textOf(error: Problem): string {
    const said = error.document.errors[0]?.expected ?? ''
    for (const [pattern, text] of refusals) { const found = pattern.exec(said); if (found) return text(found) }
    return said || problemText(error)
  }
  async function tried<Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> {
    busy.value = true
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      messages.say(textOf(error), 'bad')
      return undefined
    } finally { busy.value = false }
  }
  const undo = (id: string) => tried(async () => { await roster.undo(id); messages.say(t('roster.undone'), 'good') })
  const said = (made: RosterChange, text: string) => messages.say(text, 'good', 9_000, { text: t('roster.undo'), run: () => void undo(made.id) })
  type Edit = Parameters<typeof roster.change>[0]
  /** Where only rules of rest stand against it, it can be done all the same, from the notice. */
  async function change(edit: Edit, text: string): Promise<boolean> {
    busy.value = true
    try {
      said(await roster.change(edit), text)
      return true
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const [first] = error.document.errors
      const rules = error.document.status === 422 && !edit.despiteRules && /rest|hours a week/.test(first?.expected ?? '')
      messages.say(textOf(error), 'bad', 12_000, rules ? { text: t('roster.despite'), run: () => void change({ ...edit, despiteRules: true }, text) } : null)
      return false
    } finally { busy.value = false }
  }
  return { busy, tried, change, undo }
}
