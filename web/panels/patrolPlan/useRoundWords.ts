import { useI18n } from 'vue-i18n'
import type { OrderedStop } from '../../../geodata/patrol/problem.ts'
import type { Violation } from '../../../geodata/patrol/evaluate.ts'
import type { MovePrice } from '../../../geodata/patrol/priceOfChange.ts'
import { useFormat } from '../../i18n/format.ts'
import { usePatrolRounds } from '../../stores/patrolRounds.ts'
import { usePatrols } from '../../stores/patrols.ts'
import { teamSign } from '../../stores/teamSign.ts'

/** What is said of rounds: teams by letter and call sign, times, and what a change costs. */
export function useRoundWords() {
  const { t } = useI18n()
  const format = useFormat()
  const rounds = usePatrolRounds()
  const patrols = usePatrols()

  const callSign = (team: number) => { const id = rounds.work?.question.teams[team]?.teamId; return (id !== undefined && patrols.byId.get(id)?.callSign) || teamSign(team) }
  /** Hours and minutes alone: a night has one zone, which is said once. */
  const clock = (seconds: number) => format.clock(Date.parse(rounds.work!.problem!.origin) + seconds * 1000).split(' ')[0]!
  const clockOf = (instant: string) => format.clock(instant).split(' ')[0]!
  const span = (seconds: number) => (Math.abs(seconds) < 60 ? t('patrolPanel.spanSeconds', { n: Math.abs(seconds) }) : t('patrolPanel.minutes', { n: format.number(Math.abs(seconds) / 60, Math.abs(seconds) < 600 ? 1 : 0) }))
  const signed = (seconds: number) => `${seconds < 0 ? '−' : '+'}${span(seconds)}`
  function nameOf({ kind, index }: Pick<OrderedStop, 'kind' | 'index'>): string {
    const question = rounds.work?.question
    return kind === 'break' ? t('patrolPanel.breakName') : (kind === 'hotspot' ? question?.hotspots[index]?.name : question?.checkpoints[index]?.name) ?? ''
  }
  function brokenText({ code, team, stop, seconds }: Violation): string {
    const at = stop === null ? null : (rounds.shownPrice?.routes.find((route) => route.team === team)?.stops[stop] ?? null)
    return t(`patrolPanel.broken.${code}`, { sign: teamSign(team), name: at ? nameOf(at) : '', time: span(seconds) })
  }
  /** `+4 min for team B · last finish 23:10 → 23:14 · Market would be visited 1 time less`. */
  function priceText({ teams, lastFinish: [before, after], visits, checkpoints, broken }: MovePrice): string {
    const parts = teams.map(({ team, seconds }) => t('patrolPanel.priceTeam', { sign: teamSign(team), change: signed(seconds) }))
    parts.push(before === after ? t('patrolPanel.finishSame', { after: clock(after) }) : t('patrolPanel.priceFinish', { before: clock(before), after: clock(after) }))
    for (const { hotspot, by } of visits) parts.push(t(by < 0 ? 'patrolPanel.visitsLess' : 'patrolPanel.visitsMore', { name: nameOf({ kind: 'hotspot', index: hotspot }), n: Math.abs(by) }))
    for (const { checkpoint, by } of checkpoints) parts.push(t(by < 0 ? 'patrolPanel.checkpointLost' : 'patrolPanel.checkpointFound', { name: nameOf({ kind: 'checkpoint', index: checkpoint }) }))
    return [...parts, ...broken.map(brokenText)].join(' · ')
  }
  const note = (text: string) => { const [code, n = ''] = text.split(':'); return t(`patrolPanel.note.${code}`, { n }) }
  return { teamSign, callSign, clock, clockOf, span, nameOf, brokenText, priceText, note }
}
