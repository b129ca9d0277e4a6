import type { Faces } from './planarFaces.ts'
import type { Noded } from './nodeLines.ts'
import { type Drawn, firstPolygon, outlineLine } from './groundLines.ts'

/** What lies on each face: whether it is of the area, in water, of which zone (-1: none that is told apart), and which buildings stand on it. */
export type Covers = { inside: Uint8Array; water: Uint8Array; zone: Int32Array; buildings: (readonly number[])[]; /** Of the lattice. */ area: Float64Array }

const toggled = (set: readonly number[], item: number): readonly number[] => (set.includes(item) ? set.filter((other) => other !== item) : [...set, item].sort((a, b) => a - b))

/** From outside inwards: whoever crosses a border an odd number of times is on its other side. Exact, since borders are closed also after they were rounded. */
export function faceCovers(noded: Noded, faces: Faces, drawn: Drawn): Covers {
  const { face, count, loops, next } = faces
  const sets: (readonly number[] | undefined)[] = Array.from({ length: count }, () => undefined)
  sets[0] = []
  const across = (set: readonly number[], edge: number) => {
    for (let k = noded.from[edge] as number; k < (noded.from[edge + 1] as number); k++) {
      const by = noded.drawnBy[k] as number
      if (by === outlineLine || by >= firstPolygon) set = toggled(set, by)
    }
    return set
  }
  const open = [0]
  while (open.length > 0) {
    const f = open.pop() as number
    for (const first of loops[f] ?? []) {
      let h = first
      do {
        const g = face[h ^ 1] as number
        if (sets[g] === undefined) {
          sets[g] = across(sets[f] as readonly number[], h >> 1)
          open.push(g)
        }
        h = next[h] as number
      } while (h !== first)
    }
  }
  const firstZone = firstPolygon + drawn.water
  const firstBuilding = firstZone + drawn.zones
  const area = new Float64Array(count)
  for (let e = 0; e < noded.a.length; e++) {
    const [a, b] = [noded.a[e] as number, noded.b[e] as number]
    const twice = (noded.xs[a] as number) * (noded.ys[b] as number) - (noded.xs[b] as number) * (noded.ys[a] as number)
    const [left, right] = [face[2 * e] as number, face[2 * e + 1] as number]
    if (left >= 0) area[left] = (area[left] as number) + twice / 2
    if (right >= 0) area[right] = (area[right] as number) - twice / 2
  }
  return {
    inside: Uint8Array.from(sets, (set) => (set?.[0] === outlineLine ? 1 : 0)),
    water: Uint8Array.from(sets, (set) => (set?.some((by) => by >= firstPolygon && by < firstZone) ? 1 : 0)),
    zone: Int32Array.from(sets, (set) => (set?.find((by) => by >= firstZone && by < firstBuilding) ?? firstZone - 1) - firstZone),
    buildings: sets.map((set) => set?.filter((by) => by >= firstBuilding).map((by) => by - firstBuilding) ?? []),
    area,
  }
}

/** The half edges around a face, loop by loop. */
export function loopsAround({ loops, next }: Faces, f: number): number[][] {
  return (loops[f] ?? []).map((first) => {
    const around = [first]
    for (let h = next[first] as number; h !== first; h = next[h] as number) around.push(h)
    return around
  })
}
