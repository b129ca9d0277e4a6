import { minuteOfWeek } from '../../geodata/format/minuteOfWeek.ts'
import { buildStreetGraph } from '../../geodata/graph/buildStreetGraph.ts'
import { graphReport } from '../../geodata/graph/graphReport.ts'
import { type PlaceOnStreets, placesOnStreets } from '../../geodata/graph/placesOnStreets.ts'
import { usualSpeed } from '../../geodata/graph/profile.ts'
import { shortestPath } from '../../geodata/graph/shortestPath.ts'
import { turnList } from '../../geodata/graph/turnList.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { Vehicle } from '../../geodata/model/patrolPlan.ts'
import { CommandError } from '../cli/tell.ts'
import { writeWhole } from '../cli/wholeFile.ts'
import { readStreetFile } from './readStreetFile.ts'
import { boxWords, cutOffList, cutOffWords, stepWords, warningWords } from './words.ts'

export type RouteFlags = { streets: string; profile: Vehicle; from: LngLat; to: LngLat; at?: string | undefined; timeZone: string; speed?: number | undefined; out?: string | undefined }

const degrees = (place: LngLat) => place.map((each) => each.toFixed(6)).join(',')

/** The quickest way between two places on the streets of a file. @returns what to tell @throws CommandError or FormatError with a sentence */
export async function routeFiles({ streets: path, profile, from, to, at, timeZone, speed = usualSpeed[profile], out }: RouteFlags): Promise<string[]> {
  if (out !== undefined && !/\.(geo)?json(\.gz)?$/i.test(out)) throw new CommandError(`--out ${out}: the way is written as GeoJSON; name it .geojson.`)
  const { streets, barriers, leftOut } = await readStreetFile(path)
  const graph = buildStreetGraph(streets, barriers, { profile, at: at === undefined ? undefined : minuteOfWeek(Date.parse(at), timeZone) })
  const report = graphReport(graph)
  const said = [
    `streets: ${graph.streets.length.toLocaleString('en')} of ${streets.length.toLocaleString('en')} for ${profile}, ${(report.meters / 1000).toFixed(1)} km, ${graph.nodeCount.toLocaleString('en')} nodes${leftOut ? ` (${leftOut} features were cut by the edge of the file or cannot be read)` : ''}`,
    ...report.warnings.map((warning) => `warning: ${warningWords(warning, report)}`),
    ...(report.warnings.some(({ code }) => code === 'incomplete' || code === 'one_way') ? ['cut off from the others, longest first:', ...cutOffList(report)] : []),
  ]
  const ends = placesOnStreets(graph, [from, to]) as [PlaceOnStreets, PlaceOnStreets]
  ends.forEach(({ at: place, cutOff }, i) => {
    const name = `--${i ? 'to' : 'from'}`
    if (place) said.push(`${name}: ${Math.round(place.awayMeters)} m from ${streetName(graph.streets[graph.edgeStreet[place.edge]!]!)} (${degrees([...place.place])})`)
    if (cutOff) said.push(`warning: ${name} is cut off: ${cutOffWords[cutOff]}${cutOff === 'no_street' ? ` (${boxWords(streets)})` : ''}`)
  })
  const [start, end] = ends
  const way = start.at && end.at && shortestPath(graph, start.at, end.at, { speedMetersPerSecond: speed })
  if (!way) throw new CommandError([...said, 'There is no way between these places on the streets of the file.'].join('\n'))
  const minutes = way.seconds / 60
  said.push(`way: ${Math.round(way.meters).toLocaleString('en')} m, ${minutes < 10 ? minutes.toFixed(1) : Math.round(minutes)} min at ${speed} m/s`, ...turnList(graph, way.pieces).map(stepWords))
  if (out !== undefined) {
    await writeWhole(out, [`${JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { profile, meters: Number(way.meters.toFixed(1)), seconds: Math.round(way.seconds) }, geometry: { type: 'LineString', coordinates: way.line.map((place) => place.map((each) => Number(each.toFixed(7)))) } }] })}\n`])
    said.push(`written: ${out}`)
  }
  return said
}

const streetName = ({ nameZh, nameEn, class: kind }: { nameZh: string; nameEn: string; class: string }) => nameEn || nameZh || `a nameless ${kind}`
