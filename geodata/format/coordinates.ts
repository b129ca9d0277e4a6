import type { LngLat } from '../model/geometry.ts'

const decimal = String.raw`[+-]?\d{1,3}(?:\.\d+)?`
const pair = new RegExp(String.raw`^\s*\(?\s*(${decimal})\s*°?\s*([NSEW北南东西])?\s*[,，;\s]\s*(${decimal})\s*°?\s*([NSEW北南东西])?\s*\)?\s*$`, 'i')
const sexagesimal = String.raw`(\d{1,3})\s*[°度:]\s*(\d{1,2})\s*(?:['′分:]\s*(\d{1,2}(?:\.\d+)?)\s*(?:["″秒]|'')?)?\s*([NSEW北南东西])`
const dms = new RegExp(String.raw`^\s*${sexagesimal}\s*[,，;\s]*\s*${sexagesimal}\s*$`, 'i')

type Half = { value: number; axis: 'lng' | 'lat' | undefined }

const axes: Record<string, { axis: 'lng' | 'lat'; sign: 1 | -1 }> = {
  N: { axis: 'lat', sign: 1 }, S: { axis: 'lat', sign: -1 }, E: { axis: 'lng', sign: 1 }, W: { axis: 'lng', sign: -1 },
  北: { axis: 'lat', sign: 1 }, 南: { axis: 'lat', sign: -1 }, 东: { axis: 'lng', sign: 1 }, 西: { axis: 'lng', sign: -1 },
}

function half(value: number, letter: string | undefined): Half {
  const direction = letter ? axes[letter.toUpperCase()] : undefined
  return { value: value * (direction?.sign ?? 1), axis: direction?.axis }
}

/**
 * A place as people type it: `118.62,31.42`, `31.42 118.62`, `31.42N 118.62E`, `31°25'12"N 118°37'12"E`, 北 and 东 included. Without letters the
 * number beyond 90 is the longitude; if both could be latitudes, longitude comes first. Undefined if it is no place.
 */
export function parseCoordinates(text: string): LngLat | undefined {
  const [first, second] = halves(text) ?? []
  if (!first || !second) return undefined
  if (first.axis !== undefined && first.axis === second.axis) return undefined
  const isSwapped = first.axis === 'lat' || second.axis === 'lng' || (!first.axis && !second.axis && Math.abs(second.value) > 90)
  const [lng, lat] = isSwapped ? [second.value, first.value] : [first.value, second.value]
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [lng, lat] : undefined
}

function halves(text: string): [Half, Half] | undefined {
  const plain = pair.exec(text)
  if (plain) return [half(Number(plain[1]), plain[2]), half(Number(plain[3]), plain[4])]
  const parts = dms.exec(text)
  if (!parts) return undefined
  const degrees = (at: number) => Number(parts[at]) + Number(parts[at + 1]) / 60 + Number(parts[at + 2] ?? 0) / 3600
  return [half(degrees(1), parts[4]), half(degrees(5), parts[8])]
}
