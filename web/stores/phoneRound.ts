import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Actor } from '../../geodata/model/actor.ts'
import type { Duty } from '../../geodata/model/patrolPlan.ts'
import type { Categories, Config } from '../api/answers.ts'
import { Problem } from '../api/http.ts'
import { onPatrolClient, type Round } from '../api/onPatrol.ts'
import { useCategories } from './categories.ts'
import { useConfig } from './config.ts'
import { type RoundNotice, roundAt, roundChanges, type Said, shiftAt, stopStates, nextStop } from './phone/roundState.ts'
import { usePhoneQueue } from './phoneQueue.ts'

/** What was read last, as it is kept on the phone for where there is no network. */
type Kept = { account: string; readAt: number; rounds: Round[]; duties: Duty[]; categories: Categories; config: Config; configReadAt: number }
const roundsName = 'round'
const noticesName = 'notices'
const actorName = 'actor'

/** Today's round of one's own team: read from the server where that answers, else what this phone read last, with its age. */
export const usePhoneRound = defineStore('phoneRound', () => {
  const queue = usePhoneQueue()
  const config = useConfig()
  const categories = useCategories()
  const rounds = shallowRef<Round[]>([])
  const duties = shallowRef<Duty[]>([])
  /** Our clock, ms; 0 while nothing was ever read. */
  const readAt = shallowRef(0)
  const fresh = shallowRef(false)
  const busy = shallowRef(false)
  const error = shallowRef<Problem | null>(null)
  const notices = shallowRef<RoundNotice[]>([])
  const chosenTeam = shallowRef<number | null>(null)
  const now = shallowRef(Date.now())
  const chosenStop = shallowRef<string | null>(null)

  async function keep() {
    const phone = await queue.phone()
    if (!config.data || !categories.data) return
    await phone.keep(roundsName, { account: queue.account, readAt: readAt.value, rounds: rounds.value, duties: duties.value, categories: categories.data, config: config.data, configReadAt: config.loadedAt } satisfies Kept)
  }
  /** What this account read on this phone before. */
  async function restore() {
    const phone = await queue.phone()
    const [kept, told] = await Promise.all([phone.kept<Kept>(roundsName), phone.kept<{ account: string; notices: RoundNotice[] }>(noticesName)])
    if (told?.account === queue.account) notices.value = told.notices
    if (kept?.account !== queue.account || readAt.value) return
    rounds.value = kept.rounds
    duties.value = kept.duties
    readAt.value = kept.readAt
    if (!config.data) { config.data = kept.config; config.loadedAt = kept.configReadAt }
    categories.data ??= kept.categories
  }
  async function load() {
    if (busy.value) return
    busy.value = true
    try {
      const [read, own] = await Promise.all([onPatrolClient.rounds(), onPatrolClient.duties(), fresh.value ? null : config.load(), fresh.value && categories.data ? null : categories.load()])
      const changes = readAt.value ? roundChanges(rounds.value, read.rounds, queue.now()) : []
      if (changes.length) await tell([...notices.value, ...changes])
      rounds.value = read.rounds
      duties.value = own.teams
      readAt.value = Date.now()
      fresh.value = true
      error.value = null
      await keep()
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason
      error.value = reason
      fresh.value = false
    } finally {
      busy.value = false
    }
  }
  async function tell(all: RoundNotice[]) {
    notices.value = all
    await (await queue.phone()).keep(noticesName, { account: queue.account, notices: all })
  }
  const heard = (notice: RoundNotice) => tell(notices.value.filter((each) => each !== notice))

  const keepActor = async (actor: Actor) => (await queue.phone()).keep(actorName, JSON.parse(JSON.stringify(actor)))
  const keptActor = async (): Promise<Actor | null> => (await (await queue.phone()).kept<Actor>(actorName)) ?? null
  /** What was read goes with who read it; what is not sent yet stays. */
  async function forget() {
    const phone = await queue.phone()
    for (const name of [roundsName, noticesName, actorName]) await phone.forget(name)
  }

  /** Teams that one may speak for: of rounds and of duties. */
  const teams = computed(() => {
    const all = new Map([...duties.value.map(({ id, callSign }) => [id, callSign] as const), ...rounds.value.map(({ team }) => [team.id, team.callSign] as const)])
    return [...all].map(([id, callSign]) => ({ id, callSign }))
  })
  const mine = computed(() => (chosenTeam.value === null ? rounds.value : rounds.value.filter(({ team }) => team.id === chosenTeam.value)))
  const round = computed(() => roundAt(mine.value, now.value))
  const team = computed(() => {
    const chosen = teams.value.find(({ id }) => id === chosenTeam.value)
    return chosen ?? round.value?.team ?? teams.value.find(({ id }) => shiftAt(id, duties.value, rounds.value, now.value)) ?? teams.value[0] ?? null
  })
  const shift = computed(() => shiftAt(team.value?.id ?? null, duties.value, rounds.value, now.value))
  /** From the server, and what this phone has still to send. */
  const said = computed<Said[]>(() => {
    const sent = round.value?.checkIns ?? []
    const here = new Set(sent.map(({ id }) => id))
    return [...sent, ...queue.mine.flatMap(({ item, state }) => (item.kind === 'checkIn' && state !== 'refused' && !here.has(item.body.id) ? [item.body] : []))]
  })
  const states = computed(() => stopStates(round.value?.route.stops ?? [], said.value))
  const next = computed(() => {
    const due = nextStop(states.value)
    if (due?.state === 'here') return due
    return states.value.find(({ stop, state }) => stop.id === chosenStop.value && state === 'open') ?? due
  })

  // What was taken by the server stands in the round before it leaves the queue.
  queue.onSent(async (ids) => {
    const sent = queue.mine.flatMap(({ item }) => (item.kind === 'checkIn' && ids.includes(item.body.id) ? [item.body] : []))
    rounds.value = rounds.value.map((each) => {
      const stops = new Set(each.route.stops.map(({ id }) => id))
      const more = sent.filter(({ id, stopId }) => stopId && stops.has(stopId) && !each.checkIns.some((one) => one.id === id)).map(({ id, stopId, kind, at }) => ({ id, stopId, kind, at }))
      return more.length ? { ...each, checkIns: [...each.checkIns, ...more] } : each
    })
    await keep()
  })
  const tick = () => { now.value = queue.now() }
  return { rounds, duties, readAt, fresh, busy, error, notices, chosenTeam, chosenStop, now, teams, team, round, shift, states, next, restore, load, heard, keepActor, keptActor, forget, tick }
})
