import type { GraphReport, GraphWarning } from '../../geodata/graph/graphReport.ts'
import type { CutOff } from '../../geodata/graph/placesOnStreets.ts'
import type { Turn, TurnStep } from '../../geodata/graph/turnList.ts'

const turnWords: Record<Turn, string> = { start: 'start', straight: 'straight on', slight_left: 'bear left', left: 'left', sharp_left: 'sharp left', slight_right: 'bear right', right: 'right', sharp_right: 'sharp right', around: 'turn around' }
export const stepWords = ({ turn, nameZh, nameEn, class: kind, meters }: TurnStep): string => `${Math.round(meters).toLocaleString('en').padStart(7)} m  ${turnWords[turn].padEnd(12)} ${nameEn || nameZh || `(${kind})`}`

export const cutOffWords: Record<CutOff, string> = { no_street: 'no street of this profile is near', island: 'its streets join the others nowhere', one_way: 'one-ways lead there or away, not both' }

export function warningWords({ code, values }: GraphWarning, { parts }: GraphReport): string {
  if (code === 'no_streets') return 'no street may be used by this profile'
  if (code === 'incomplete') return `these streets lie in ${parts} parts that do not join; the largest has ${values.percent} % of their length. The file is incomplete: ways between parts are missing from it, and others may be longer than they are`
  if (code === 'one_way') return `only ${values.percent} % of the length can be come to and left again: one-ways end where the file does`
  if (code === 'hours_unread') return `${values.count} opening hours could not be read and count as open, e.g. "${values.example}"`
  return `closed for this profile: ${values.streets} streets by the hour, ${values.barriers} barriers`
}

/** Where streets lie: whoever takes a wrong file, or latitude for longitude, sees it at once. */
export function boxWords(streets: readonly { coordinates: readonly (readonly number[])[] }[]): string {
  const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number]
  for (const { coordinates } of streets) for (const [lng, lat] of coordinates as readonly (readonly [number, number])[]) {
    box[0] = Math.min(box[0], lng)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lng)
    box[3] = Math.max(box[3], lat)
  }
  const [west, south, east, north] = box.map((each) => each.toFixed(4))
  return `the streets of the file lie between ${west},${south} and ${east},${north}`
}

const named = (part: GraphReport['cutOff'][number]): string => part.names.map(({ nameEn, nameZh }) => nameZh || nameEn).join(', ') || 'nameless'
const mostNamed = 8

/** What streets are cut off, by name. */
export const cutOffList = ({ cutOff }: GraphReport): string[] =>
  cutOff.slice(0, mostNamed).map((part) => `  ${Math.round(part.meters).toLocaleString('en')} m at ${part.place.map((degrees) => degrees.toFixed(5)).join(',')}: ${named(part)}${part.oneWay ? ' (one-way only)' : ''}`)
