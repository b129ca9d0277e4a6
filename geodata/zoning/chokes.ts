import type { ZoningUnits } from './units.ts'

/** A unit with the pieces of ground whose only way out leads through it and that are too small to be zones: all of them must be one zone. */
export type Choke = { unit: number; households: number; pieces: number }

/**
 * The smallest choke that is larger than a zone may be; undefined where there is none. Cut units by depth-first search (Hopcroft & Tarjan 1973),
 * with the households behind each.
 */
export function chokeTooLarge({ ids, households, start, neighbour, blocked }: ZoningUnits, component: Int32Array, { min, max }: { min: number; max: number }): Choke | undefined {
  const count = ids.length
  const [found, lowest, parent] = [new Int32Array(count).fill(-1), new Int32Array(count), new Int32Array(count).fill(-1)]
  const at = start.slice(0, count)
  const behind = Float64Array.from(households)
  // Of pieces behind a unit: all households, those of pieces too small to be a zone, and how many these are.
  const [cutOff, small, smallPieces] = [new Float64Array(count), new Float64Array(count), new Uint32Array(count)]
  let best: Choke | undefined
  let time = 0
  const leave = (unit: number, total: number) => {
    const rest = total - (households[unit] as number) - (cutOff[unit] as number)
    const above = parent[unit] !== -1 && rest < min && rest >= 0 && (cutOff[unit] as number) > 0
    const together = (households[unit] as number) + (small[unit] as number) + (above ? rest : 0)
    const pieces = (smallPieces[unit] as number) + (above ? 1 : 0)
    // Where it is all of the ground, that ground is the reason.
    if (pieces && together > max && together < total && !(best && best.households <= together)) best = { unit, households: together, pieces }
  }
  const close = (unit: number) => {
    const up = parent[unit] as number
    if (up === -1) return
    behind[up] = (behind[up] as number) + (behind[unit] as number)
    lowest[up] = Math.min(lowest[up] as number, lowest[unit] as number)
    if ((lowest[unit] as number) < (found[up] as number)) return
    cutOff[up] = (cutOff[up] as number) + (behind[unit] as number)
    if ((behind[unit] as number) >= min) return
    small[up] = (small[up] as number) + (behind[unit] as number)
    smallPieces[up] = (smallPieces[up] as number) + 1
  }
  const walk = (root: number) => {
    const order: number[] = []
    const stack = [root]
    found[root] = lowest[root] = time++
    while (stack.length) {
      const unit = stack.at(-1) as number
      const slot = at[unit] as number
      if (slot >= (start[unit + 1] as number)) {
        order.push(stack.pop() as number)
        close(unit)
        continue
      }
      at[unit] = slot + 1
      const next = neighbour[slot] as number
      if (blocked[slot] || component[next] !== component[unit] || next === parent[unit]) continue
      if (found[next] !== -1) lowest[unit] = Math.min(lowest[unit] as number, found[next] as number)
      else {
        parent[next] = unit
        found[next] = lowest[next] = time++
        stack.push(next)
      }
    }
    for (const unit of order) leave(unit, behind[root] as number)
  }
  for (let unit = 0; unit < count; unit++) if ((component[unit] as number) >= 0 && found[unit] === -1) walk(unit)
  return best
}
