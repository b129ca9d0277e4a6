import { type Covers, loopsAround } from './faceCovers.ts'
import { gapLine } from './groundLines.ts'
import type { Lattice } from './lattice.ts'
import type { Noded, Segments } from './nodeLines.ts'
import { parcelGaps, type Rim } from './parcelGaps.ts'
import type { Faces } from './planarFaces.ts'

/** Points on walls: close enough that an alley of two metres is told from its houses. Along streets fewer do. */
const spacingMeters = { wall: 2, street: 4 }
const straightMeters = 0.6

/** Points along the half edges of a loop, in metres. */
function rimOf(loop: readonly number[], { xs, ys, a, b }: Noded, { eastMeters, northMeters }: Lattice, ownerOf: (half: number) => number): Rim[] {
  const rim: Rim[] = []
  loop.forEach((h, i) => {
    const [p, q] = (h & 1 ? [b[h >> 1], a[h >> 1]] : [a[h >> 1], b[h >> 1]]) as [number, number]
    const [ax, ay, bx, by] = [(xs[p] as number) * eastMeters, (ys[p] as number) * northMeters, (xs[q] as number) * eastMeters, (ys[q] as number) * northMeters]
    const [owner, before] = [ownerOf(h), ownerOf(loop.at(i - 1) as number)]
    rim.push({ x: ax, y: ay, owner: owner === before ? owner : -1 })
    const parts = Math.ceil(Math.hypot(bx - ax, by - ay) / (owner < 0 ? spacingMeters.street : spacingMeters.wall))
    for (let k = 1; k < parts; k++) rim.push({ x: ax + ((bx - ax) * k) / parts, y: ay + ((by - ay) * k) / parts, owner })
  })
  return rim
}

/** Lines that cut faces between those who stand around them. @param ownerOf whom the ground across the rim of a face belongs to, -1 for nobody @param isShared which faces are cut */
export function cutParcels(noded: Noded, faces: Faces, covers: Covers, lattice: Lattice, ownerOf: (face: number) => number, isShared: (face: number) => boolean): Segments {
  const cuts: Segments = { ends: [], by: [] }
  for (let f = 1; f < faces.count; f++) {
    if (!covers.inside[f] || !isShared(f)) continue
    const loops = loopsAround(faces, f)
    const across = (h: number) => { const g = faces.face[h ^ 1] as number; return g > 0 ? ownerOf(g) : -1 }
    const owners = new Set(loops.flat().map(across))
    owners.delete(-1)
    if (owners.size < 2) continue
    for (const line of parcelGaps(loops.map((loop) => rimOf(loop, noded, lattice, across)), straightMeters)) {
      const points = line.map(([x, y]) => [Math.round(x / lattice.eastMeters), Math.round(y / lattice.northMeters)] as const)
      for (let i = 1; i < points.length; i++) {
        const [[ax, ay], [bx, by]] = [points[i - 1] as readonly [number, number], points[i] as readonly [number, number]]
        if (ax === bx && ay === by) continue
        cuts.ends.push(ax, ay, bx, by)
        cuts.by.push(gapLine)
      }
    }
  }
  return cuts
}

/** The lines that there are and those of `cuts`, met anew. */
export function withCuts({ xs, ys, a, b, from, drawnBy }: Noded, cuts: Segments): Segments {
  const all: Segments = { ends: [...cuts.ends], by: [...cuts.by] }
  for (let e = 0; e < a.length; e++)
    for (let k = from[e] as number; k < (from[e + 1] as number); k++) {
      all.ends.push(xs[a[e] as number] as number, ys[a[e] as number] as number, xs[b[e] as number] as number, ys[b[e] as number] as number)
      all.by.push(drawnBy[k] as number)
    }
  return all
}
