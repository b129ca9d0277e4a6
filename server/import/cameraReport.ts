import { type CameraDoubt, type CameraField, cameraFields } from '../../geodata/format/cameraFacts.ts'
import type { CameraRow } from '../../geodata/format/osm/classify.ts'
import { asActor } from '../database.ts'
import { type FoundProblem, keepProblems } from './problems.ts'
import type { Run } from './types.ts'

/** Two rows of one camera, or two cameras on one mast. */
const samePlaceMeters = 1
const names: Record<CameraField, string> = {
  kind: 'kind', azimuth: 'direction', fieldOfView: 'field of view', tilt: 'tilt', range: 'range', height: 'height', pixels: 'picture width', lens: 'focal length', deviceCode: 'device code', retention: 'retention', state: 'state',
}
/** What the interface calls it (web/i18n, imports.problem). */
const kindOf = (field: CameraField) => `camera_${field}`

/** What was understood of the cameras of a file: counts by field for the run, and each value that was not understood with its camera's place. */
export class CameraReport {
  readonly #run: Run
  readonly #file: string
  readonly #problems: FoundProblem[] = []
  /** Writing may still add doubts of its own. */
  readonly #taken: { line: number | string; ref: string; doubts: CameraDoubt[]; wkb: string }[] = []

  constructor(run: Run, file: string) {
    this.#run = run
    this.#file = file
  }

  add(line: number | string, { ref, given, doubts }: CameraRow, wkb: string): void {
    const { understood } = this.#run
    understood.cameras++
    for (const [field, well] of Object.entries(given) as [CameraField, boolean][]) {
      const counts = (understood.fields[field] ??= { given: 0, understood: 0 })
      counts.given++
      if (well) counts.understood++
    }
    this.#taken.push({ line, ref, doubts, wkb })
  }

  refuse(line: number | string, ref: string, reason: string, wkb: string | null): void {
    this.#problems.push({ line, ref, kind: 'unreadable', reason, rejected: true, wkb })
  }

  async finish(): Promise<void> {
    if (!this.#taken.length && !this.#problems.length) return
    const doubted = this.#taken.flatMap(({ doubts, ...row }) => doubts.map(({ field, reason }) => ({ ...row, kind: kindOf(field), reason, rejected: false })))
    const { cameras, fields } = this.#run.understood
    const told = cameraFields.flatMap((field) => (fields[field] ? [`${names[field]} ${fields[field].understood} of ${fields[field].given} given`] : []))
    this.#run.note(`understood of ${cameras.toLocaleString('en')} cameras: ${told.join(', ') || 'their places only'}; what is not known stays unknown, and views that need it assume it and say so`)
    for (const { ref, reason } of doubted.slice(0, 10)) this.#run.note(`${ref}: ${reason}`)
    if (doubted.length > 10) this.#run.note(`... and ${doubted.length - 10} more of such cameras, listed with the import`)
    if (this.#run.options.dryRun) return
    await keepProblems(this.#run, this.#file, [...this.#problems, ...doubted], 'cameras')
    const together = await this.#samePlace()
    if (together) this.#run.note(`${together} cameras stand within ${samePlaceMeters} m of another: two on one mast, or one that is in the register twice`)
  }

  async #samePlace(): Promise<number> {
    const { id, sql, actor } = this.#run
    const rows = await asActor(sql, actor, (tx) => tx`
      insert into import_problem (import_id, noun, file, line, ref, kind, reason, rejected, geom)
      select ${id}, 'cameras', ${this.#file}, '', coalesce(c.source_ref, c.code), 'camera_same_place', 'stands within ' || ${samePlaceMeters}::text || ' m of camera ' || o.code, false, c.geom
      from camera c, lateral (select o.code from camera o where o.geom && st_expand(c.geom, 0.0002) and o.id <> c.id and st_dwithin(o.geom::geography, c.geom::geography, ${samePlaceMeters}) order by o.id limit 1) o
      where c.import_id = ${id} order by c.id limit 2000 returning id`)
    return rows.length
  }
}
