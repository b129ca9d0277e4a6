import type postgres from 'postgres'
import type { PositionsTaken } from '../../geodata/model/deviceKey.ts'
import type { PositionBatch } from '../../geodata/model/patrol.ts'
import { type CoverageDelta, coverageDelta } from '../coverageDelta.ts'
import { asActor, asDevice, type Sql, type Transaction } from '../database.ts'
import { blockMs, blockOf, fixKey, type FixWindow, type JudgedFix, judgeEach, judgeWay, type Reject, type StoredFix } from '../judgeFixes.ts'

/** A team's device by its name; none is the device of the key that the transaction was opened with. */
export type TeamDevice = { teamId: number; device: string }
export type IngestOptions = { window: FixWindow }
export type Ingested = PositionsTaken

type Columns = { ms: number[]; x: number[]; y: number[] }
type Tail = { sinceMs: number } & Columns
type OpenDevice = { id: number; teamId: number; areaId: number; timeZone: string; keptDays: number; shifts: [fromMs: number, toMs: number][]; tail: Tail | null }

/**
 * Stores what is sane of one device's fixes, keeps the others apart with their reason, and brings coverage and the live position up to
 * date, all in the caller's transaction. Positions are taken on shift only. The state is a function of the set of fixes that came: order, batches and repeats change
 * nothing (tests/server/positionOrder.test.ts). Undefined if there is no such team for the actor, or no such key; throws 42501 where it may not send positions.
 */
export async function ingestPositions(tx: Transaction, whose: TeamDevice | undefined, fixes: readonly unknown[], { window }: IngestOptions): Promise<Ingested | undefined> {
  const opened = await openDevice(tx, whose, window)
  if (!opened) return undefined
  // What would be dropped again as too old (sql/functions/position_retention.sql) is not taken.
  const { sane, rejects, repeats } = judgeEach(fixes, { ...window, fromMs: Math.max(window.fromMs, Date.now() - opened.keptDays * 86_400_000) })
  const on = sane.filter(({ timeMs }) => isOnShift(opened, timeMs))
  const off = sane.filter(({ timeMs }) => !isOnShift(opened, timeMs)).map(({ index }) => ({ index, reason: offShift }))
  const faults = rejects.filter(({ index }) => isOnShift(opened, timeOfFault(fixes[index], window)))
  if (faults.length) await keepFaults(tx, opened.id, fixes, faults)
  const { accepted, duplicates, apart } = on.length ? await storeWay(tx, opened, fixes, on) : { accepted: 0, duplicates: 0, apart: [] }
  return { accepted, duplicates: repeats + duplicates, rejected: [...rejects, ...off, ...apart].toSorted((a, b) => a.index - b.index) }
}

/** The same in a transaction of its own, for a batch that comes over the wire. */
export const receivePositions = (sql: Sql, actor: string, { teamId, device, fixes }: PositionBatch, window: FixWindow) =>
  asActor(sql, actor, (tx) => ingestPositions(tx, { teamId, device }, fixes, { window }))

/** Fixes of the device whose key this is the digest of. Undefined where no device has it. */
export const receiveByKey = (sql: Sql, keyHash: string, fixes: readonly unknown[], window: FixWindow) => asDevice(sql, keyHash, (tx) => ingestPositions(tx, undefined, fixes, { window }))

async function openDevice(tx: Transaction, whose: TeamDevice | undefined, { fromMs, toMs }: FixWindow): Promise<OpenDevice | undefined> {
  const [row] = await tx<{ opened: OpenDevice | null }[]>`select open_device(${whose?.teamId ?? null}::integer, ${whose?.device ?? null}, ${String(fromMs)}::text::bigint, ${String(toMs)}::text::bigint) as opened`
  return row?.opened ?? undefined
}

/** Where somebody is off duty is nobody's business: such a fix is refused and left nowhere, not even among the rejects. */
const offShift = 'at: the team is not on shift then; the place is not kept'
const isOnShift = ({ shifts }: OpenDevice, timeMs: number) => shifts.some(([fromMs, toMs]) => fromMs <= timeMs && timeMs < toMs)

/** When a fix was made that has some fault; one that does not know is taken to be of now. */
function timeOfFault(fix: unknown, { fromMs, toMs }: FixWindow): number {
  const at = (fix as { at?: unknown } | null)?.at
  const timeMs = typeof at === 'string' ? Date.parse(at) : Number.NaN
  return timeMs >= fromMs && timeMs <= toMs ? timeMs : Date.now()
}

const isoOf = (ms: number) => new Date(ms).toISOString()
const rowsOf = ({ ms, x, y }: Columns): StoredFix[] => ms.map((timeMs, i) => ({ timeMs, x: x[i] as number, y: y[i] as number }))
const columnsOf = (fixes: readonly StoredFix[]): Columns => ({ ms: fixes.map(({ timeMs }) => timeMs), x: fixes.map(({ x }) => x), y: fixes.map(({ y }) => y) })

/** All known fixes of the blocks from `first` to `last`, or to the end of what is known where there is no tail; from the tail where that reaches back so far. */
async function knownFixes(tx: Transaction, { id, tail }: OpenDevice, first: number, last: number): Promise<StoredFix[]> {
  if (tail && tail.sinceMs <= first * blockMs) return rowsOf(tail).filter(({ timeMs }) => blockOf(timeMs) >= first && blockOf(timeMs) <= last)
  const end = tail ? isoOf((last + 1) * blockMs) : 'infinity'
  const rows = await tx<{ ms: number; x: number; y: number }[]>`select ms, x, y from known_fixes(${id}, ${isoOf(first * blockMs)}::timestamptz, ${end}::text::timestamptz)`
  return rows.map(({ ms, x, y }) => ({ timeMs: ms, x, y }))
}

/** The tail after a batch: the newest block that is known and the one before it, which is all that a next fix in order of time is judged with. */
function tailAfter({ tail }: OpenDevice, known: readonly StoredFix[], fresh: readonly StoredFix[]): Tail {
  const all = [...(tail ? rowsOf(tail) : known), ...fresh]
  const sinceMs = (blockOf(all.reduce((newest, { timeMs }) => Math.max(newest, timeMs), 0)) - 1) * blockMs
  return { sinceMs, ...columnsOf(all.filter(({ timeMs }) => timeMs >= sinceMs)) }
}

async function storeWay(tx: Transaction, opened: OpenDevice, sent: readonly unknown[], fixes: readonly JudgedFix[]): Promise<{ accepted: number; duplicates: number; apart: Reject[] }> {
  const blocks = fixes.map(({ timeMs }) => blockOf(timeMs))
  // A block more on each side: longer than the gap rule of coverage.
  const [first, last] = [blocks.reduce((a, b) => Math.min(a, b)) - 1, blocks.reduce((a, b) => Math.max(a, b)) + 1]
  const known = await knownFixes(tx, opened, first, last)
  const before = judgeWay(known)
  const isKnown = (fix: StoredFix) => before.kept.has(fixKey(fix)) || before.apart.has(fixKey(fix))
  const fresh = fixes.filter((fix) => !isKnown(fix))
  const after = fresh.length ? judgeWay([...known, ...fresh]) : before
  const reasonOf = (fix: StoredFix) => after.apart.get(fixKey(fix))
  const apart = fixes.flatMap((fix) => { const reason = reasonOf(fix); return reason ? [{ index: fix.index, reason }] : [] })
  const kept = fresh.filter((fix) => !reasonOf(fix))
  if (fresh.length) {
    const back = known.filter((fix) => before.apart.has(fixKey(fix)) && after.kept.has(fixKey(fix)))
    const out = known.filter((fix) => before.kept.has(fixKey(fix)) && after.apart.has(fixKey(fix)))
    // Set apart before and still, for another reason: what is told must not depend on the order of arrival either.
    const told = known.filter((fix) => before.apart.has(fixKey(fix)) && reasonOf(fix) && before.apart.get(fixKey(fix)) !== reasonOf(fix))
    const reasoned = (list: readonly StoredFix[]) => list.map((fix) => ({ ...shortOf(fix), reason: reasonOf(fix) }))
    const more = {
      apart: some(fresh.filter(reasonOf).map((fix) => ({ fix: keptText(sent[fix.index]), reason: reasonOf(fix), ms: fix.timeMs, x: fix.x, y: fix.y, speed: fix.speedCmS, accuracy: fix.accuracyM }))),
      turned: back.length || out.length || told.length ? { back: back.map(shortOf), out: reasoned(out), told: reasoned(told) } : undefined,
      coverage: some<CoverageDelta>(coverageDelta(before.kept.values(), after.kept.values(), opened.timeZone)),
      tail: tailAfter(opened, known, fresh),
      live: newestOf([...kept, ...back]),
    }
    await store(tx, opened.id, kept, more)
  }
  return { accepted: kept.length, duplicates: fixes.length - fresh.length - fixes.filter((fix) => isKnown(fix) && reasonOf(fix)).length, apart }
}

const some = <Row>(rows: Row[]): Row[] | undefined => (rows.length ? rows : undefined)
const shortOf = ({ timeMs, x, y }: StoredFix) => ({ ms: timeMs, x, y })

function newestOf(fixes: readonly (StoredFix | JudgedFix)[]): object | undefined {
  if (!fixes.length) return undefined
  const newest = fixes.reduce((best, fix) => (fix.timeMs > best.timeMs ? fix : best))
  return 'speedCmS' in newest ? { ...shortOf(newest), speed: newest.speedCmS } : { ...shortOf(newest), back: true }
}

async function store(tx: Transaction, deviceId: number, fixes: readonly JudgedFix[], more: object): Promise<void> {
  const { ms, x, y } = columnsOf(fixes)
  await tx`select store_fixes(${deviceId}, ${ms.map(String)}::text[]::bigint[], ${x}::integer[], ${y}::integer[], ${fixes.map(({ speedCmS }) => speedCmS)}::smallint[], ${fixes.map(({ accuracyM }) => accuracyM)}::smallint[], ${tx.json(more as postgres.JSONValue)}::jsonb)`
}

/** What jsonb cannot hold (NUL, half a surrogate pair) or nobody would read (kilobytes) is shortened. */
function keptText(fix: unknown): string {
  const text = (JSON.stringify(fix) ?? 'null').replace(/\\u(0000|d[89a-f][0-9a-f]{2})/gi, '?')
  return text.length <= 2_000 ? text : JSON.stringify({ cut: text.slice(0, 500).replaceAll('\\', '/') })
}

async function keepFaults(tx: Transaction, deviceId: number, fixes: readonly unknown[], rejected: readonly Reject[]): Promise<void> {
  await tx`select keep_faults(${deviceId}, ${rejected.map(({ index }) => keptText(fixes[index]))}::text[], ${rejected.map(({ reason }) => reason)}::text[])`
}
