import { createHash } from 'node:crypto'
import type { ColumnMap } from '../../geodata/format/columns.ts'
import { readTime } from '../../geodata/format/localTime.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { asActor } from '../database.ts'
import { Categories } from './category.ts'
import { type Reason, isReason, placeOf } from './placeOf.ts'
import type { RawRow } from './rawRow.ts'
import type { Run, Written } from './types.ts'
import { writeIncidents } from './writeIncidents.ts'

export type IncidentRow = {
  id: string; ref: string; number: string | null; areaId: number; zoneId: number | null; category: string; categoryId: number; severity: number
  title: string; address: string; at: string; precision: string; lng: number; lat: number
}

/** Turns rows into incidents: place, time, category, who answers for it, and a reference that is the same when the file comes again. */
export class IncidentReader {
  readonly #run: Run
  readonly #map: ColumnMap
  readonly #timeZone: string
  readonly #categories: Categories
  readonly #seen = new Map<string, { digest: string; count: number }>()
  readonly #fallback: number | undefined
  elsewhere = 0
  byColumn = 0
  repeated = 0

  constructor(run: Run, map: ColumnMap, timeZone: string) {
    this.#run = run
    this.#map = map
    this.#timeZone = timeZone
    this.#categories = new Categories(run.sql, run.actor, run.source)
    this.#fallback = run.options.area ? run.locator.byCode(run.options.area)?.id : undefined
  }

  async start(): Promise<void> {
    await this.#categories.load()
  }

  read(row: RawRow): IncidentRow | Reason | 'duplicate' {
    const cell = (field: string) => row.cells[this.#map[field] ?? -1]?.trim() ?? ''
    const place = placeOf(cell('longitude'), cell('latitude'), this.#run.reproject)
    if (isReason(place)) return place
    const time = readTime(cell('occurredAt'), this.#timeZone)
    if (!time) return { kind: 'the time cannot be read', reason: `the time cannot be read: "${cell('occurredAt').slice(0, 40)}"` }
    const category = cell('category').slice(0, 100)
    if (!category) return { kind: 'no category', reason: 'no category' }
    const home = this.#home(place, cell('area'))
    if (!home) return { kind: 'outside every area (give --area CODE to keep these)', reason: `outside every area: ${place.join(', ')}` }
    const ref = this.#reference(cell('id'), row.cells)
    if (!ref) return 'duplicate'
    return {
      id: uuidv7(Math.random, Date.parse(time.at) > 0 ? Date.parse(time.at) : 0), ref, number: cell('id').slice(0, 64) || null, ...home, category, categoryId: 0, severity: severityOf(cell('severity')),
      title: cell('title').slice(0, 200), address: cell('address').slice(0, 200), at: time.at, precision: time.precision, lng: place[0], lat: place[1],
    }
  }

  /** The place decides; what the file says about the area only where the place lies outside every area (a shore, a masked block). */
  #home(place: [number, number], named: string): { areaId: number; zoneId: number | null } | undefined {
    const home = this.#run.locator.at(place)
    const area = this.#run.locator.named(named)
    if (home) {
      if (area !== undefined && area !== home.areaId && this.#run.locator.byId(home.areaId)?.level === this.#run.locator.byId(area)?.level) this.elsewhere++
      return home
    }
    if (area !== undefined) this.byColumn++
    const areaId = area ?? this.#fallback
    return areaId === undefined ? undefined : { areaId, zoneId: null }
  }

  /** The id column, or a digest of the row; equal ids or digests are numbered, so that nothing is lost and the same file gives the same. */
  #reference(id: string, cells: string[]): string | undefined {
    const digest = createHash('sha256').update(cells.join('\u001f')).digest('base64url').slice(0, 22)
    const key = id || digest
    const seen = this.#seen.get(key)
    if (!seen) this.#seen.set(key, { digest, count: 1 })
    else {
      if (id && seen.digest === digest) return undefined
      seen.count++
      this.repeated++
    }
    return (seen?.count ?? 1) > 1 ? `${key}#${seen?.count}` : key
  }

  async write(rows: IncidentRow[]): Promise<Written> {
    await this.#categories.ensure(rows.map((row) => row.category))
    for (const row of rows) {
      const category = this.#categories.get(row.category)
      row.categoryId = category?.id ?? 0
      row.severity ||= category?.severity ?? 2
      row.title ||= category?.name ?? row.category
    }
    return asActor(this.#run.sql, this.#run.actor, (tx) => writeIncidents(tx, this.#run, rows))
  }

  notes(): string[] {
    const say = (count: number, text: string) => (count ? [`${count.toLocaleString('en')} ${text}`] : [])
    return [
      ...say(this.#categories.made, `categories were added to the scheme "${this.#categories.scheme}"; their severity was guessed from their names`),
      ...say(this.byColumn, 'incidents outside every area went to the area that the file names'),
      ...say(this.elsewhere, 'incidents lie in another area than the file names; their place decided'),
      ...say(this.repeated, 'rows share their id or all their content with an earlier row; they are kept, numbered #2, #3, ...'),
    ]
  }
}

/** 1 to 4, or 0 for "as the category". */
const severityOf = (text: string) => (/^[1-4]$/.test(text) ? Number(text) : 0)
