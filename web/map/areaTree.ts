import type { Area } from '../../geodata/model/area.ts'
import { remember } from './remember.ts'

export type TreeOrder = { ids: number[]; rank: Map<number, number>; /** The last place below each area, its own where nothing lies below. */ last: Map<number, number> }

/** Areas so that each is followed by all below it: an area with what lies in it is then one range of places. */
export const treeOrder = remember((areas: readonly Area[]): TreeOrder => {
  const known = new Set(areas.map(({ id }) => id))
  const below = new Map<number, Area[]>()
  for (const area of areas) {
    // Whoever sees only a part of the tree begins at its top.
    const parent = area.parentId !== null && known.has(area.parentId) ? area.parentId : 0
    below.set(parent, [...(below.get(parent) ?? []), area])
  }
  const order: TreeOrder = { ids: [], rank: new Map(), last: new Map() }
  const walk = (parent: number) => {
    for (const { id } of (below.get(parent) ?? []).toSorted((a, b) => a.id - b.id)) {
      if (order.rank.has(id)) continue
      order.rank.set(id, order.ids.push(id) - 1)
      walk(id)
      order.last.set(id, order.ids.length - 1)
    }
  }
  walk(0)
  return order
})

/** An area and everything below it. */
export function areasWithin(areas: readonly Area[], areaId: number): number[] {
  const { ids, rank, last } = treeOrder(areas)
  const from = rank.get(areaId)
  return from === undefined ? [areaId] : ids.slice(from, last.get(areaId)! + 1)
}
