import type { PositionBatch } from '../../geodata/model/patrol.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { type CoverageDelta, coverageDelta, gapSeconds } from '../coverageDelta.ts'
import { type FixWindow, type JudgedFix, type Reject, type StoredFix, judgeEach, judgeWay } from '../judgeFixes.ts'

export type TeamDevice = { teamId: number; device: string }
export type IngestOptions = { window: FixWindow; importId?: number | undefined }
export type Ingested = { accepted: number; duplicates: number; rejected: Reject[] }
type Device = { id: number; areaId: number; timeZone: string }

/**
 * Stores what is sane of one device's fixes, keeps the others apart with their reason, and brings coverage and the live position up to
 * date, all in the caller's transaction. Positions are taken on shift only. Repeating a batch changes nothing; batches may come in any order. Undefined if the actor
 * sees no such team; throws 42501 where it may not send positions.
 */
export async function ingestPositions(tx: Transaction, { teamId, device }: TeamDevice, fixes: readonly unknown[], { window, importId }: IngestOptions): Promise<Ingested | undefined> {
  const known = await deviceOf(tx, teamId, device, importId)
  if (!known) return undefined
  const { sane: possible, rejects, repeats } = judgeEach(fixes, window)
  const { on: sane, off } = await splitByShift(tx, teamId, possible)
  const around = sane.length ? await fixesAround(tx, known.id, sane) : []
  const way = judgeWay(around, sane)
  const rejected = [...rejects, ...off, ...way.rejects].toSorted((a, b) => a.index - b.index)
  const stored = way.kept.length ? await storeFixes(tx, known, way.kept, importId) : []
  const faults = rejected.filter(({ reason }) => reason !== offShift)
  if (faults.length) await keepApart(tx, known, fixes, faults, importId)
  if (stored.length) {
    await addCoverage(tx, known.areaId, coverageDelta(around, stored, known.timeZone))
    await moveTeam(tx, teamId, known.areaId, stored)
  }
  return { accepted: stored.length, duplicates: repeats + way.kept.length - stored.length, rejected }
}

/** The same in a transaction of its own, for a batch that comes over the wire. */
export const receivePositions = (sql: Sql, actor: string, { teamId, device, fixes }: PositionBatch, window: FixWindow) =>
  asActor(sql, actor, (tx) => ingestPositions(tx, { teamId, device }, fixes, { window }))

async function deviceOf(tx: Transaction, teamId: number, name: string, importId: number | undefined): Promise<Device | undefined> {
  const [team] = await tx<{ areaId: number; timeZone: string }[]>`select t.area_id, a.time_zone from team t join area a on a.id = t.area_id where t.id = ${teamId}`
  if (!team) return undefined
  await tx`insert into device (area_id, team_id, name, import_id) values (${team.areaId}, ${teamId}, ${name}, ${importId ?? null}) on conflict (team_id, name) do nothing`
  const [device] = await tx<{ id: number }[]>`select id from device where team_id = ${teamId} and name = ${name}`
  if (!device) return undefined
  // Two batches of one device at the same time would both count from the same state of coverage: one waits for the other.
  await tx`select pg_advisory_xact_lock(7266347, ${device.id})`
  return { id: device.id, ...team }
}

/** Where somebody is off duty is nobody's business: such a fix is refused and left nowhere, not even among the rejects. */
const offShift = 'at: the team is not on shift then; the place is not kept'

async function splitByShift(tx: Transaction, teamId: number, fixes: readonly JudgedFix[]): Promise<{ on: JudgedFix[]; off: Reject[] }> {
  const times = fixes.map(({ timeMs }) => timeMs)
  const shifts = !fixes.length ? [] : await tx<{ fromMs: number; toMs: number }[]>`
    select (extract(epoch from lower(during)) * 1000)::bigint as from_ms, (extract(epoch from upper(during)) * 1000)::bigint as to_ms from shift
    where team_id = ${teamId} and during && tstzrange(${isoOf(Math.min(...times))}::timestamptz, ${isoOf(Math.max(...times))}::timestamptz, '[]')`
  const isOn = ({ timeMs }: JudgedFix) => shifts.some(({ fromMs, toMs }) => fromMs <= timeMs && timeMs < toMs)
  return { on: fixes.filter(isOn), off: fixes.filter((fix) => !isOn(fix)).map(({ index }) => ({ index, reason: offShift })) }
}

const isoOf = (ms: number) => new Date(ms).toISOString()

async function fixesAround(tx: Transaction, deviceId: number, fixes: readonly StoredFix[]): Promise<StoredFix[]> {
  const times = fixes.map(({ timeMs }) => timeMs)
  const from = isoOf(times.reduce((a, b) => Math.min(a, b)) - gapSeconds * 1000)
  const to = isoOf(times.reduce((a, b) => Math.max(a, b)) + gapSeconds * 1000)
  const rows = await tx<{ ms: number; x: number; y: number }[]>`
    select (extract(epoch from at) * 1000)::bigint as ms, x, y from position where device_id = ${deviceId} and at >= ${from}::timestamptz and at <= ${to}::timestamptz order by at`
  return rows.map(({ ms, x, y }) => ({ timeMs: ms, x, y }))
}

async function storeFixes(tx: Transaction, { id, areaId }: Device, fixes: readonly JudgedFix[], importId: number | undefined): Promise<StoredFix[]> {
  const days = [...new Set(fixes.map(({ timeMs }) => new Date(timeMs).toISOString().slice(0, 10)))].toSorted()
  // In order, so that two batches never wait for each other's day.
  for (const day of days) await tx`select ensure_position_day(${day}::text::date)`
  const column = (value: (fix: JudgedFix) => number | null) => fixes.map((fix) => (value(fix) === null ? null : String(value(fix))))
  const rows = await tx<{ ms: number }[]>`
    insert into position (device_id, at, area_id, x, y, speed_cm_s, accuracy_m, import_id)
    select ${id}, to_timestamp(ms::numeric / 1000), ${areaId}, x::integer, y::integer, speed::smallint, accuracy::smallint, ${importId ?? null}
    from unnest(${column((fix) => fix.timeMs)}::text[], ${column((fix) => fix.x)}::text[], ${column((fix) => fix.y)}::text[],
      ${column((fix) => fix.speedCmS)}::text[], ${column((fix) => fix.accuracyM)}::text[]) as f(ms, x, y, speed, accuracy)
    on conflict (device_id, at) do nothing returning (extract(epoch from at) * 1000)::bigint as ms`
  const inserted = new Set(rows.map(({ ms }) => ms))
  return fixes.filter(({ timeMs }) => inserted.has(timeMs))
}

/** What jsonb cannot hold (NUL, half a surrogate pair) or nobody would read (kilobytes) is shortened. */
function keptText(fix: unknown): string {
  const text = (JSON.stringify(fix) ?? 'null').replace(/\\u(0000|d[89a-f][0-9a-f]{2})/gi, '?')
  return text.length <= 2_000 ? text : JSON.stringify({ cut: text.slice(0, 500).replaceAll('\\', '/') })
}

async function keepApart(tx: Transaction, { id, areaId }: Device, fixes: readonly unknown[], rejected: readonly Reject[], importId: number | undefined): Promise<void> {
  await tx`insert into position_reject (area_id, device_id, fix, reason, import_id)
    select ${areaId}, ${id}, fix::jsonb, reason, ${importId ?? null} from unnest(${rejected.map(({ index }) => keptText(fixes[index]))}::text[], ${rejected.map(({ reason }) => reason)}::text[]) as r(fix, reason)`
}

async function addCoverage(tx: Transaction, areaId: number, delta: readonly CoverageDelta[]): Promise<void> {
  if (!delta.length) return
  await tx`insert into coverage as c (area_id, cell, day, hour, seconds)
    select ${areaId}, cell::bigint, day::date, hour::smallint, seconds::real
    from unnest(${delta.map(({ cell }) => cell)}::text[], ${delta.map(({ day }) => day)}::text[], ${delta.map(({ hour }) => String(hour))}::text[], ${delta.map(({ seconds }) => String(seconds))}::text[]) as d(cell, day, hour, seconds)
    on conflict (cell, day, hour, area_id) do update set seconds = greatest(0, c.seconds + excluded.seconds)`
}

async function moveTeam(tx: Transaction, teamId: number, areaId: number, fixes: readonly StoredFix[]): Promise<void> {
  const newest = fixes.reduce((best, fix) => (fix.timeMs > best.timeMs ? fix : best)) as JudgedFix
  await tx`insert into live_position as l (team_id, area_id, at, x, y, speed_cm_s, received_at)
    values (${teamId}, ${areaId}, to_timestamp(${String(newest.timeMs)}::text::numeric / 1000), ${newest.x}, ${newest.y}, ${newest.speedCmS}, clock_timestamp())
    on conflict (team_id) do update set area_id = excluded.area_id, at = excluded.at, x = excluded.x, y = excluded.y, speed_cm_s = excluded.speed_cm_s, received_at = excluded.received_at
    where excluded.at > l.at`
}
