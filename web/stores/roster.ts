import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { instantOfLocal, localOfInstant } from '../../geodata/format/localTime.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { DutyShift, DutyTeam, PatrolStationPut, RosterChange, RosterChangePut, RosterRulesPut, ShiftNeed, TeamChange, TeamsAdd } from '../../geodata/model/roster.ts'
import { dutyCover, filledOf, hourlyCover } from '../../geodata/roster/dutyCover.ts'
import { rosterClient } from '../api/rosters.ts'
import { useConfig } from './config.ts'
import { useLoad } from './loading.ts'

const dayMs = 86_400_000
export const newId = () => uuidv7(Math.random, Date.now())
export type NeedRow = { need: ShiftNeed; filled: number; missing: number; shifts: DutyShift[] }
type Edit = Omit<RosterChangePut, 'id' | 'areaId'>

/** Who is on duty in one week of an area, and who is wanted. The week begins on Monday by the clock of the deployment; of the area, once it is read. */
export const useRoster = defineStore('roster', () => {
  const config = useConfig()
  const areaId = ref<number | null>(null)
  /** The Monday, YYYY-MM-DD. */
  const week = ref(mondayOf(localOfInstant(Date.now(), config.timeZone)))
  const list = useLoad((signal, area: number, from: string, to: string) => rosterClient.read(area, from, to, signal))
  const log = useLoad((signal, area: number) => rosterClient.changes(area, signal))
  const timeZone = computed(() => list.data.value?.timeZone ?? config.timeZone)
  const startOf = (day: string) => instantOfLocal(Date.parse(`${day}T00:00:00Z`), timeZone.value)
  const days = computed(() => Array.from({ length: 8 }, (_, i) => new Date(Date.parse(`${week.value}T00:00:00Z`) + i * dayMs).toISOString().slice(0, 10)))
  const span = computed(() => ({ from: startOf(days.value[0]!), to: startOf(days.value[7]!) }))
  /** Only these: of a day, of an event. */
  const day = ref<string | null>(null)
  const eventPlanId = ref<string | null>(null)
  const load = async () => {
    if (areaId.value === null) return
    const { from, to } = span.value
    await Promise.all([list.load(areaId.value, new Date(from).toISOString(), new Date(to).toISOString()), log.load(areaId.value)])
  }
  const roster = computed(() => list.data.value)
  const teams = computed(() => new Map((roster.value?.teams ?? []).map((team): [number, DutyTeam] => [team.id, team])))
  const stations = computed(() => new Map((roster.value?.stations ?? []).map((station) => [station.id, station])))
  const filled = computed(() => filledOf(roster.value?.shifts ?? []))
  const byNeed = computed(() => {
    const found = new Map<string, DutyShift[]>()
    for (const shift of roster.value?.shifts ?? []) if (shift.needId) found.set(shift.needId, [...(found.get(shift.needId) ?? []), shift])
    return found
  })
  const needs = computed(() => (roster.value?.needs ?? []).filter((need) => Date.parse(need.from) >= span.value.from && (eventPlanId.value === null || need.eventPlanId === eventPlanId.value)))
  const ofDay = computed(() => (day.value === null ? needs.value : needs.value.filter(({ from }) => Date.parse(from) >= startOf(day.value!) && Date.parse(from) < startOf(nextDay(day.value!)))))
  /** Gaps to come first: what begins first, and of that the largest; then what is filled, then gaps that have passed. */
  const rows = computed<NeedRow[]>(() => ofDay.value.map((need) => { const count = filled.value.get(need.id) ?? 0; return { need, filled: count, missing: Math.max(0, need.needed - count), shifts: byNeed.value.get(need.id) ?? [] } })
    .toSorted((a, b) => rankOf(a) - rankOf(b) || a.need.from.localeCompare(b.need.from) || b.missing - a.missing || a.need.name.localeCompare(b.need.name)))
  const cover = computed(() => dutyCover(needs.value, roster.value?.shifts ?? []))
  const dayCovers = computed(() => days.value.slice(0, 7).map((each) => ({ day: each, ...dutyCover(needs.value.filter(({ from }) => Date.parse(from) >= startOf(each) && Date.parse(from) < startOf(nextDay(each))), roster.value?.shifts ?? []) })))
  const hours = computed(() => hourlyCover(needs.value, roster.value?.shifts ?? [], span.value))
  /** Shifts of the week that are of no need. */
  const free = computed(() => (roster.value?.shifts ?? []).filter(({ needId, from, to }) => needId === null && Date.parse(to) > span.value.from && Date.parse(from) < span.value.to))
  const [changes, chosen] = [computed(() => log.data.value?.changes ?? []), shallowRef<string | null>(null)]

  /** @throws Problem, as all that follow */
  async function change(edit: Edit): Promise<RosterChange> {
    const { change: made } = await rosterClient.change({ ...edit, id: newId(), areaId: areaId.value! })
    await load()
    return made
  }
  async function undo(id: string): Promise<void> {
    await rosterClient.undo(id)
    await load()
  }
  const reload = <Args extends unknown[], Answer>(work: (...args: Args) => Promise<Answer>) => async (...args: Args): Promise<Answer> => { const answer = await work(...args); await load(); return answer }
  return {
    areaId, week, days, span, day, eventPlanId, chosen, roster, timeZone, teams, stations, needs, rows, free, filled, cover, dayCovers, hours, changes, state: list.state, error: list.error, load, change, undo, startOf,
    step: (weeks: number) => { week.value = new Date(Date.parse(`${week.value}T00:00:00Z`) + weeks * 7 * dayMs).toISOString().slice(0, 10); day.value = null },
    showEvent: (id: string, startsOn: string) => { week.value = mondayOf(Date.parse(`${startsOn}T00:00:00Z`)); day.value = null; eventPlanId.value = id },
    toThisWeek: () => { week.value = mondayOf(localOfInstant(Date.now(), timeZone.value)); day.value = null },
    putStation: reload((id: string, station: PatrolStationPut) => rosterClient.putStation(id, station)), addTeams: reload((added: TeamsAdd) => rosterClient.addTeams(added)),
    changeTeam: reload((id: number, edit: TeamChange) => rosterClient.changeTeam(id, edit)), putRules: reload((rules: RosterRulesPut) => rosterClient.putRules(areaId.value!, rules)),
  }
})

const rankOf = ({ need, missing }: NeedRow) => (missing === 0 ? 1 : Date.parse(need.to) > Date.now() ? 0 : 2)
const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10)
/** Of what a wall clock shows, as if it were UTC. */
function mondayOf(wall: number): string {
  const day = Math.floor(wall / dayMs)
  return new Date((day - ((day + 3) % 7)) * dayMs).toISOString().slice(0, 10)
}
