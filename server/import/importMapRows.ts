import { type MapRow, classify } from '../../geodata/format/osm/classify.ts'
import type { OsmTags } from '../../geodata/format/osm/element.ts'
import { insidePlace } from '../../geodata/format/insidePlace.ts'
import { reprojectGeometry } from '../../geodata/format/reproject.ts'
import type { Geometry } from '../../geodata/model/geometry.ts'
import { asActor, type Transaction } from '../database.ts'
import { Chunks } from './chunks.ts'
import { CameraReport } from './cameraReport.ts'
import { writeCameras } from './writeCameras.ts'
import { writeBarriers, writeStreets } from './writeStreets.ts'
import type { ImportNoun, Run, Written } from './types.ts'
import { type Placed, fitting, placed, writeBuildings, writeGround, writePlaces, writeWalls } from './writeMapRows.ts'

type MapNoun = MapRow['noun']
type Write = (tx: Transaction, run: Run, rows: never[]) => Promise<Written>

const writers: Record<MapNoun, { tally: ImportNoun; maxPoints: number; write: Write }> = {
  street: { tally: 'streets', maxPoints: 5_000, write: writeStreets },
  ground: { tally: 'ground', maxPoints: 50_000, write: writeGround },
  building: { tally: 'buildings', maxPoints: 5_000, write: writeBuildings },
  place: { tally: 'places', maxPoints: 1, write: writePlaces },
  light: { tally: 'lights', maxPoints: 1, write: writePlaces },
  wall: { tally: 'walls', maxPoints: 5_000, write: writeWalls },
  barrier: { tally: 'barriers', maxPoints: 1, write: writeBarriers },
  camera: { tally: 'cameras', maxPoints: 1, write: writeCameras },
}

/** Takes tagged shapes (from an OSM file or a GeoJSON with OSM's tags) to the tables of the basemap and the cameras. */
export class MapRows {
  readonly #run: Run
  readonly #file: string
  readonly #chunks: Record<MapNoun, Chunks<Placed>>
  readonly #fallback: number | undefined
  readonly #seen = new Set<string>()
  /** What was understood of cameras. */
  readonly cameras: CameraReport

  constructor(run: Run, file: string, progress: (noun: string, rows: number) => void) {
    this.#run = run
    this.#file = file
    this.cameras = new CameraReport(run, file)
    this.#fallback = run.options.area ? run.locator.byCode(run.options.area)?.id : undefined
    const chunksOf = (noun: MapNoun) => {
      const counts = run.tally(writers[noun].tally)
      return new Chunks<Placed>(counts, (rows) => this.#write(noun, rows), () => progress(writers[noun].tally, counts.read))
    }
    this.#chunks = { street: chunksOf('street'), ground: chunksOf('ground'), building: chunksOf('building'), place: chunksOf('place'), light: chunksOf('light'), wall: chunksOf('wall'), barrier: chunksOf('barrier'), camera: chunksOf('camera') }
  }

  /** @returns whether the shape became any row */
  async add(line: number | string, ref: string, tags: OsmTags, shape: Geometry): Promise<boolean> {
    const rows = classify(ref, tags, reprojectGeometry(single(shape), this.#run.reproject))
    for (const row of rows) {
      const { tally } = writers[row.noun]
      if (this.#run.options.as && this.#run.options.as !== 'auto' && this.#run.options.as !== tally) continue
      await this.addRow(line, row)
    }
    return rows.length > 0
  }

  /** One row whose shape is in EPSG:4326 already. */
  async addRow(line: number | string, row: MapRow): Promise<void> {
    const counts = this.#run.tally(writers[row.noun].tally)
    counts.read++
    const key = `${row.noun} ${row.ref}`
    if (this.#seen.has(key)) return void counts.duplicate++
    this.#seen.add(key)
    const place = insidePlace(row.geometry)
    const wrong = Math.abs(place[0]) > 180 || Math.abs(place[1]) > 90
    if (wrong) return this.#reject(line, row, 'outside the world: projected or swapped coordinates (see --crs)')
    const fallback = this.#fallback === undefined ? undefined : { areaId: this.#fallback, zoneId: null }
    const home = this.#run.locator.at(place) ?? fallback
    if (row.noun === 'camera' && !home) return this.#reject(line, row, 'outside every area (give --area CODE to keep these)')
    const ready = placed(row, home)
    if (row.noun === 'camera') this.cameras.add(line, row, ready.wkb)
    await this.#chunks[row.noun].add(ready)
  }

  #reject(line: number | string, row: MapRow, reason: string): void {
    this.#run.tally(writers[row.noun].tally).rejected++
    if (row.noun === 'camera') this.cameras.refuse(line, row.ref, reason, placed(row, undefined).wkb)
    this.#run.rejects.add(this.#file, line, reason, [row.noun, row.ref, row.nameZh || row.nameEn])
  }

  async flush(): Promise<void> {
    for (const chunks of Object.values(this.#chunks)) await chunks.flush()
    await this.cameras.finish()
  }

  async #write(noun: MapNoun, rows: Placed[]): Promise<Written> {
    if (this.#run.options.dryRun) return { inserted: 0, updated: 0, unchanged: 0 }
    const { write, maxPoints } = writers[noun]
    return asActor(this.#run.sql, this.#run.actor, async (tx) => {
      const refuse = (row: Placed, reason: string) => this.#reject(row.ref, row, reason)
      const fit = maxPoints > 1 ? await fitting(tx, this.#run, rows, maxPoints, refuse) : rows
      return fit.length ? write(tx, this.#run, fit as never[]) : { inserted: 0, updated: 0, unchanged: 0 }
    })
  }
}

/** Programs write one polygon as a multipolygon of one; the same element from two files should be the same row. */
const single = (shape: Geometry): Geometry =>
  shape.type === 'MultiPolygon' && shape.coordinates.length === 1 ? { type: 'Polygon', coordinates: shape.coordinates[0] as [number, number][][] } : shape
