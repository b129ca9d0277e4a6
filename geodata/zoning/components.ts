import type { ZoningUnits } from './units.ts'

/** Units that hang together over borders that are not blocked, among those that are `free`; -1 for others. Numbers follow the first unit of each. */
export function componentsOf({ ids, start, neighbour, blocked }: ZoningUnits, free: (unit: number) => boolean = () => true): { component: Int32Array; count: number } {
  const component = new Int32Array(ids.length).fill(-1)
  const stack: number[] = []
  let count = 0
  for (let first = 0; first < ids.length; first++) {
    if (component[first] !== -1 || !free(first)) continue
    component[first] = count
    stack.push(first)
    while (stack.length) {
      const unit = stack.pop() as number
      for (let slot = start[unit] as number; slot < (start[unit + 1] as number); slot++) {
        const next = neighbour[slot] as number
        if (blocked[slot] || component[next] !== -1 || !free(next)) continue
        component[next] = count
        stack.push(next)
      }
    }
    count++
  }
  return { component, count }
}
