import type { MultiPolygon } from '../model/geometry.ts'
import type { PlanBuilding, PlanProblem, PlanZone } from '../model/zonePlan.ts'
import { buildingsInZones } from './buildingsInZones.ts'
import { cellsOf, boxOf } from './cellPolygon.ts'
import { codeProblems } from './codeProblems.ts'
import { groundProblems } from './groundProblems.ts'
import { borderChange, borderSums } from './borderSums.ts'
import { cellMeters, type CellBox } from './grid.ts'
import { checkedZone, type CheckedZone } from './zoneShape.ts'

export type CheckedBuilding = Pick<PlanBuilding, 'id' | 'estateId' | 'households' | 'at' | 'geometry'>
export type HouseholdBounds = { min: number; max: number }
export type PlanCheck = {
  area: MultiPolygon
  zones: readonly PlanZone[]
  buildings: readonly CheckedBuilding[]
  bounds: HouseholdBounds
  /** Whether a code fits the scheme of the area; all do where nothing is said. */
  isCode?: (code: string) => boolean
}
export type ZoneLoad = { key: string; households: number; buildings: number; squareMeters: number }
export type PlanChecker = {
  /** Zones that are new or changed, and the keys of those that are gone. Only what lies near them is looked at again. */
  update(zones: readonly PlanZone[], gone?: readonly string[]): void
  problems(): PlanProblem[]
  loads(): ZoneLoad[]
  /** The zone of a building by the place it stands at. */
  zoneOfBuilding(id: number): string | null
}

/** What is wrong with a plan, kept up to date while it is changed. */
export function planChecker({ area, zones, buildings, bounds, isCode = () => true }: PlanCheck): PlanChecker {
  const areaCells = cellsOf(area)
  const box = boxOf(areaCells)
  const meters = cellMeters((box[1] + box[3]) / 2 / 1e7)
  const byKey = new Map<string, CheckedZone>()
  const sums = borderSums(areaCells)
  const homes = buildingsInZones(buildings, meters, areaCells)
  let ground: { version: number; found: PlanProblem[] } = { version: -1, found: [] }

  function update(changed: readonly PlanZone[], gone: readonly string[] = []) {
    const touched: CellBox[] = []
    const count = (before: CheckedZone | undefined, after: CheckedZone | undefined) => {
      const change = borderChange(before?.cells ?? null, after?.cells ?? null)
      if (!change) return
      sums.count(change.gone, -1)
      sums.count(change.added, 1)
      touched.push(change.box)
    }
    for (const key of gone) {
      count(byKey.get(key), undefined)
      byKey.delete(key)
    }
    for (const zone of changed) {
      const before = byKey.get(zone.key)
      const checked = before?.zone.geometry === zone.geometry ? { ...before, zone } : checkedZone(zone, meters)
      byKey.set(zone.key, checked)
      if (before?.zone.geometry !== zone.geometry) count(before, checked)
    }
    homes.update([...byKey.values()], touched)
  }
  update(zones)

  return {
    update,
    problems() {
      const all = [...byKey.values()]
      if (ground.version !== sums.version()) ground = { version: sums.version(), found: groundProblems(sums.left(), sums.area, all, meters) }
      return [...all.flatMap(({ problems }) => problems), ...ground.found, ...homes.problems(all, bounds), ...codeProblems(all, isCode)]
    },
    loads: () => homes.loads([...byKey.values()]),
    zoneOfBuilding: homes.zoneOf,
  }
}
