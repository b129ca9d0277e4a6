import type { StreetBarrier, StreetLine } from '../../../geodata/graph/street.ts'
import { createRandom } from '../../../geodata/random.ts'

export const street = (id: string, coordinates: StreetLine['coordinates'], facts: Partial<StreetLine> = {}): StreetLine => ({
  id, coordinates, class: 'residential', oneway: false, foot: null, bicycle: null, car: null, onewayBicycle: null, maxSpeedKmh: null, hours: '', nameZh: '', nameEn: '', ...facts,
})
export const barrier = (id: string, place: StreetBarrier['place'], facts: Partial<StreetBarrier> = {}): StreetBarrier => ({ id, place, kind: 'gate', foot: null, bicycle: null, car: null, hours: '', ...facts })

/** About 100 m north and 62 m east in Munich. */
export const step = 0.0009
export const at = (column: number, row: number): [number, number] => [11.57 + column * step, 48.13 + row * step]

/** A town on a lattice: every street from crossing to crossing with a bend, some missing, some one-way, some stairs. */
export function latticeTown(columns: number, rows: number, seed: number): StreetLine[] {
  const random = createRandom(seed)
  const corners = Array.from({ length: columns * rows }, (_, i) => at((i % columns) + (random() - 0.5) * 0.4, Math.floor(i / columns) + (random() - 0.5) * 0.4))
  const streets: StreetLine[] = []
  const add = (a: number, b: number) => {
    if (random() < 0.12) return
    const [from, to] = [corners[a]!, corners[b]!]
    const bend: [number, number] = [(from[0] + to[0]) / 2 + (random() - 0.5) * step * 0.3, (from[1] + to[1]) / 2 + (random() - 0.5) * step * 0.3]
    const stairs = random() < 0.05
    streets.push(street(`${a}-${b}`, random() < 0.5 ? [from, bend, to] : [to, bend, from], { class: stairs ? 'steps' : 'residential', oneway: !stairs && random() < 0.3, maxSpeedKmh: random() < 0.3 ? 10 : null }))
  }
  for (let i = 0; i < columns * rows; i++) {
    if ((i + 1) % columns) add(i, i + 1)
    if (i + columns < columns * rows) add(i, i + columns)
  }
  return streets
}
