import { shallowRef } from 'vue'
import type { CheckIn, Duty } from '../../../geodata/model/patrolPlan.ts'
import type { Categories, Config } from '../../api/answers.ts'
import { Problem } from '../../api/http.ts'
import { onPatrolClient, type Round } from '../../api/onPatrol.ts'
import type { useCategories } from '../categories.ts'
import type { useConfig } from '../config.ts'
import type { usePhoneQueue } from '../phoneQueue.ts'
import { type RoundNotice, roundChanges } from './roundState.ts'

/** What was read last, as it is kept on the phone for where there is no network. */
type Kept = { account: string; readAt: number; rounds: Round[]; duties: Duty[]; categories: Categories; config: Config; configReadAt: number }
type Stores = { queue: ReturnType<typeof usePhoneQueue>; config: ReturnType<typeof useConfig>; categories: ReturnType<typeof useCategories> }
export const roundName = 'round'
export const noticesName = 'notices'

function withSaid(round: Round, said: readonly CheckIn[]): Round {
  const stops = new Set(round.route.stops.map(({ id }) => id))
  const more = said.filter(({ id, stopId }) => stopId && stops.has(stopId) && !round.checkIns.some((one) => one.id === id)).map(({ id, stopId, kind, at }) => ({ id, stopId, kind, at }))
  return more.length ? { ...round, checkIns: [...round.checkIns, ...more] } : round
}

/** Rounds and duties as they were read last, from the server or from this phone, and what changed in them since they were read before. */
export function roundReading({ queue, config, categories }: Stores) {
  const rounds = shallowRef<Round[]>([])
  const duties = shallowRef<Duty[]>([])
  /** Our clock, ms; 0 while nothing was ever read. */
  const readAt = shallowRef(0)
  /** Whether what is shown came from the server at the last attempt. */
  const fresh = shallowRef(false)
  const busy = shallowRef(false)
  const error = shallowRef<Problem | null>(null)
  const notices = shallowRef<RoundNotice[]>([])

  async function keep() {
    if (!config.data || !categories.data) return
    await (await queue.phone()).keep(roundName, { account: queue.account, readAt: readAt.value, rounds: rounds.value, duties: duties.value, categories: categories.data, config: config.data, configReadAt: config.loadedAt } satisfies Kept)
  }
  async function tell(all: RoundNotice[]) {
    notices.value = all
    await (await queue.phone()).keep(noticesName, { account: queue.account, notices: all })
  }
  /** What this account read on this phone before; of another account, nothing. */
  async function restore() {
    const phone = await queue.phone()
    const [kept, told] = await Promise.all([phone.kept<Kept>(roundName), phone.kept<{ account: string; notices: RoundNotice[] }>(noticesName)])
    const own = kept?.account === queue.account ? kept : null
    notices.value = told?.account === queue.account ? told.notices : []
    rounds.value = own?.rounds ?? []
    duties.value = own?.duties ?? []
    readAt.value = own?.readAt ?? 0
    fresh.value = false
    if (own && !config.data) { config.data = own.config; config.loadedAt = own.configReadAt }
    if (own) categories.data ??= own.categories
  }
  async function load() {
    if (busy.value) return
    busy.value = true
    const account = queue.account
    try {
      const [read, own] = await Promise.all([onPatrolClient.rounds(), onPatrolClient.duties(), fresh.value ? null : config.load(), fresh.value ? null : categories.load()])
      if (account !== queue.account) return
      const changes = readAt.value ? roundChanges(rounds.value, read.rounds, queue.now()) : []
      if (changes.length) await tell([...notices.value, ...changes])
      ;[rounds.value, duties.value, readAt.value] = [read.rounds, own.teams, Date.now()]
      ;[fresh.value, error.value] = [true, null]
      await keep()
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason
      ;[error.value, fresh.value] = [reason, false]
    } finally {
      busy.value = false
    }
  }
  /** What the server has taken stands in the round before it leaves the queue. */
  async function note(said: readonly CheckIn[]) {
    rounds.value = rounds.value.map((each) => withSaid(each, said))
    await keep()
  }
  const heard = (notice: RoundNotice) => tell(notices.value.filter((each) => each !== notice))
  return { rounds, duties, readAt, fresh, busy, error, notices, restore, load, note, heard }
}
