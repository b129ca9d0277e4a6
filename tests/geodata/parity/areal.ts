import { contiguity } from '../../../geodata/analysis/contiguity.ts'
import { giOf, giStarOf } from '../../../geodata/analysis/localG.ts'
import { globalG } from '../../../geodata/analysis/globalG.ts'
import { globalGeary } from '../../../geodata/analysis/globalGeary.ts'
import { globalMoran } from '../../../geodata/analysis/globalMoran.ts'
import { localMoran } from '../../../geodata/analysis/localMoran.ts'
import { rowStandardised, tableOf, type NeighbourTable } from '../../../geodata/analysis/neighbourTable.ts'
import { withinDistance } from '../../../geodata/analysis/pointNeighbours.ts'
import { london, londonBurglaries, rowsOf, sanFrancisco, type ArealSample } from '../arealSamples.ts'
import { sample } from '../samples.ts'
import type { ParityCase } from './case.ts'

type Small = { getis_ord_six_points: { points: [number, number][]; y: number[]; global_G: number; gi_z_excluding_self: number[]; gi_star_z_including_self: number[] } }

const spdep = 'R spdep 1.2-7'
const esda = 'Ord & Getis 1995 as published by pysal/esda'

export function cases(): ParityCase[] {
  const sf = sanFrancisco()
  const lsoa = london()
  return [
    ...sixPoints(),
    ...localCases(sf),
    ...globalCases('San Francisco robbery', 'reference/sf_robbery_global.json', robberies(sf), sf),
    ...globalCases('London burglary 2019', 'reference/london_burglary_2019_global.json', londonBurglaries(lsoa), lsoa),
    ...neighbourCases('San Francisco, 579 block groups', sf),
    ...neighbourCases('London, 4,835 LSOA', lsoa),
  ]
}

function sixPoints(): ParityCase[] {
  const { points, y, global_G, gi_z_excluding_self, gi_star_z_including_self } = (JSON.parse(sample('reference/expected_small.json')) as Small).getis_ord_six_points
  const table = withinDistance({ xMeters: points.map(([x]) => x), yMeters: points.map(([, at]) => at) }, 15)
  const values = Float64Array.from(y)
  const each = (method: string, theirs: number[], ours: Float64Array) => theirs.map((z, i) => ({ method, what: `six points, z of point ${i + 1}`, reference: esda, theirs: z, ours: ours[i] as number, tolerance: 1e-8 }))
  const g = { method: 'global_g', what: 'six points, G', reference: esda, theirs: global_G, ours: globalG(values, table).value, tolerance: 1e-8 }
  return [g, ...each('gi_star', gi_star_z_including_self, giStarOf(values, table)), ...each('gi', gi_z_excluding_self, giOf(values, table))]
}

/** The largest difference over all polygons stands for them: theirs is 0. */
function largestDifference(method: string, what: string, theirs: number[], ours: ArrayLike<number>): ParityCase {
  const most = theirs.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (ours[i] as number))), 0)
  return { method, what: `${what}, largest difference of ${theirs.length}`, reference: spdep, theirs: 0, ours: most, tolerance: 5e-7 }
}

function localCases(sf: ArealSample): ParityCase[] {
  const rows = new Map(rowsOf('reference/sf_robbery_local.csv').map((row) => [row[0], row.map(Number)]))
  const column = (index: number) => sf.ids.map((id) => rows.get(id)?.[index] as number)
  const values = Float64Array.from(column(1))
  const table: NeighbourTable = tableOf(sf.neighbours)
  const moran = localMoran(values, rowStandardised(table))
  return [
    largestDifference('local_moran', 'San Francisco robbery, I', column(5), moran.i),
    largestDifference('local_moran', 'San Francisco robbery, z', column(6), moran.z),
    largestDifference('gi_star', 'San Francisco robbery, z', column(3), giStarOf(values, table)),
    largestDifference('gi', 'San Francisco robbery, z', column(4), giOf(values, table)),
  ]
}

const robberies = ({ features }: ArealSample) => Float64Array.from(features, ({ properties }) => Number(properties.robbery))

function globalCases(where: string, file: string, values: Float64Array, { neighbours }: ArealSample): ParityCase[] {
  const theirs = JSON.parse(sample(file)) as Record<string, number>
  const binary = tableOf(neighbours)
  const row = rowStandardised(binary)
  const moran = globalMoran(values, row)
  const of = (method: string, what: string, key: string, ours: number | null): ParityCase => ({ method, what: `${where}, ${what}`, reference: spdep, theirs: theirs[key] as number, ours: ours as number, tolerance: 1e-9, relative: true })
  const z = (variance: number | null) => (moran.value - moran.expected) / Math.sqrt(variance as number)
  return [
    of('global_moran', 'I, weights by row', 'moran_I_rowstd', moran.value),
    of('global_moran', 'I, weights 1', 'moran_I_binary', globalMoran(values, binary).value),
    of('global_moran', 'expected I', 'expectation', moran.expected),
    of('global_moran', 'variance, randomisation', 'variance_randomisation', moran.varianceRandomisation),
    of('global_moran', 'z, randomisation', 'z_randomisation', z(moran.varianceRandomisation)),
    of('global_moran', 'variance, normality', 'variance_normality', moran.varianceNormality),
    of('global_moran', 'z, normality', 'z_normality', z(moran.varianceNormality)),
    of('global_geary', 'C, weights by row', 'geary_C_rowstd', globalGeary(values, row).value),
    of('gi_star', 'areas with z > 1.96', 'n_gistar_z_gt_1.96', giStarOf(values, binary).filter((score) => score > 1.96).length),
    of('gi_star', 'areas with z < -1.96', 'n_gistar_z_lt_m1.96', giStarOf(values, binary).filter((score) => score < -1.96).length),
  ]
}

function neighbourCases(where: string, { polygons, neighbours }: ArealSample): ParityCase[] {
  const ours = contiguity(polygons, 'queen', 0.1)
  const theirs = tableOf(neighbours)
  const differing = neighbours.filter((_, i) => String(ours.others.subarray(ours.starts[i], ours.starts[i + 1])) !== String(theirs.others.subarray(theirs.starts[i], theirs.starts[i + 1]))).length
  return [
    { method: 'neighbours (queen)', what: `${where}: links`, reference: spdep, theirs: theirs.others.length, ours: ours.others.length, tolerance: 0 },
    { method: 'neighbours (queen)', what: `${where}: areas with other neighbours`, reference: spdep, theirs: 0, ours: differing, tolerance: 0 },
  ]
}
