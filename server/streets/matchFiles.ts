import { buildStreetGraph } from '../../geodata/graph/buildStreetGraph.ts'
import { lineOfEdge } from '../../geodata/graph/edgeLine.ts'
import type { StreetGraph } from '../../geodata/graph/graph.ts'
import { graphReport } from '../../geodata/graph/graphReport.ts'
import type { MatchedPiece } from '../../geodata/graph/matchedPieces.ts'
import { type MatchedTrack, matchTrack } from '../../geodata/graph/matchTrack.ts'
import type { Vehicle } from '../../geodata/model/patrolPlan.ts'
import { CommandError } from '../cli/tell.ts'
import { writeWhole } from '../cli/wholeFile.ts'
import { readStreetFile } from './readStreetFile.ts'
import { readTrack } from './readTrack.ts'
import { boxWords, warningWords } from './words.ts'

export type MatchFlags = { streets: string; track: string; out: string; profile: Vehicle; noise: number; gap: number; timeZone: string }

/** Where on the streets of a file the tracks of another went. @returns what to tell @throws CommandError or FormatError with a sentence */
export async function matchFiles({ streets: path, track, out, profile, noise, gap, timeZone }: MatchFlags): Promise<string[]> {
  if (!/\.(geo)?json(\.gz)?$/i.test(out)) throw new CommandError(`--out ${out}: matched stretches are written as GeoJSON; name it .geojson.`)
  const [{ streets }, { tracks, unread }] = [await readStreetFile(path), await readTrack(track, timeZone)]
  // Who went through a gate had it opened: barriers do not stop what was seen.
  const graph = buildStreetGraph(streets, [], { profile })
  const report = graphReport(graph)
  const matched = [...tracks].map(([vehicle, fixes]) => ({ vehicle, fixes: fixes.length, ...matchTrack(graph, fixes, { noiseMeters: noise, gapSeconds: gap }) }))
  const features = matched.flatMap(({ vehicle, pieces }) => stretches(pieces).map((stretch) => featureOf(graph, vehicle, stretch)))
  await writeWhole(out, ['{"type":"FeatureCollection","features":[\n', features.map((feature) => JSON.stringify(feature)).join(',\n'), '\n]}\n'])
  return [
    `streets: ${graph.streets.length.toLocaleString('en')} for ${profile}; tracks: ${tracks.size.toLocaleString('en')}${unread ? `; ${unread.toLocaleString('en')} rows without a place or a time` : ''}`,
    ...report.warnings.filter(({ code }) => code === 'incomplete' || code === 'no_streets').map((warning) => `warning: ${warningWords(warning, report)}`),
    ...summary(matched, gap),
    ...(matched.every(({ matchedFixes }) => matchedFixes === 0) ? [`warning: nothing was matched: ${boxWords(streets)}`] : []),
    `written: ${out} (${features.length.toLocaleString('en')} stretches)`,
  ]
}

const minutes = (ms: number) => `${(ms / 60_000).toFixed(1)} min`
const spent = (spans: readonly { fromMs: number; toMs: number }[]) => spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)

function summary(matched: readonly (MatchedTrack & { fixes: number })[], gap: number): string[] {
  const sum = (of: (one: MatchedTrack & { fixes: number }) => number) => matched.reduce((total, one) => total + of(one), 0)
  const [fixes, found] = [sum((one) => one.fixes), sum(({ matchedFixes }) => matchedFixes)]
  const reasons = new Map<string, number>()
  for (const { reason } of matched.flatMap(({ unmatched }) => unmatched)) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  const words: Record<string, string> = { no_place: 'no place (0, 0)', double: 'a second one at its time', jump: 'a jump', off_street: 'off all streets' }
  return [
    `fixes: ${found.toLocaleString('en')} of ${fixes.toLocaleString('en')} matched${reasons.size ? `; left aside: ${[...reasons].map(([reason, count]) => `${count.toLocaleString('en')} ${words[reason]}`).join(', ')}` : ''}`,
    `on streets: ${minutes(sum(({ pieces }) => spent(pieces)))}, ${minutes(sum(({ pieces }) => spent(pieces.filter(({ certain }) => certain))))} of it for certain`,
    `unknown: ${minutes(sum(({ gaps }) => spent(gaps)))} in ${sum(({ gaps }) => gaps.length).toLocaleString('en')} gaps (rule: nobody knows what was between fixes more than ${gap} s apart)`,
  ]
}

/** Pieces of one edge that follow each other in one direction, or one stay, are one stretch. */
function stretches(pieces: readonly MatchedPiece[]): MatchedPiece[] {
  const joined: MatchedPiece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    const way = (one: MatchedPiece) => Math.sign(one.toOffsetMeters - one.fromOffsetMeters)
    if (last && last.edge === piece.edge && last.toMs === piece.fromMs && last.toOffsetMeters === piece.fromOffsetMeters && last.certain === piece.certain && way(last) === way(piece)) Object.assign(last, { toMs: piece.toMs, toOffsetMeters: piece.toOffsetMeters })
    else joined.push({ ...piece })
  }
  return joined
}

function featureOf(graph: StreetGraph, vehicle: string, { edge, streetId, fromOffsetMeters, toOffsetMeters, fromMs, toMs, certain }: MatchedPiece) {
  const along = graph.edgeAlong[edge]!
  const line = lineOfEdge(graph, edge, fromOffsetMeters - along, toOffsetMeters - along).map((place) => place.map((degrees) => Number(degrees.toFixed(7))))
  const { nameZh, nameEn } = graph.streets[graph.edgeStreet[edge]!]!
  const properties = { ...(vehicle && { vehicle }), street: streetId, name: nameZh || nameEn, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), seconds: (toMs - fromMs) / 1000, meters: Number(Math.abs(toOffsetMeters - fromOffsetMeters).toFixed(1)), certain }
  return { type: 'Feature', properties, geometry: fromOffsetMeters === toOffsetMeters ? { type: 'Point', coordinates: line[0] } : { type: 'LineString', coordinates: line } }
}
