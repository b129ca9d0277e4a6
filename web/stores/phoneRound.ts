import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { useCategories } from './categories.ts'
import { useConfig } from './config.ts'
import { roundReading } from './phone/roundReading.ts'
import { nextStop, roundAt, type Said, shiftAt, stopStates } from './phone/roundState.ts'
import { usePhoneQueue } from './phoneQueue.ts'

/** Today's round of one's own team: read from the server where that answers, else what this phone read last, with its age. */
export const usePhoneRound = defineStore('phoneRound', () => {
  const queue = usePhoneQueue()
  const config = useConfig()
  const { note, ...reading } = roundReading({ queue, config, categories: useCategories() })
  const { rounds, duties, readAt } = reading
  const chosenTeam = shallowRef<number | null>(null)
  const chosenStop = shallowRef<string | null>(null)
  /** The server's clock, ms, as far as this phone knows it. */
  const now = shallowRef(Date.now())
  const tick = () => { now.value = queue.now() }

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
  /** Of what is shown, by our own clock. */
  const ageMilliseconds = computed(() => Math.max(0, now.value - config.clockOffset - readAt.value))
  queue.onCheckedIn(note)
  return { ...reading, chosenTeam, chosenStop, now, ageMilliseconds, teams, team, round, shift, states, next, tick }
})
