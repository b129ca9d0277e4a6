import type { MetersXY } from '../geometry/lngLat.ts'
import type { StreetNetwork } from './streetNetwork.ts'

/** Pieces of streets of equal length within each link, none longer than asked for: what pixels are to a plane (Xie & Yan 2008). */
export type Lixels = {
  count: number
  /** First lixel of each link, and one more at the end. */
  start: Uint32Array
  /** Length of the lixels of each link. */
  meters: Float64Array
}

export function lixelsOf({ lengths }: Pick<StreetNetwork, 'lengths'>, lixelMeters: number): Lixels {
  const start = new Uint32Array(lengths.length + 1)
  const meters = new Float64Array(lengths.length)
  lengths.forEach((length, link) => {
    const pieces = Math.max(1, Math.ceil(length / lixelMeters - 1e-9))
    start[link + 1] = start[link]! + pieces
    meters[link] = length / pieces
  })
  return { count: start.at(-1) ?? 0, start, meters }
}

/** The line of every lixel, in order. */
export function lixelLines({ lines }: Pick<StreetNetwork, 'lines'>, { start, meters }: Lixels): MetersXY[][] {
  return lines.flatMap((line, link) => cut(line, meters[link]!, start[link + 1]! - start[link]!))
}

function cut(line: readonly MetersXY[], meters: number, pieces: number): MetersXY[][] {
  const result: MetersXY[][] = []
  let piece: MetersXY[] = [line[0] as MetersXY]
  let room = meters
  for (let i = 1; i < line.length; i++) {
    let from = line[i - 1] as MetersXY
    const to = line[i] as MetersXY
    let left = Math.hypot(to[0] - from[0], to[1] - from[1])
    while (left > room && result.length < pieces - 1) {
      const share = room / left
      from = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
      piece.push(from)
      result.push(piece)
      piece = [from]
      left -= room
      room = meters
    }
    room -= left
    if (left > 0) piece.push(to)
  }
  result.push(piece)
  return result
}
