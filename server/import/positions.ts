import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import type { ColumnMap } from '../../geodata/format/columns.ts'
import { readTime } from '../../geodata/format/localTime.ts'
import { asActor, type Transaction } from '../database.ts'
import { type Reason, isReason, placeOf } from './placeOf.ts'
import type { RawRow } from './rawRow.ts'
import { daysOfImport, recomputeCoverage } from './recomputeCoverage.ts'
import { ImportError, type Run, type Written } from './types.ts'

export type FixRow = { vehicle: string; at: string; x: number; y: number; speed: number | null; accuracy: number | null; day: string }
type BadFix = { vehicle: string; fix: string; reason: string }

/** Turns rows into fixes of devices; each vehicle becomes a team with one device. Fixes without a usable place are kept apart with their reason. */
export class PositionReader {
  readonly #run: Run
  readonly #map: ColumnMap
  readonly #timeZone: string
  readonly #areaId: number
  readonly #devices = new Map<string, number>()
  readonly #days = new Set<string>()
  #bad: BadFix[] = []
  #span: { from: string; to: string } | undefined

  constructor(run: Run, map: ColumnMap, timeZone: string, areaId: number | undefined) {
    this.#run = run
    this.#map = map
    this.#timeZone = timeZone
    if (areaId === undefined) throw new ImportError('The positions lie in no area; give --area CODE for the area whose teams these are.')
    this.#areaId = areaId
  }

  read(row: RawRow): FixRow | Reason {
    const cell = (field: string) => row.cells[this.#map[field] ?? -1]?.trim() ?? ''
    const vehicle = cell('vehicle').slice(0, 64)
    if (!vehicle) return { kind: 'no vehicle', reason: 'no vehicle' }
    const time = readTime(cell('at'), this.#timeZone)
    const bad = (reason: Reason): Reason => {
      this.#bad.push({ vehicle, fix: JSON.stringify({ at: cell('at'), lng: cell('longitude'), lat: cell('latitude') }), reason: reason.kind })
      return reason
    }
    if (!time || time.precision !== 'minute') return bad({ kind: 'the time cannot be read', reason: `the time cannot be read: "${cell('at').slice(0, 40)}"` })
    if (Date.parse(time.at) > Date.now() + 86_400_000 || time.at < '1990') return bad({ kind: 'the time is in the future or before 1990', reason: `the time is ${time.at}` })
    const place = placeOf(cell('longitude'), cell('latitude'), this.#run.reproject)
    if (isReason(place)) return bad(place)
    const { x, y } = mercatorOf(place)
    return { vehicle, at: time.at, x, y, speed: small(cell('speed'), 100), accuracy: small(cell('accuracy'), 1), day: time.at.slice(0, 10) }
  }

  async write(rows: FixRow[]): Promise<Written> {
    const bad = this.#bad
    this.#bad = []
    return asActor(this.#run.sql, this.#run.actor, async (tx) => {
      await this.#ensureDevices(tx, [...new Set([...rows, ...bad].map((row) => row.vehicle))])
      for (const day of new Set(rows.map((row) => row.day))) {
        if (!this.#days.has(day)) await tx`select ensure_position_day(${day}::date)`
        this.#days.add(day)
      }
      const inserted = await this.#insert(tx, rows)
      if (inserted) this.#extend(rows)
      if (bad.length) await this.#keepBad(tx, bad)
      return { inserted, updated: 0, unchanged: rows.length - inserted }
    })
  }

  /** Bad fixes that no chunk took along; then coverage of the days that got new fixes, a day at a time. */
  async finish(): Promise<void> {
    if (this.#bad.length) await this.write([])
    const { sql, actor, id } = this.#run
    const span = this.#span
    if (!span) return
    const days = await asActor(sql, actor, (tx) => daysOfImport(tx, id, span))
    let cells = 0
    for (const day of days) cells += await asActor(sql, actor, (tx) => recomputeCoverage(tx, [day]))
    this.#run.note(`patrol coverage was counted anew for ${days.length} ${days.length === 1 ? 'day' : 'days'} (${cells.toLocaleString('en')} cells and hours; intervals over 2 minutes between two fixes are unknown)`)
  }

  #extend(rows: FixRow[]): void {
    const times = rows.map((row) => row.at)
    const [first, last] = [times.reduce((a, b) => (a < b ? a : b)), times.reduce((a, b) => (a > b ? a : b))]
    const span = (this.#span ??= { from: first, to: last })
    if (first < span.from) span.from = first
    if (last > span.to) span.to = last
  }

  async #ensureDevices(tx: Transaction, vehicles: string[]): Promise<void> {
    const fresh = vehicles.filter((vehicle) => !this.#devices.has(vehicle))
    if (!fresh.length) return
    const { source, id } = this.#run
    await tx`insert into team (area_id, call_sign, name_zh, name_en, kind, vehicle, source, source_ref, import_id)
      select ${this.#areaId}, v, '车辆 ' || v, 'Vehicle ' || v, 'staff', 'car', ${source}, v, ${id} from unnest(${fresh}::text[]) as t(v)
      where not exists (select from team where source = ${source} and source_ref = v)`
    await tx`insert into device (area_id, team_id, name, import_id)
      select team.area_id, team.id, v, ${id} from unnest(${fresh}::text[]) as t(v) join team on team.source = ${source} and team.source_ref = v
      where not exists (select from device d where d.team_id = team.id and d.name = v)`
    const devices = await tx<{ id: number; vehicle: string }[]>`
      select d.id, team.source_ref as vehicle from device d join team on team.id = d.team_id and d.name = team.source_ref where team.source = ${source} and team.source_ref = any (${fresh})`
    for (const device of devices) this.#devices.set(device.vehicle, device.id)
  }

  async #insert(tx: Transaction, rows: FixRow[]): Promise<number> {
    if (!rows.length) return 0
    const of = <Key extends keyof FixRow>(key: Key) => rows.map((row) => row[key])
    const devices = rows.map((row) => this.#devices.get(row.vehicle) ?? 0)
    const times = of('at')
    const [first, last] = [times.reduce((a, b) => (a < b ? a : b)), times.reduce((a, b) => (a > b ? a : b))]
    await tx`select lock_devices(${devices}::integer[]), forget_tails(${devices}::integer[])`
    const { count } = await tx`
      insert into position (device_id, at, area_id, x, y, speed_cm_s, accuracy_m, import_id)
      select distinct on (t.device_id, t.at) t.device_id, t.at, ${this.#areaId}, t.x, t.y, t.speed, t.accuracy, ${this.#run.id}::integer
      from unnest(${devices}::integer[], ${times}::text[]::timestamptz[], ${of('x')}::integer[], ${of('y')}::integer[], ${of('speed')}::smallint[], ${of('accuracy')}::smallint[]) with ordinality as t(device_id, at, x, y, speed, accuracy, n)
        left join (select p.device_id, p.at from position p where p.at >= ${first}::text::timestamptz and p.at <= ${last}::text::timestamptz and p.device_id = any (${[...new Set(devices)]}::integer[])) known on known.device_id = t.device_id and known.at = t.at
      where known.at is null order by t.device_id, t.at, t.n`
    return count
  }

  async #keepBad(tx: Transaction, bad: BadFix[]): Promise<void> {
    await tx`
      insert into position_reject (area_id, device_id, fix, reason, import_id)
      select ${this.#areaId}, device_id, fix, reason, ${this.#run.id}
      from unnest(${bad.map((row) => this.#devices.get(row.vehicle) ?? 0)}::integer[], ${bad.map((row) => row.fix)}::text[]::jsonb[], ${bad.map((row) => row.reason)}::text[]) as t(device_id, fix, reason)
      where not exists (select from position_reject p where p.device_id = t.device_id and p.fix = t.fix)`
  }
}

const smallest = 32_767

/** A measured number in the column's unit; what is missing, negative or beyond the column is unknown. */
function small(text: string, factor: number): number | null {
  const value = text === '' ? NaN : Math.round(Number(text) * factor)
  return value >= 0 && value <= smallest ? value : null
}
