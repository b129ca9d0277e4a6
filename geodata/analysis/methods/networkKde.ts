import { z } from 'zod'
import { windowText } from '../evidence.ts'
import { lixelLines, lixelsOf, type Lixels } from '../lixels.ts'
import { AnalysisRefusal, type AnalysisInput, type Method, type Note, type PointRows } from '../method.ts'
import { networkDensity } from '../networkDensity.ts'
import { streetNetwork, streetSnapper, type StreetNetwork } from '../streetNetwork.ts'
import { segmentsOf } from '../unitSegments.ts'

const Parameters = z.strictObject({
  bandwidthMeters: z.coerce.number().min(1).max(5_000).default(200).describe('how far an event reaches along the streets, in metres'),
  lixelMeters: z.coerce.number().min(0.5).max(1_000).default(25).describe('longest piece of street that gets one value, in metres'),
  snapMeters: z.coerce.number().min(0.1).max(1_000).default(50).describe('how far from its street an event may lie, in metres'),
  split: z.enum(['discontinuous', 'continuous']).default('continuous').describe('what happens at a junction: continuous lets part turn back, so that values join; discontinuous shares all among the other streets'),
  deadEnds: z.enum(['reflect', 'stop']).default('reflect').describe('what happens where a street ends: reflect turns back, so that each event counts 1; stop lets it go'),
})
type Parameters = z.infer<typeof Parameters>

const source = 'Okabe, Satoh & Sugihara 2009; McSwiggan, Baddeley & Nair 2017'
const mostLixels = 2_000_000

/** Where events lie thick along streets. Distance is the way, so that two sides of a river or a railway are far apart. A description without a test. */
export const networkKde: Method<Parameters> = {
  id: 'network_kde',
  version: 1,
  source,
  needs: ['points', 'streets'],
  parameters: Parameters,
  rank: 'density',
  run(input, parameters, tell) {
    const { bandwidthMeters, lixelMeters, snapMeters, split, deadEnds } = parameters
    if (!(bandwidthMeters > 0 && bandwidthMeters < Infinity)) throw new AnalysisRefusal('bandwidth', `The bandwidth is ${bandwidthMeters} m; a number above 0 is needed.`, 'bandwidthMeters')
    const { ids, network } = networkOf(input)
    const lixels = lixelsOf(network, lixelMeters)
    if (lixels.count > mostLixels) throw new AnalysisRefusal('too_many_lixels', `${lixels.count} pieces of street are more than ${mostLixels}: take longer ones.`, 'lixelMeters')
    const events = eventsOnStreets(network, input.points as PointRows, snapMeters)
    tell(0.05)
    const expected = networkDensity(network, lixels, events, { bandwidthMeters, split, deadEnds }, (share) => tell(0.05 + 0.9 * share))
    const meters = metersOf(lixels)
    const kilometers = network.lengths.reduce((sum, length) => sum + length, 0) / 1000
    return {
      method: 'network_kde',
      version: 1,
      evidence: {
        method: `Network kernel density, equal split ${split}, quartic, bandwidth ${bandwidthMeters} m along streets, dead ends ${deadEnds}; a description without a test`,
        source,
        parameters: { bandwidthMeters, lixelMeters, snapMeters, split, deadEnds },
        seed: null,
        window: windowText(input.window),
        rowsUsed: events.links.length,
        rowsLeftOut: { ...input.rowsLeftOut, farFromStreet: (input.points as PointRows).count - events.links.length },
        studyArea: `${network.lines.length} street segments, ${kilometers.toFixed(1)} km, in ${lixels.count} pieces of at most ${lixelMeters} m`,
      },
      units: { kind: 'segments', lines: lixelLines(network, lixels), ids: lixelIds(ids, lixels) },
      columns: { density: expected.map((mass, k) => (mass / (meters[k] as number)) * 1000), expected, count: countsOf(lixels, events), meters },
      findings: ['none'],
      finding: new Uint8Array(lixels.count),
      summary: { bandwidthMeters, densityHighest: expected.reduce((most, mass, k) => Math.max(most, (mass / (meters[k] as number)) * 1000), 0), expectedSum: expected.reduce((a, b) => a + b, 0), streetKilometers: kilometers },
      table: null,
      notes: notesOf(parameters, events, input.points as PointRows),
    }
  },
}

function networkOf({ streets }: AnalysisInput): { ids: readonly string[]; network: StreetNetwork } {
  const { ids, lines } = segmentsOf(streets)
  const network = streetNetwork(lines)
  if (network.lines.length === 0) throw new AnalysisRefusal('streets_missing', 'There are no streets: give lines with a length.', 'streets')
  const idOf = new Map(lines.map((line, k) => [line, ids[k] as string]))
  return { ids: network.lines.map((line) => idOf.get(line) as string), network }
}

type Events = { links: Uint32Array; alongMeters: Float64Array }

function eventsOnStreets(network: StreetNetwork, { count, xMeters, yMeters }: PointRows, snapMeters: number): Events {
  if (count === 0) throw new AnalysisRefusal('no_rows', 'No row is left: nothing lies in this window and area.', 'points')
  const snap = streetSnapper(network, snapMeters)
  const found = Array.from({ length: count }, (_, row) => snap(xMeters[row] as number, yMeters[row] as number)).filter((place) => place !== null)
  if (found.length === 0) throw new AnalysisRefusal('far_from_streets', `None of the ${count} rows lies within ${snapMeters} m of a street.`, 'snapMeters')
  return { links: Uint32Array.from(found, ({ link }) => link), alongMeters: Float64Array.from(found, ({ alongMeters }) => alongMeters) }
}

function countsOf({ count, start, meters }: Lixels, { links, alongMeters }: Events): Float64Array {
  const counts = new Float64Array(count)
  links.forEach((link, i) => {
    const lixel = Math.min((start[link + 1] as number) - 1, (start[link] as number) + Math.floor((alongMeters[i] as number) / (meters[link] as number)))
    counts[lixel] = (counts[lixel] as number) + 1
  })
  return counts
}

function metersOf({ count, start, meters }: Lixels): Float64Array {
  const each = new Float64Array(count)
  meters.forEach((length, link) => each.fill(length, start[link], start[link + 1]))
  return each
}

const lixelIds = (ids: readonly string[], { start }: Lixels): string[] =>
  ids.flatMap((id, link) => Array.from({ length: (start[link + 1] as number) - (start[link] as number) }, (_, k) => `${id}:${k + 1}`))

function notesOf({ deadEnds, snapMeters }: Parameters, { links }: Events, { count }: PointRows): Note[] {
  const far = count - links.length
  return [
    { code: 'not_tested' },
    ...(far > 0 ? [{ code: 'far_from_streets', values: { rows: far, meters: snapMeters } }] : []),
    ...(deadEnds === 'stop' ? [{ code: 'mass_lost_at_dead_ends' }] : []),
  ]
}
