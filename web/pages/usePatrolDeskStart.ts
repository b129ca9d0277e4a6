import { useEventListener, useIntervalFn, useOnline, watchDebounced } from '@vueuse/core'
import { onScopeDispose, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { PatrolPlanRecord } from '../../geodata/model/patrolPlan.ts'
import { Problem } from '../api/http.ts'
import { patrolRouteClient } from '../api/patrolPlans.ts'
import { useActor } from '../stores/actor.ts'
import { useMessages } from '../stores/messages.ts'
import { useCheckpoints } from '../stores/checkpoints.ts'
import { useKeptHotspots } from '../stores/keptHotspots.ts'
import { useLive } from '../stores/live.ts'
import { usePatrolDesk } from '../stores/patrolDesk.ts'
import { usePatrolPlans } from '../stores/patrolPlans.ts'
import { usePatrolRounds } from '../stores/patrolRounds.ts'
import { usePatrolProgress } from '../stores/patrolProgress.ts'
import { usePatrols } from '../stores/patrols.ts'
import { useZones } from '../stores/zones.ts'
import { progressSeconds } from './usePatrolPlanScene.ts'
import { usePlanRefusal } from '../panels/patrolPlan/usePlanRefusal.ts'
import { useSetup } from '../panels/patrolPlan/useSetup.ts'

/** What changes elsewhere shows here. */
function follow() {
  const [plans, patrols, hotspots, checkpoints] = [usePatrolPlans(), usePatrols(), useKeptHotspots(), useCheckpoints()]
  useLive().start(null, {
    change: [(change) => {
      const { noun } = change
      if (noun === 'hotspot') hotspots.apply(change)
      else if (noun === 'patrol_plan') plans.apply(change)
      else if (noun === 'checkpoint') checkpoints.apply(change)
    }],
    position: [patrols.apply],
    refresh: [(noun) => {
      if (noun === 'hotspot') void hotspots.load()
      if (noun === 'patrol_plan') void plans.load()
      if (noun === 'checkpoint') void checkpoints.load()
      if (noun === 'position' || noun === 'roster') void patrols.load()
      if (noun === 'check_in' && usePatrolProgress().state !== 'idle') void usePatrolProgress().load()
    }],
  })
}

/** Reads what planning needs and no more, follows it live, and sends what waited once the network is back. */
export function usePatrolDeskStart() {
  const [desk, rounds, plans, zones, patrols, hotspots, checkpoints, messages] = [usePatrolDesk(), usePatrolRounds(), usePatrolPlans(), useZones(), usePatrols(), useKeptHotspots(), useCheckpoints(), useMessages()]
  const [actor, progress] = [useActor(), usePatrolProgress()]
  const { firstArea, prepare } = useSetup()
  const refusal = usePlanRefusal()
  const route = useRoute()
  const online = useOnline()

  async function openPlan(id: string) {
    const record = await plans.open(id)
    if (!record) return null
    rounds.open(record)
    if (actor.may('patrol') && (record.plan.state === 'draft' || record.plan.state === 'published')) void measure(record)
    return record
  }
  /** The ways of a plan that was read, so that changes have a price: asked with everything locked, which leaves nothing to search. */
  async function measure({ plan, question, routes }: PatrolPlanRecord) {
    const locked = routes.map((each) => ({ ...each, stops: each.stops.map((stop) => ({ ...stop, locked: true })) }))
    const answer = await patrolRouteClient.ask({ ...question, seconds: 1 }, locked, () => {}).catch((error: unknown) => { if (!(error instanceof Problem)) throw error; return null })
    if (answer && rounds.work?.planId === plan.id && !rounds.work.problem) rounds.measure(answer.problem, answer.warnings)
  }
  async function start() {
    const kept = desk.restore()
    await Promise.all([zones.load(), patrols.load(), hotspots.load(), checkpoints.load(), plans.load()])
    if (!desk.form) { const area = firstArea(); if (area !== null) prepare(area) }
    const id = route.params.id ? String(route.params.id) : null
    // A link goes before what lay here, unless that is the same plan with changes.
    if (id && !(kept && rounds.work?.planId === id && rounds.work.problem) && !(await openPlan(id)) && plans.openError?.document.status === 404 && !rounds.work?.changed) rounds.clear()
    follow()
  }
  async function sendWaiting() {
    if (!desk.waiting || desk.sending || !rounds.work) return
    try { await desk.save(desk.waiting) } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.document.status === 409) rounds.clash = true
      else messages.say(refusal(error).text, 'bad')
    }
  }
  watchDebounced([() => desk.form, () => rounds.work, () => rounds.routes], desk.keep, { debounce: 400, maxWait: 3_000 })
  useEventListener('pagehide', desk.keep)
  useEventListener('online', () => void sendWaiting())
  useIntervalFn(() => void sendWaiting(), 15_000)
  const isOut = () => rounds.work?.state === 'published'
  useIntervalFn(() => { if (isOut() && !document.hidden) void progress.load() }, progressSeconds * 1000)
  useEventListener('online', () => { if (isOut()) void progress.load() })
  watch(isOut, (out) => { if (out) void progress.load() })
  // The plan was changed elsewhere: where nothing here would be lost it is read again. What was sent from here has come back with its version by then.
  watchDebounced([() => (rounds.work ? plans.byId.get(rounds.work.planId)?.version : undefined), () => desk.sending], ([version]) => {
    const { work } = rounds
    if (!work || version === undefined || work.version === null || version <= work.version || desk.sending) return
    if (work.changed) rounds.clash = true
    else void openPlan(work.planId)
  }, { debounce: 300 })
  onScopeDispose(desk.keep)
  return { start, openPlan, prepare, online }
}
