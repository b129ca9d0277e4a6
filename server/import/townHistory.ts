import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import { patrolTracks } from '../../geodata/town/tracks.ts'
import type { Town, TownFix } from '../../geodata/town/types.ts'
import type { Sql, Transaction } from '../database.ts'
import { type CoverageRow, coverageOf, writeCoverage } from './coverage.ts'
import { asSetup, type LoadOptions, type Pace, pieces, timed, townSource } from './town.ts'
import { writeFixes } from './townFixes.ts'
import { loadLog } from './townLog.ts'

const trackDays = 14
/** The past is kept at this step; the present is finer. */
const fixSeconds = 30
const dayMs = 86_400_000
/** Small: on the embedded database the app's own questions wait for a chunk to end. */
const chunk = 1_000

/** Leaves the database to the app for as long as a chunk took: whoever opens the first map must not wait for the past. */
const gently: Pace = async (work) => {
  const start = performance.now()
  const result = await work()
  await sleep(performance.now() - start)
  return result
}
/** Where nobody waits: no pauses. */
const hurried: Pace = (work) => work()

/** The incidents' log and the last 14 days of patrol tracks with their coverage; the map is of use without them, so they come after. @param alone nobody else asks this database meanwhile */
export async function loadTownHistory(sql: Sql, town: Town, { now, log = () => {}, alone = false }: LoadOptions & { alone?: boolean }): Promise<void> {
  const pace = alone ? hurried : gently
  const from = new Date(Date.parse(now) - trackDays * dayMs).toISOString()
  // A month's figures count clocks, and without those that ended everything looks late.
  await timed('recent incident log', log, () => loadLog(sql, town, pace, 'recent'))
  await timed('positions and coverage', log, () => loadTracks(sql, town, from, now, pace))
  await timed('older incident log', log, () => loadLog(sql, town, pace, 'older'))
}

type Team = { id: number; areaId: number; device: number }

async function loadTracks(sql: Sql, town: Town, from: string, to: string, pace: Pace): Promise<number> {
  const teams = await asSetup(sql, (tx) => ensureDevices(tx, town))
  const byTeam = new Map<string, TownFix[]>()
  let count = 0
  let made = 0
  // Shift by shift in order of time: a shift's fixes are written when the next team's begin, so that memory stays small.
  for (const fix of patrolTracks(town, { from, to, fixSeconds })) {
    const fixes = byTeam.get(fix.teamCallSign) ?? []
    byTeam.set(fix.teamCallSign, fixes)
    fixes.push(fix)
    // The server shares this thread.
    if (++made % 1_000 === 0) await turn()
  }
  const days = new Set([...byTeam.values()].flatMap((fixes) => fixes.map(({ at }) => at.slice(0, 10))))
  await asSetup(sql, (tx) => ensureDays(tx, [...days]))
  const coverage: CoverageRow[] = []
  for (const [callSign, fixes] of byTeam) {
    const team = teams.get(callSign) as Team
    const usable = fixes.filter(({ lng, lat }) => lng !== 0 || lat !== 0)
    for (const part of pieces(usable, chunk)) count += await pace(() => asSetup(sql, (tx) => writeFixes(tx, team, part)))
    coverage.push(...coverageOf(usable.map(({ at, lng, lat }) => ({ place: [lng, lat], timeMs: Date.parse(at) })), team.areaId, 'Asia/Shanghai'))
    await asSetup(sql, (tx) => writeLive(tx, team, usable.at(-1), to))
  }
  // A load that was broken off is begun again: seconds must not be counted twice.
  await sql`delete from coverage where area_id = any (${[...teams.values()].map(({ areaId }) => areaId)}) and day <= ${to.slice(0, 10)}`
  for (const part of pieces(coverage, chunk)) await pace(() => asSetup(sql, (tx) => writeCoverage(tx, part)))
  return count
}

async function ensureDevices(tx: Transaction, town: Town): Promise<Map<string, Team>> {
  const names = new Map(town.teams.map(({ callSign }) => [callSign, `pda-${callSign}`]))
  await tx`
    insert into device (area_id, team_id, name)
    select area_id, id, name from unnest(${[...names.keys()]}::text[], ${[...names.values()]}::text[]) as t(call_sign, name) join team on team.call_sign = t.call_sign and team.source = ${townSource} on conflict do nothing`
  const rows = await tx<{ code: string; id: number; areaId: number; device: number }[]>`
    select team.call_sign as code, team.id, team.area_id, device.id as device from team join device on device.team_id = team.id where team.source = ${townSource}`
  return new Map(rows.map(({ code, ...team }) => [code, team]))
}

/** The partitions' function asks what the actor may do; here that is the administrator. */
async function ensureDays(tx: Transaction, days: string[]): Promise<number> {
  await tx`select set_config('fangcun.actor', 'demo-admin', true)`
  for (const day of days) await tx`select ensure_position_day(${day}::date)`
  return days.length
}

/** Who was seen within the last hour is live from the start; a newer fix of the simulator is not overwritten. */
async function writeLive(tx: Transaction, team: Team, last: TownFix | undefined, now: string): Promise<void> {
  if (!last || Date.parse(now) - Date.parse(last.at) > 3_600_000) return
  const { x, y } = mercatorOf([last.lng, last.lat])
  await tx`
    insert into live_position (team_id, area_id, at, x, y, speed_cm_s) values (${team.id}, ${team.areaId}, ${last.at}, ${x}, ${y}, ${Math.round(last.speedMetersPerSecond * 100)}) on conflict (team_id) do nothing`
}

