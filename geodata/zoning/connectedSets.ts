import type { ZoningUnits } from './units.ts'

/** Sets of units that could be a zone, flat: units of set i are `unit[start[i]] ..`; and how far each is from the mean. */
export type ConnectedSets = { start: Int32Array; unit: Int32Array; deviation: Float64Array }

export type SetLimits = { min: number; max: number; meanLoad: number; /** Sets that deviate as much as this or more are left out. */ below: number; /** Gives up beyond so much looking: units of all sets that were looked at. */ visits: number }

/**
 * Every connected set of units within bounds and near the mean, each once, or null when there are too many to list. A plan that deviates less than `below` is made of these,
 * so that when they cannot cover the units there is no such plan. Units are counted from the first of a set; a neighbour that was passed over is not taken later.
 */
export function connectedSets(units: ZoningUnits, { min, max, meanLoad, below, visits }: SetLimits): ConnectedSets | null {
  const count = units.ids.length
  const most = meanLoad * (1 + below)
  const starts = [0]
  const flat: number[] = []
  const deviation: number[] = []
  // 0 free, 1 in the set, > 1 passed over or already a first.
  const state = new Uint8Array(count)
  const members: number[] = []
  let left = visits
  const grow = (households: number, load: number): boolean => {
    left -= members.length
    if (left < 0) return false
    const off = Math.abs(load - meanLoad) / meanLoad
    if (off < below && households >= min) {
      flat.push(...members)
      starts.push(flat.length)
      deviation.push(off)
    }
    const passed: number[] = []
    let complete = true
    for (let i = 0; complete && i < members.length; i++) {
      const at = members[i]!
      for (let edge = units.start[at]!; complete && edge < units.start[at + 1]!; edge++) {
        const next = units.neighbour[edge]!
        if (units.blocked[edge] || state[next] !== 0) continue
        if (households + units.households[next]! <= max && load + units.load[next]! < most) {
          state[next] = 1
          members.push(next)
          complete = grow(households + units.households[next]!, load + units.load[next]!)
          members.pop()
        }
        state[next] = 2
        passed.push(next)
      }
    }
    for (const unit of passed) state[unit] = 0
    return complete
  }
  for (let first = 0; first < count; first++) {
    state[first] = 1
    members.push(first)
    const complete = grow(units.households[first]!, units.load[first]!)
    members.pop()
    state[first] = 3
    if (!complete) return null
  }
  return { start: Int32Array.from(starts), unit: Int32Array.from(flat), deviation: Float64Array.from(deviation) }
}
