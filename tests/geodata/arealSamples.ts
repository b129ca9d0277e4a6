import type { AnalysisInput, PolygonXY } from '../../geodata/analysis/method.ts'
import { createProjection } from '../../geodata/geometry/projection.ts'
import type { LngLat } from '../../geodata/geometry/lngLat.ts'
import { sample } from './samples.ts'

type Feature = { properties: Record<string, string | number>; geometry: { type: string; coordinates: LngLat[][] & LngLat[][][] } }

/** Published areas in metres with their published neighbours, by the order of the polygons' file. */
export type ArealSample = { ids: string[]; polygons: PolygonXY[]; neighbours: number[][]; features: Feature[] }

function arealSample(polygonFile: string, key: string, neighbourFile: string, center: LngLat): ArealSample {
  const features = (JSON.parse(sample(polygonFile)) as { features: Feature[] }).features
  const { forward } = createProjection(center)
  const ids = features.map(({ properties }) => String(properties[key]))
  const place = new Map(ids.map((id, i) => [id, i]))
  const lists = new Map(rowsOf(neighbourFile).map(([id = '', others = '']) => [id, others.split(' ').filter(Boolean)]))
  return {
    ids,
    features,
    polygons: features.map(({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map((part) => (part as LngLat[][]).map((ring) => ring.map(forward)))),
    neighbours: ids.map((id) => (lists.get(id) ?? []).map((other) => place.get(other) as number)),
  }
}

export const rowsOf = (file: string): string[][] => sample(file).trim().split('\n').slice(1).map((line) => line.replaceAll('"', '').trim().split(','))

export const sanFrancisco = (): ArealSample => arealSample('san_francisco/block_groups.geojson', 'geoid', 'reference/sf_block_groups_queen_neighbours.csv', [-122.44, 37.76])
export const london = (): ArealSample => arealSample('london/lsoa_2011.geojson.gz', 'lsoa_code', 'reference/london_lsoa_queen_neighbours.csv', [-0.1, 51.5])

/** Burglaries of 2019 by area, 0 where the file has none, as the reference took them. */
export function londonBurglaries({ ids }: ArealSample): Float64Array {
  const counts = new Map(rowsOf('london/lsoa_annual_counts_2011_2021.csv.gz').flatMap((row) => (row[0] === 'burglary' ? [[row[1], Number(row[10])] as const] : [])))
  return Float64Array.from(ids, (id) => counts.get(id) ?? 0)
}

/** Areas with values of their own, as a file would give them. */
export function areaInput(areas: Partial<Omit<NonNullable<AnalysisInput['areas']>, 'values'>> & { values: ArrayLike<number> }): AnalysisInput {
  const { values, ids = Array.from(values, (_, i) => String(i)), polygons = [], population = null, neighbours = null, neighbourWeights = null } = areas
  return {
    points: null,
    areas: { ids, polygons, values: Float64Array.from(values), population, neighbours, neighbourWeights },
    streets: null,
    studyArea: null,
    window: { fromMs: -Infinity, toMs: Infinity },
    plane: { forward: (place) => place, inverse: (point) => point },
    timeZone: 'UTC',
    rowsLeftOut: {},
  }
}
