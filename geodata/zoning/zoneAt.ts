import { isInCells } from './cellPolygon.ts'
import { boxesMeet, type Cell } from './grid.ts'
import { boxOfZone, type Topology } from './topology.ts'

/** The zone that a place lies in. */
export function zoneAt(topology: Topology, [x, y]: Cell): string | null {
  for (const [key, { polygons }] of topology.zones) {
    if (!boxesMeet(boxOfZone(topology, polygons), [x, y, x, y])) continue
    if (isInCells(x, y, polygons.map((rings) => rings.map((ring) => ring.map((id): Cell => [topology.x[id]!, topology.y[id]!]))))) return key
  }
  return null
}

/** The zone that most of a drawn line lies in. */
export function zoneUnder(topology: Topology, line: readonly Cell[]): string | null {
  const votes = new Map<string, number>()
  line.forEach(([x, y], i) => {
    const before = line[i - 1]
    for (const place of [[x, y] as const, ...(before ? [[(x + before[0]) / 2, (y + before[1]) / 2] as const] : [])]) {
      const key = zoneAt(topology, place)
      if (key) votes.set(key, (votes.get(key) ?? 0) + 1)
    }
  })
  return [...votes].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}
