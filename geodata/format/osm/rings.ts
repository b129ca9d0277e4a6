import type { LngLat } from '../../model/geometry.ts'
import { pointInPolygon } from '../../geometry/pointInPolygon.ts'

/** A line of node ids with its places; both have the same length. */
export type Strand = { refs: number[]; places: LngLat[] }

const first = (strand: Strand) => strand.refs[0] ?? NaN
const last = (strand: Strand) => strand.refs[strand.refs.length - 1] ?? NaN

function join(head: Strand, tail: Strand): Strand {
  const turned = first(tail) === last(head) ? tail : { refs: tail.refs.toReversed(), places: tail.places.toReversed() }
  return { refs: [...head.refs, ...turned.refs.slice(1)], places: [...head.places, ...turned.places.slice(1)] }
}

/**
 * Joins the ways of a multipolygon relation end to end into closed rings (at least four places, first = last).
 * @returns the rings, and how many ways stayed open (their continuation lies outside the extract, or the mapping is broken)
 */
export function joinRings(strands: Strand[]): { rings: LngLat[][]; open: number } {
  const left = strands.filter((strand) => strand.refs.length > 1)
  const rings: LngLat[][] = []
  let open = 0
  while (left.length) {
    let current = left.shift() as Strand
    let used = 1
    while (first(current) !== last(current)) {
      const end = last(current)
      const next = left.findIndex((strand) => first(strand) === end || last(strand) === end)
      if (next < 0) break
      current = join(current, left.splice(next, 1)[0] as Strand)
      used++
    }
    if (first(current) === last(current) && current.places.length >= 4) rings.push(current.places)
    else open += used
  }
  return { rings, open }
}

/** Gives every hole to the outer ring that holds its first place not on that ring; holes outside all are dropped. */
export function nestRings(outers: LngLat[][], inners: LngLat[][]): LngLat[][][] {
  const polygons = outers.map((outer) => [outer])
  for (const inner of inners) {
    const home = polygons.find(([outer = []]) => {
      const corners = new Set(outer.map(String))
      const probe = inner.find((place) => !corners.has(String(place))) ?? (inner[0] as LngLat)
      return pointInPolygon(probe, { type: 'Polygon', coordinates: [outer] })
    })
    home?.push(inner)
  }
  return polygons
}
