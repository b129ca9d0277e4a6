import { aoristic } from '../../../geodata/analysis/aoristic.ts'
import type { KernelId } from '../../../geodata/analysis/kernel.ts'
import { kernelDensity, type EdgeCorrection } from '../../../geodata/analysis/kernelDensity.ts'
import { lixelsOf } from '../../../geodata/analysis/lixels.ts'
import { networkDensity, type Split } from '../../../geodata/analysis/networkDensity.ts'
import { stDbscan } from '../../../geodata/analysis/stDbscan.ts'
import { streetNetwork, streetSnapper } from '../../../geodata/analysis/streetNetwork.ts'
import { segmentsOf } from '../../../geodata/analysis/unitSegments.ts'
import { createStudyCells } from '../../../geodata/analysis/studyCells.ts'
import { createProjection } from '../../../geodata/geometry/projection.ts'
import type { MetersXY } from '../../../geodata/geometry/lngLat.ts'
import { instantOfLocal } from '../../../geodata/format/localTime.ts'
import { createRandom, randomInt } from '../../../geodata/random.ts'
import { hoursByMinutes } from '../hoursByMinutes.ts'
import { fixture, sample } from '../samples.ts'
import { byDefinition, type Point } from '../stDbscanByDefinition.ts'
import type { ParityCase } from './case.ts'

type Places = { edge: number[]; share: number[] }
type Net = { name: string; bandwidthMeters: number; vertices: MetersXY[]; edges: [number, number][]; events: Places } & Record<Split, Places & { perMeter: number[] }>

/** Density at places on a net, by lixels of a decimetre. */
function networkCases(): ParityCase[] {
  const { package: reference, nets } = fixture('network_spatstat.json') as { package: string; nets: Net[] }
  return nets.flatMap(({ name, bandwidthMeters, vertices, edges, events, ...answers }) => {
    const network = streetNetwork(edges.map(([a, b]) => [vertices[a]!, vertices[b]!]))
    const lixels = lixelsOf(network, 0.1)
    const along = ({ edge, share }: Places) => share.map((part, i) => part * network.lengths[edge[i]!]!)
    return (['continuous', 'discontinuous'] as const).flatMap((split): ParityCase[] => {
      const mass = networkDensity(network, lixels, { links: events.edge, alongMeters: along(events) }, { bandwidthMeters, split, deadEnds: split === 'continuous' ? 'reflect' : 'stop' })
      const { edge, perMeter } = answers[split]
      const places = along(answers[split])
      const ours = perMeter.map((_, i) => mass[lixels.start[edge[i]!]! + Math.floor(places[i]! / lixels.meters[edge[i]!]!)]! / lixels.meters[edge[i]!]!)
      const away = Math.max(...ours.map((value, i) => Math.abs(value - perMeter[i]!))) / perMeter[0]!
      const what = (text: string) => `${name}, ${edges.length} streets, equal split ${split}, ${bandwidthMeters} m: ${text}`
      return [
        { method: 'network_kde', what: what('events per metre where it is densest'), reference: `${reference} densityEqualSplit`, theirs: perMeter[0]!, ours: ours[0]!, tolerance: 1e-3, relative: true },
        { method: 'network_kde', what: what(`largest difference at ${perMeter.length} places, as a share of that`), reference: `${reference} densityEqualSplit`, theirs: 0, ours: away, tolerance: 1e-3 },
      ]
    })
  })
}

/** All incidents near a street of Holborn and the City: the pieces of all streets add up to them. */
function massCases(): ParityCase[] {
  const { forward } = createProjection([-0.105, 51.515])
  const roads = (JSON.parse(sample('london/osm_roads.geojson.gz')) as { features: { geometry: { type: string; coordinates: MetersXY[] } }[] }).features
  const lines = roads.filter(({ geometry }) => geometry.type === 'LineString').map(({ geometry }) => geometry.coordinates.map(forward))
  const network = streetNetwork(segmentsOf({ ids: lines.map((_, i) => String(i)), lines }).lines)
  const snap = streetSnapper(network, 50)
  const found = sample('london/city_street_incidents_2018-04_2020-11.csv.gz').split('\n').flatMap((line) => {
    const at = /,(-?0\.\d+),(5\d\.\d+)$/.exec(line)
    return at ? [snap(...forward([Number(at[1]), Number(at[2])]))] : []
  }).filter((place) => place !== null)
  return (['continuous', 'discontinuous'] as const).map((split) => {
    const mass = networkDensity(network, lixelsOf(network, 25), { links: found.map(({ link }) => link), alongMeters: found.map(({ alongMeters }) => alongMeters) }, { bandwidthMeters: 200, split, deadEnds: 'reflect' })
    return { method: 'network_kde', what: `London, ${network.lines.length} streets, equal split ${split}, 200 m: sum over all pieces`, reference: 'each incident counts 1', theirs: found.length, ours: mass.reduce((a, b) => a + b, 0), tolerance: 1e-9, relative: true }
  })
}

type Kde = { package: string; cellMeters: number; polygon: MetersXY[]; points: { x: number[]; y: number[] }; columns: number; cells: number[]; answers: { kernel: KernelId; bandwidthMeters: number; edge: EdgeCorrection; perSquareMeter: number[] }[] }

/** spatstat's kernel is taken at pixels of a fifth of a cell, ours at the points themselves or at a lattice of our own. */
function kdeCases(): ParityCase[] {
  const { package: reference, cellMeters, polygon, points, columns, cells, answers } = fixture('kde_spatstat.json') as Kde
  const grid = createStudyCells({ kind: 'polygons', polygons: [[[[...polygon, polygon[0]!]]]] }, cellMeters)
  if (grid.columns !== columns) throw new Error(`${grid.columns} columns, spatstat's grid has ${columns}`)
  return answers.flatMap(({ kernel, bandwidthMeters, edge, perSquareMeter }): ParityCase[] => {
    const what = (text: string) => `${points.x.length} robberies of San Francisco, ${kernel}, ${Math.round(bandwidthMeters)} m, edge ${edge}: ${text}`
    const peak = Math.max(...perSquareMeter)
    return (['exact', 'binned'] as const).flatMap((sum): ParityCase[] => {
      const { perSquareMeter: ours } = kernelDensity({ xMeters: points.x, yMeters: points.y }, grid, { kernel, bandwidthMeters, edge, sum })
      const gaps = perSquareMeter.map((value, i) => ours[cells[i]!]! - value)
      const rms = Math.sqrt(gaps.reduce((a, gap) => a + gap ** 2, 0) / perSquareMeter.reduce((a, value) => a + value ** 2, 0))
      const densest = { method: 'kde', what: what('events per km² at the densest cell'), reference: `${reference} density.ppp`, theirs: peak * 1e6, ours: ours[cells[perSquareMeter.indexOf(peak)]!]! * 1e6, tolerance: 0.002, relative: true }
      const all = { method: 'kde', what: what(`root mean square difference at ${cells.length} cells as a share of their root mean square, ${sum}`), reference: `${reference} density.ppp`, theirs: 0, ours: rms, tolerance: sum === 'exact' ? 0.001 : 0.005 }
      return sum === 'exact' ? [densest, all] : [all]
    })
  })
}

/** Two weeks of burglaries of Chicago, every pair of them looked at. */
function clusterCases(): ParityCase[] {
  const { forward } = createProjection([-87.68, 41.84])
  const points = sample('chicago/incidents_2018-01_2018-06.csv.gz').split('\n').flatMap((line): Point[] => {
    const at = /^\d+,(2018-01-(?:0|1[0-4])[^,]*),(?:BURGLARY|ROBBERY),.*,(-8[\d.]+),(4[\d.]+)$/.exec(line)
    return at ? [[...forward([Number(at[2]), Number(at[3])]), Date.parse(`${at[1]}Z`)]] : []
  })
  const columns = { xMeters: points.map(([x]) => x), yMeters: points.map(([, y]) => y), timesMs: points.map(([, , t]) => t) }
  return [[400, 3, 4], [800, 7, 8]].flatMap(([radiusMeters, days, minPoints]): ParityCase[] => {
    const options = { radiusMeters: radiusMeters!, windowMs: days! * 86_400_000, minPoints: minPoints! }
    const [ours, theirs] = [stDbscan(columns, options), byDefinition(points, options)]
    const what = (text: string) => `${points.length} burglaries and robberies of Chicago, ${radiusMeters} m, ${days} days, ${minPoints} events: ${text}`
    return [
      { method: 'st_dbscan', what: what('clusters'), reference: 'brute force over all pairs', theirs: theirs.clusterCount, ours: ours.clusterCount, tolerance: 0 },
      { method: 'st_dbscan', what: what('rows in clusters'), reference: 'brute force over all pairs', theirs: theirs.labels.filter((label) => label >= 0).length, ours: ours.labels.filter((label) => label >= 0).length, tolerance: 0 },
      { method: 'st_dbscan', what: what('rows labelled otherwise'), reference: 'brute force over all pairs', theirs: 0, ours: theirs.labels.filter((label, i) => label !== ours.labels[i]).length, tolerance: 0 },
    ]
  })
}

function aoristicCases(): ParityCase[] {
  const random = createRandom(8)
  const zone = 'America/Chicago'
  const starts = Array.from({ length: 60 }, (_, i) => instantOfLocal(Date.UTC(2018, i % 2 ? 2 : 10, i % 2 ? 11 : 4) + randomInt(random, -1440, 1440) * 60_000, zone))
  const ends = starts.map((from) => from + randomInt(random, 1, 2880) * 60_000)
  const { weights } = aoristic({ timesMs: starts, untilMs: ends }, zone)
  const theirs = new Float64Array(168)
  starts.forEach((from, i) => hoursByMinutes(from, ends[i]!, zone).forEach((weight, hour) => (theirs[hour] = theirs[hour]! + weight)))
  const peak = theirs.indexOf(Math.max(...theirs))
  const night = aoristic({ timesMs: [Date.UTC(2024, 0, 1, 22)], untilMs: [Date.UTC(2024, 0, 2, 2)] }, 'UTC').weights
  const what = '60 intervals around both changes of clocks in Chicago'
  return [
    { method: 'aoristic', what: 'between 22:00 and 02:00, weight of the hour from 23:00', reference: 'Ratcliffe 2000: 1 / 4', theirs: 0.25, ours: night[23]!, tolerance: 1e-12 },
    { method: 'aoristic', what: `${what}: weight of the heaviest hour of the week`, reference: 'brute force over minutes', theirs: theirs[peak]!, ours: weights[peak]!, tolerance: 1e-9 },
    { method: 'aoristic', what: `${what}: largest difference of 168 hours`, reference: 'brute force over minutes', theirs: 0, ours: Math.max(...weights.map((weight, hour) => Math.abs(weight - theirs[hour]!))), tolerance: 1e-9 },
  ]
}

export const cases = (): ParityCase[] => [...kdeCases(), ...networkCases(), ...massCases(), ...aoristicCases(), ...clusterCases()]
