import type { IncidentAction, IncidentState, Severity } from '../model/incident.ts'
import { normal, type Random } from '../random.ts'
import type { TownLogEntry } from './types.ts'

/** The course of a matter, with the usual hours from one step to the next (median) for severity 2. */
export const course: readonly { action: IncidentAction; to: IncidentState; hours: number; note: string }[] = [
  { action: 'report', to: 'reported', hours: 0, note: '' },
  { action: 'register', to: 'registered', hours: 0.6, note: '已受理' },
  { action: 'dispatch', to: 'dispatched', hours: 1.2, note: '派遣至责任网格' },
  { action: 'handle', to: 'handling', hours: 3, note: '到场处置' },
  { action: 'feed_back', to: 'fed_back', hours: 20, note: '处置完毕,反馈结果' },
  { action: 'close', to: 'closed', hours: 9, note: '核查属实,结案' },
  { action: 'call_back', to: 'called_back', hours: 40, note: '已回访' },
  { action: 'archive', to: 'archived', hours: 90, note: '归档' },
]

/** Hours until the step after `index`; log-normal, quicker for severe matters. */
export function delayHours(index: number, severity: Severity, random: Random): number {
  const usual = course[index]?.hours ?? 0
  const pressed = index < 5 ? ([1.4, 1, 0.55, 0.25][severity - 1] ?? 1) : 1
  return usual * pressed * Math.exp(normal(random, 0, 0.9))
}

/** The log of a matter reported at a moment, as far as it has come by `now`. A few stay closed without a call-back, a few are reopened. */
export function lifeOf(reportedAt: number, now: number, severity: Severity, random: Random): { state: IncidentState; log: TownLogEntry[] } {
  const log: TownLogEntry[] = []
  const unanswered = random() < 0.05
  let reopened = random() < 0.012
  let time = reportedAt
  let state: IncidentState | null = null
  for (let i = 0; i < course.length; i++) {
    const step = course[i] as (typeof course)[number]
    time += delayHours(i, severity, random) * 3_600_000
    if (time > now || (unanswered && step.action === 'call_back')) break
    log.push({ at: new Date(time).toISOString(), action: step.action, fromState: state, toState: step.to, note: step.note })
    state = step.to
    if (step.action === 'close' && reopened) {
      reopened = false
      const again = time + 20 * 3_600_000 * (0.2 + random())
      if (again > now) break
      log.push({
        at: new Date(again).toISOString(),
        action: 'reopen',
        fromState: 'closed',
        toState: 'handling',
        note: '回访反映未解决,重新办理',
      })
      time = again
      state = 'handling'
      i = 3
    }
  }
  return { state: state ?? 'reported', log }
}
