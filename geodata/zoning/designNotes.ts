import type { PlanBuilding, PlanGround, PlanProblem, ZoneDesignAnswer, ZoneDesignQuestion } from '../model/zonePlan.ts'
import type { GroundUnits } from './ground.ts'

type Note = ZoneDesignAnswer['notes'][number]

/** Where a list would be longer than anybody reads, the number in the note has to do. */
const mostProblems = 500

const problemAt = (kind: PlanProblem['kind'], buildings: PlanBuilding[]): PlanProblem => ({
  kind, blocks: false, zoneKeys: [], buildingIds: buildings.map(({ id }) => id), households: buildings.reduce((sum, { households }) => sum + households, 0), squareMeters: null,
  at: buildings[0]?.at ?? null, geometry: footprint(buildings[0]),
})

function footprint(building: PlanBuilding | undefined): PlanProblem['geometry'] {
  const { type, coordinates } = building?.geometry ?? { type: 'Point', coordinates: [] }
  if (type === 'MultiPolygon') return { type, coordinates: coordinates as [number, number][][][] }
  return type === 'Polygon' ? { type: 'MultiPolygon', coordinates: [coordinates as [number, number][][]] } : null
}

/** Buildings that were set aside, told where they are: those outside of the area, those that are drawn twice, those that stand on its border (these count where their middle is). */
export function groundProblemsOf({ outside, duplicates, onBorder }: GroundUnits): PlanProblem[] {
  return [
    ...outside.map((building) => problemAt('outside', [building])),
    ...duplicates.map(({ left, kept }) => problemAt('overlap', [left, kept])),
    ...onBorder.map((building) => problemAt('split_building', [building])),
  ].slice(0, mostProblems)
}

/** What one has to know to read the figures. */
export function groundNotes(ground: PlanGround, { buildings, outside, duplicates, onBorder, partedEstates }: GroundUnits, { barriers, weights }: ZoneDesignQuestion): Note[] {
  const estimated = buildings.filter((building) => building.estimated)
  const unknown = buildings.filter(({ use, households }) => use === 'residential' && households === 0).length
  const without = (['incidents', 'shops'] as const).filter((key) => weights[key] > 0 && !buildings.some((building) => building[key] > 0))
  const count = (code: string, of: number): Note[] => (of > 0 ? [{ code, values: { buildings: of } }] : [])
  return [
    ...(estimated.length ? [{ code: 'households_estimated', values: { buildings: estimated.length, households: estimated.reduce((sum, { households }) => sum + households, 0) } }] : []),
    ...count('homes_without_households', unknown), ...count('buildings_outside', outside.length), ...count('duplicate_footprints', duplicates.length), ...count('buildings_on_border', onBorder.length),
    ...(partedEstates ? [{ code: 'estates_in_pieces', values: { estates: partedEstates } }] : []),
    ...(barriers.includes('wall') && ground.walls.length === 0 ? [{ code: 'walls_unknown' }] : []),
    ...(barriers.includes('water') && ground.water.length === 0 ? [{ code: 'no_water' }] : []),
    ...without.map((key) => ({ code: `no_${key}` })),
  ]
}
