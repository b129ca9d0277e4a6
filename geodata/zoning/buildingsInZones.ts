import Flatbush from 'flatbush'
import type { MultiPolygon } from '../model/geometry.ts'
import type { PlanProblem } from '../model/zonePlan.ts'
import { boxOf, cellsOf, isInCells, type CellPolygons } from './cellPolygon.ts'
import { boxesMeet, cellOf, type CellBox, type CellMeters } from './grid.ts'
import type { CheckedBuilding, HouseholdBounds, ZoneLoad } from './planChecker.ts'
import { ringArea, ringInBox, sharedArea } from './sharedGround.ts'
import { problem, type CheckedZone } from './zoneShape.ts'

/** A footprint may lie over a border by this: corners of surveys differ, and nobody lives in a wall. */
const overShare = 0.05
const overSquareMeters = 4

type Placed = { zone: string | null; /** Zones that hold more of it than is let pass. */ split: string[] }

/** Which zone each building stands in, reckoned again only near what changed. */
export function buildingsInZones(buildings: readonly CheckedBuilding[], meters: CellMeters, area: CellPolygons) {
  const shapes = buildings.map((building) => {
    const at = cellOf(building.at)
    const cells = footprintOf(building.geometry)
    const box: CellBox = cells.length > 0 ? boxOf([...cells, [[at]]]) : [at[0], at[1], at[0], at[1]]
    return { at, cells, box, squareMeters: cells.flat().reduce((sum, ring) => sum + ringArea(ring), 0) * meters.x * meters.y }
  })
  const index = shapes.length > 0 ? new Flatbush(shapes.length) : null
  for (const { box } of shapes) index?.add(...box)
  index?.finish()
  const placed: Placed[] = buildings.map(() => ({ zone: null, split: [] }))
  // Most steps of a drag move no home: what is told of all of them is kept until one does.
  let told: { homes: PlanProblem[]; households: Map<string, { households: number; buildings: number }> } | null = null
  const byId = new Map(buildings.map(({ id }, i) => [id, i]))

  function place(i: number, zones: readonly CheckedZone[]): Placed {
    const { at, cells, box, squareMeters } = shapes[i]!
    const near = zones.filter((zone) => boxesMeet(zone.box, box))
    const zone = near.find((each) => isInCells(at[0], at[1], each.cells))?.zone.key ?? null
    const cut = near.filter((each) => bordersCross(each.cells, box))
    if (cut.length === 0 || cells.length === 0) return { zone, split: [] }
    const limit = Math.max(overShare * squareMeters, overSquareMeters)
    const holding = near.filter((each) => sharedArea(cells.flat(), each.cells.flatMap((rings) => rings.map((ring) => ringInBox(ring, box)))) * meters.x * meters.y > limit)
    return { zone, split: holding.length > 1 ? holding.map((each) => each.zone.key) : [] }
  }

  return {
    update(zones: readonly CheckedZone[], boxes: readonly CellBox[]) {
      const near = new Set(boxes.flatMap((box) => index?.search(...box) ?? []))
      for (const i of near) {
        const [before, after] = [placed[i]!, place(i, zones)]
        placed[i] = after
        if (before.zone !== after.zone || before.split.join() !== after.split.join()) told = null
      }
    },
    zoneOf: (id: number) => placed[byId.get(id) ?? -1]?.zone ?? null,
    loads: (zones: readonly CheckedZone[]): ZoneLoad[] => loadsOf(zones, (told ??= tell()).households),
    problems: (zones: readonly CheckedZone[], bounds: HouseholdBounds): PlanProblem[] => [...(told ??= tell()).homes, ...outOfBounds(loadsOf(zones, told.households), zones, bounds)],
  }

  function tell() {
    const homes: PlanProblem[] = []
    const households = new Map<string, { households: number; buildings: number }>()
    placed.forEach(({ zone, split }, i) => {
      const { id, households: own, at } = buildings[i]!
      const place: [number, number] = [at[0], at[1]]
      // Outside of the area it is no matter of the plan, but somebody should look at the data.
      if (zone === null) homes.push(problem('homeless_building', isInCells(...shapes[i]!.at, area), { buildingIds: [id], households: own, at: place }))
      if (split.length > 0) homes.push(problem('split_building', false, { zoneKeys: split, buildingIds: [id], households: own, at: place }))
      if (zone === null) return
      const sum = households.get(zone)
      if (!sum) households.set(zone, { households: own, buildings: 1 })
      else { sum.households += own; sum.buildings++ }
    })
    return { homes: [...homes, ...splitEstates(buildings, placed)], households }
  }
}

const loadsOf = (zones: readonly CheckedZone[], households: ReadonlyMap<string, { households: number; buildings: number }>): ZoneLoad[] =>
  zones.map(({ zone: { key }, squareMeters }) => ({ key, households: 0, buildings: 0, ...households.get(key), squareMeters }))

function footprintOf({ type, coordinates }: CheckedBuilding['geometry']): CellPolygons {
  if (type === 'Polygon') return cellsOf({ type: 'MultiPolygon', coordinates: [coordinates] } as MultiPolygon)
  return type === 'MultiPolygon' ? cellsOf({ type, coordinates } as MultiPolygon) : []
}

/** Whether any border of a zone comes near a box; one that only goes past its corner costs a reckoning, no more. */
function bordersCross(cells: CellPolygons, [west, south, east, north]: CellBox): boolean {
  for (const rings of cells) for (const ring of rings) for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = [ring[j]!, ring[i]!]
    if (Math.max(a[0], b[0]) >= west && Math.min(a[0], b[0]) <= east && Math.max(a[1], b[1]) >= south && Math.min(a[1], b[1]) <= north) return true
  }
  return false
}

function splitEstates(buildings: readonly CheckedBuilding[], placed: readonly Placed[]): PlanProblem[] {
  const estates = new Map<number, { zones: Map<string, number>; all: number[] }>()
  placed.forEach(({ zone }, i) => {
    const { estateId, id } = buildings[i]!
    if (estateId === null || zone === null) return
    let estate = estates.get(estateId)
    if (!estate) estates.set(estateId, (estate = { zones: new Map(), all: [] }))
    estate.zones.set(zone, i)
    estate.all.push(id)
  })
  return [...estates.values()].filter(({ zones }) => zones.size > 1)
    .map(({ zones, all }) => problem('split_estate', false, { zoneKeys: [...zones.keys()], buildingIds: all, at: [...buildings[[...zones.values()][0]!]!.at] }))
}

function outOfBounds(loads: readonly ZoneLoad[], zones: readonly CheckedZone[], { min, max }: HouseholdBounds): PlanProblem[] {
  return loads.flatMap(({ key, households, squareMeters }, i) => {
    const kind = households === 0 ? 'empty_zone' : households < min ? 'too_few' : households > max ? 'too_many' : null
    const [west, south, east, north] = zones[i]!.box
    return kind ? [problem(kind, false, { zoneKeys: [key], households, squareMeters, at: [(west + east) / 2e7, (south + north) / 2e7] })] : []
  })
}
