import Flatbush from 'flatbush'
import { tableOf, type NeighbourTable } from './neighbourTable.ts'

type Points = { xMeters: ArrayLike<number>; yMeters: ArrayLike<number> }

/** All points within a distance of each other, the limit included. */
export function withinDistance({ xMeters, yMeters }: Points, meters: number): NeighbourTable {
  const index = indexOf({ xMeters, yMeters })
  return tableOf(
    Array.from(xMeters, (x, i) => {
      const y = yMeters[i] as number
      const reach = meters * (1 + 1e-12)
      return index?.search(x - reach, y - reach, x + reach, y + reach, (j) => j !== i && Math.hypot((xMeters[j] as number) - x, (yMeters[j] as number) - y) <= reach) ?? []
    }),
  )
}

/** The k nearest points of each, not always mutual; of equally far ones the earlier. All others where there are not so many. */
export function nearestPoints({ xMeters, yMeters }: Points, k: number): NeighbourTable {
  const index = indexOf({ xMeters, yMeters })
  return tableOf(
    Array.from(xMeters, (x, i) => {
      const y = yMeters[i] as number
      const far = index?.neighbors(x, y, k, Infinity, (j) => j !== i).at(-1)
      if (far === undefined) return []
      // All that are as near as the last one found, so that ties do not depend on the index.
      const meters = Math.hypot((xMeters[far] as number) - x, (yMeters[far] as number) - y) * (1 + 1e-9)
      const distance = (j: number) => Math.hypot((xMeters[j] as number) - x, (yMeters[j] as number) - y)
      const near = index?.search(x - meters, y - meters, x + meters, y + meters, (j) => j !== i && distance(j) <= meters) ?? []
      return near.toSorted((a, b) => (Math.abs(distance(a) - distance(b)) > 1e-9 * meters ? distance(a) - distance(b) : a - b)).slice(0, k)
    }),
  )
}

function indexOf({ xMeters, yMeters }: Points): Flatbush | null {
  if (xMeters.length === 0) return null
  const index = new Flatbush(xMeters.length)
  for (let i = 0; i < xMeters.length; i++) index.add(xMeters[i] as number, yMeters[i] as number)
  index.finish()
  return index
}
