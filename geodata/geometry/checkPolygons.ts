import type { Position } from 'geojson'
import { orientation } from './orientation.ts'
import { findContacts, type Fault, type Ring, type Touch } from './ringContacts.ts'

type XY = readonly [number, number]

/**
 * Whether closed rings of finite positions make valid polygons as OGC 06-103r4 defines them: rings do not meet themselves,
 * holes lie inside their shell and apart, a polygon hangs together inside, polygons do not overlap.
 * @param polygons rings of each polygon, shell first @param paths the name of each polygon in messages
 */
export function checkPolygons(polygons: Position[][][], paths: string[]): Fault | undefined {
  const rings = polygons.map((coordinates, p) => coordinates.map((ring, r) => prepare(ring, p, `${paths[p]}[${r}]`)))
  const flat = rings.flat()
  const thin = flat.find((ring) => ring.corners.length < 3)
  if (thin) return { path: thin.path, reason: 'a ring needs at least three different corners' }
  const contacts = findContacts(flat)
  if ('fault' in contacts) return contacts.fault
  return rings.map(checkHoles).find((fault) => fault) ?? checkHangsTogether(flat, contacts.touches) ?? checkApart(rings)
}

function prepare(positions: Position[], polygon: number, path: string): Ring {
  const corners: XY[] = []
  const starts: number[] = []
  for (let i = 0; i < positions.length - 1; i++) {
    const [x, y] = positions[i] as unknown as XY
    const [nextX, nextY] = positions[i + 1] as unknown as XY
    if (x === nextX && y === nextY) continue
    corners.push([x, y])
    starts.push(i)
  }
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  for (const [x, y] of corners) {
    box.minX = Math.min(box.minX, x)
    box.minY = Math.min(box.minY, y)
    box.maxX = Math.max(box.maxX, x)
    box.maxY = Math.max(box.maxY, y)
  }
  return { path, polygon, corners, starts, box }
}

function checkHoles(rings: Ring[]): Fault | undefined {
  const [shell, ...holes] = rings as [Ring, ...Ring[]]
  for (const [h, hole] of holes.entries()) {
    if (!liesIn(hole, shell)) return { path: hole.path, reason: `the hole lies outside ${shell.path}` }
    const other = holes.slice(0, h).find((earlier) => liesIn(hole, earlier) || liesIn(earlier, hole))
    if (other) return { path: hole.path, reason: `the hole lies within or around the hole ${other.path}` }
  }
  return undefined
}

/** Rings of one polygon that touch in a circle cut its inside in two (JTS: "Interior is disconnected"). */
function checkHangsTogether(rings: Ring[], touches: Touch[]): Fault | undefined {
  const parents = new Map<string, string>()
  const rootOf = (node: string): string => {
    let root = node
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next
    return root
  }
  const seen = new Set<string>()
  for (const { ringA, ringB, at } of touches) {
    const polygon = (rings[ringA] as Ring).polygon
    if (polygon !== (rings[ringB] as Ring).polygon) continue
    for (const ring of [ringA, ringB]) {
      const place = `${polygon} ${at.join(' ')}`
      if (seen.has(`${ring} ${place}`)) continue
      seen.add(`${ring} ${place}`)
      const [a, b] = [rootOf(`ring ${ring}`), rootOf(place)]
      if (a === b) return { path: (rings[ring] as Ring).path, reason: `touches at [${at.join(', ')}] cut the polygon's inside apart` }
      parents.set(a, b)
    }
  }
  return undefined
}

function checkApart(polygons: Ring[][]): Fault | undefined {
  for (const [p, [shell]] of polygons.entries()) {
    for (const other of polygons.slice(0, p)) {
      if (overlaps(shell as Ring, other) || overlaps(other[0] as Ring, polygons[p] as Ring[])) {
        return { path: (shell as Ring).path, reason: `the polygon overlaps ${(other[0] as Ring).path}` }
      }
    }
  }
  return undefined
}

function overlaps(shell: Ring, [otherShell, ...holes]: Ring[]): boolean {
  return liesIn(shell, otherShell as Ring) && !holes.some((hole) => liesIn(shell, hole))
}

/** Whether a ring lies inside another one that it does not cross: any place of it off the other's edge decides. */
function liesIn(ring: Ring, outer: Ring): boolean {
  const [x0, y0] = ring.corners[0] as XY
  const { minX, minY, maxX, maxY } = outer.box
  if (x0 < minX || x0 > maxX || y0 < minY || y0 > maxY) return false
  for (const [x, y] of ring.corners) {
    const side = sideOf(x, y, outer.corners)
    if (side !== 0) return side > 0
  }
  for (const [k, [x, y]] of ring.corners.entries()) {
    const [nextX, nextY] = ring.corners[(k + 1) % ring.corners.length] as XY
    const side = sideOf((x + nextX) / 2, (y + nextY) / 2, outer.corners)
    if (side !== 0) return side > 0
  }
  return true
}

/** 1 inside, 0 on the edge, -1 outside; exact. */
function sideOf(x: number, y: number, corners: XY[]): -1 | 0 | 1 {
  let inside = false
  let [ax, ay] = corners.at(-1) as XY
  for (const [bx, by] of corners) {
    const spansRow = ay > y !== by > y
    const mayTouch = Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by)
    if (spansRow || mayTouch) {
      const turn = orientation(ax, ay, bx, by, x, y)
      if (turn === 0 && mayTouch) return 0
      if (spansRow && turn > 0 === by > ay) inside = !inside
    }
    ;[ax, ay] = [bx, by]
  }
  return inside ? 1 : -1
}
