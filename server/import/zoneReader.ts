import type { ColumnMap } from '../../geodata/format/columns.ts'
import { reprojectGeometry } from '../../geodata/format/reproject.ts'
import { toWkbHex } from '../../geodata/format/wkb.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import { isReason, type Reason } from './placeOf.ts'
import { type FoundProblem, judgeZones, keepProblems } from './problems.ts'
import type { RawRow } from './rawRow.ts'
import { suspectDatum } from './suspectDatum.ts'
import type { Run, Written } from './types.ts'
import { keepAsPlan } from './zonesAsPlan.ts'
import { readZone, settleBuildings, writeZones, type ZoneRow } from './zones.ts'

/** Corners of zones lie on streets, so they tell of a shifted datum as well as points do. */
const cornersOf = (rows: readonly RawRow[], run: Run): LngLat[] => rows
  .flatMap(({ geometry }) => (geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon' ? [reprojectGeometry(geometry, run.reproject)] : []))
  .flatMap(({ coordinates }) => coordinates.flat(3) as number[]).reduce<LngLat[]>((places, value, i, all) => (i % 2 ? places : [...places, [value, all[i + 1] as number]]), []).slice(0, 500)

/** Zones of a file into the table, or into a draft plan (`--as-plan`); what is wrong with them is kept where it can be drawn. */
export async function zoneReader(run: Run, file: string, map: ColumnMap, first: readonly RawRow[], refuse: (row: ZoneRow, reason: string) => void) {
  const problems: FoundProblem[] = []
  const drafts: ZoneRow[] = []
  const codes = new Set<string>()
  const warning = await suspectDatum(run, cornersOf(first.slice(0, 100), run))
  if (warning) problems.push({ line: '', ref: '', kind: 'datum', reason: warning.slice(0, 500), rejected: false, wkb: null })

  function judged(row: RawRow): ZoneRow | Reason {
    const read = readZone(run, map, row)
    if (isReason(read) || run.options.asPlan !== undefined) return read
    if (codes.has(read.code)) return { kind: 'another zone of the file has this code', reason: `another zone of the file has the code ${read.code}` }
    codes.add(read.code)
    return read
  }
  return {
    read(row: RawRow): ZoneRow | Reason {
      const read = judged(row)
      if (isReason(read)) problems.push({ line: row.line, ref: row.cells[map.code ?? -1] ?? '', kind: read.kind.startsWith('outside') ? 'outside' : read.kind.startsWith('another') ? 'double_code' : 'unreadable', reason: read.reason, rejected: true, wkb: row.geometry && toWkbHex(reprojectGeometry(row.geometry, run.reproject)) })
      return read
    },
    async write(rows: ZoneRow[]): Promise<Written> {
      if (run.options.asPlan === undefined) {
        return writeZones(run, rows, (row, reason) => {
          problems.push({ line: row.line, ref: row.ref, kind: 'invalid_shape', reason, rejected: true, wkb: row.wkb })
          refuse(row, reason)
        }, (row, reason) => problems.push({ line: row.line, ref: row.ref, kind: 'repaired', reason, rejected: false, wkb: row.wkb }))
      }
      drafts.push(...rows)
      return { inserted: rows.length, updated: 0, unchanged: 0 }
    },
    async finish(): Promise<void> {
      if (run.options.asPlan !== undefined) run.note(await keepAsPlan(run, file, run.options.asPlan, drafts))
      else {
        run.note(`${await settleBuildings(run)} buildings without a zone were given theirs`)
        const found = Object.entries(await judgeZones(run, file)).map(([kind, count]) => `${count} × ${kind}`)
        if (found.length) run.note(`WARNING: taken, but look at them on the map: ${found.join(', ')}`)
      }
      await keepProblems(run, file, problems)
    },
  }
}
