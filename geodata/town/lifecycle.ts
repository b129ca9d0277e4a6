import type { IncidentAction, IncidentResult, IncidentState, Satisfaction, Severity } from '../model/incident.ts'
import { normal, weighted, type Random } from '../random.ts'
import type { TownLogEntry } from './types.ts'

/** The course of a matter, with the usual hours from one step to the next (median) for severity 2. */
export const course: readonly { action: IncidentAction; to: IncidentState; hours: number; note: string }[] = [
  { action: 'report', to: 'reported', hours: 0, note: '' },
  { action: 'register', to: 'registered', hours: 0.6, note: '已受理' },
  { action: 'dispatch', to: 'dispatched', hours: 1.2, note: '派遣至责任网格' },
  { action: 'accept', to: 'accepted', hours: 0.7, note: '已接单' },
  { action: 'handle', to: 'handling', hours: 2.3, note: '到场处置' },
  { action: 'feed_back', to: 'fed_back', hours: 20, note: '处置完毕,反馈结果' },
  { action: 'verify', to: 'verified', hours: 6, note: '现场核查属实' },
  { action: 'close', to: 'closed', hours: 3, note: '核查通过,结案' },
  { action: 'call_back', to: 'called_back', hours: 40, note: '已回访' },
  { action: 'archive', to: 'archived', hours: 90, note: '归档' },
]
const at = (action: IncidentAction) => course.findIndex((step) => step.action === action)
const hourMs = 3_600_000

/** How much quicker the centre and the crews are by severity, 1 first: a severe matter is dispatched within minutes, its handling still takes hours. */
const pressed = { desk: [1.4, 1, 0.5, 0.1], crew: [1.4, 1, 0.38, 0.13] }
/** Some matters wait for others (an owners' vote, a utility, another office): their handling takes this many times as long, and they are most of those that close late. */
const stuck = { share: 0.1, times: 6 }

/** Hours until the step after `index`; log-normal, quicker for severe matters. */
export function delayHours(index: number, severity: Severity, random: Random): number {
  const usual = course[index]?.hours ?? 0
  const pace = index < 7 ? (pressed[index <= at('accept') ? 'desk' : 'crew'][severity - 1] ?? 1) : 1
  return usual * pace * Math.exp(normal(random, 0, 0.9))
}

/** What a step gives beside its note. */
export function givenWith(action: IncidentAction, random: Random): { result?: IncidentResult; satisfaction?: Satisfaction } {
  if (action === 'close') return { result: random() < 0.94 ? 'resolved' : 'unresolved' }
  if (action === 'call_back') return { satisfaction: weighted(random, ['satisfied', 'dissatisfied', 'unreachable'] as const, [88, 7, 5]) }
  return {}
}

/** The log of a matter reported at a moment, as far as it has come by `now`. Some are not accepted, rest for a while, stay without a call-back, or are reopened. */
export function lifeOf(reportedAt: number, now: number, severity: Severity, random: Random): TownLogEntry[] {
  const log: TownLogEntry[] = []
  const [unanswered, refused, rests] = [random() < 0.05, random() < 0.015, random() < 0.04]
  let reopened = random() < 0.012
  const slow = random() < stuck.share ? stuck.times : 1
  let time = reportedAt
  let state: IncidentState | null = null
  const enter = (hours: number, action: IncidentAction, to: IncidentState, note: string, given: Partial<TownLogEntry> = {}): boolean => {
    time += hours * hourMs
    if (time > now) return false
    log.push({ at: new Date(time).toISOString(), action, fromState: state, toState: to, note, ...given })
    state = to
    return true
  }
  for (let i = 0; i < course.length; i++) {
    const { action, to, note } = course[i] as (typeof course)[number]
    if (unanswered && action === 'call_back') break
    if (refused && action === 'register') {
      if (!enter(delayHours(i, severity, random), 'refuse', 'closed', '不属于受理范围', { result: 'not_accepted' })) break
      i = at('call_back') - 1
      continue
    }
    if (!enter(delayHours(i, severity, random) * (action === 'feed_back' ? slow : 1), action, to, note, givenWith(action, random))) break
    if (rests && action === 'handle') {
      if (!enter(1 + 3 * random(), 'suspend', 'suspended', '等待配件,暂时挂起')) break
      if (!enter(48 * Math.exp(normal(random, 0, 0.6)), 'resume', 'handling', '恢复办理')) break
    }
    if (action === 'close' && reopened) {
      reopened = false
      if (!enter(20 * (0.2 + random()), 'reopen', 'registered', '回访反映未解决,重新办理')) break
      i = at('register')
    }
  }
  return log
}

/** How a matter stands after some entries of its log. */
export type Standing = {
  state: IncidentState
  stateBefore: IncidentState | null
  registeredAt: string | null
  closedAt: string | null
  result: IncidentResult | null
  satisfaction: Satisfaction | null
  mergedInto: string | null
}

/** Moves a standing on by one entry, by the same rules as the step function of the database; changes `is`, for a year has 200,000 entries. */
export function stand(is: Standing, { action, at: moment, fromState, toState, result, satisfaction, target }: TownLogEntry): Standing {
  is.state = toState
  if (action === 'register') is.registeredAt = moment
  else if (action === 'suspend' || action === 'merge') is.stateBefore = fromState
  else if (action === 'resume') is.stateBefore = null
  else if (action === 'reopen') is.result = is.satisfaction = is.closedAt = null
  if (toState === 'closed') is.closedAt = moment
  if (result) is.result = result
  if (satisfaction) is.satisfaction = satisfaction
  if (target) is.mergedInto = target
  return is
}

export const reportedStanding = (): Standing => ({
  state: 'reported',
  stateBefore: null,
  registeredAt: null,
  closedAt: null,
  result: null,
  satisfaction: null,
  mergedInto: null,
})

export const standingOf = (log: readonly TownLogEntry[]): Standing => log.reduce(stand, reportedStanding())
