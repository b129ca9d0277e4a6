import type { OpenGraph } from './openGraph.ts'
import { ZoningRefusal, type ZoningUnits } from './units.ts'

/** How many zones each connected part of the ground gets. */
/** `deviation`: of the mean of a part from the mean of all, where it is farthest; no plan does better. */
export type ZoneCounts = { zones: number; perComponent: number[]; meanLoad: number; deviation: number }

type Part = { units: number; households: number; load: number; low: number; high: number; unit: string }

/** The bounds, checked; the parts of the ground with the counts of zones that fit each by sum. @throws ZoningRefusal */
function partsOf(units: ZoningUnits, graph: OpenGraph, { min, max }: { min: number; max: number }): Part[] {
  const parts = Array.from({ length: graph.components }, (): Part => ({ units: 0, households: 0, load: 0, low: 0, high: 0, unit: '' }))
  for (const unit of graph.free) {
    const households = units.households[unit]!
    if (households > max) throw new ZoningRefusal('unit_too_large', `${units.ids[unit]} alone has ${households} households, more than ${max}`, 'bounds.max', { unit: units.ids[unit]!, households, max })
    const part = parts[graph.component[unit]!]!
    part.units++
    part.households += households
    part.load += units.load[unit]!
    part.unit ||= units.ids[unit]!
  }
  for (const part of parts) {
    const { households, unit } = part
    if (households < min) throw new ZoningRefusal('component_too_small', `the part around ${unit}, cut off by barriers, has ${households} households, fewer than ${min}`, 'barriers', { unit, households, min, units: part.units })
    part.low = Math.max(1, Math.ceil(households / max))
    part.high = Math.min(part.units, min > 0 ? Math.floor(households / min) : part.units)
    if (part.low > part.high) throw new ZoningRefusal('no_count_fits', `${households} households around ${unit} cannot be cut into zones of ${min} to ${max}`, 'bounds', { unit, households, min, max })
  }
  return parts
}

/**
 * The counts that fit by sum, best first: the one whose mean is nearest to the middle of the bounds, unless islands of other sizes make the
 * zones unequal. With `zones` given only that one. Locked zones are counted in `zones` and in the mean.
 * @throws ZoningRefusal with the smallest reason
 */
export function zoneCounts(units: ZoningUnits, graph: OpenGraph, question: { min: number; max: number; zones: number | null }, locked: { zones: number; load: number }): ZoneCounts[] {
  const { min, max, zones } = question
  const parts = partsOf(units, graph, question)
  const low = parts.reduce((sum, part) => sum + part.low, 0)
  const high = parts.reduce((sum, part) => sum + part.high, 0)
  const households = parts.reduce((sum, part) => sum + part.households, 0)
  if (zones !== null && (zones - locked.zones < low || zones - locked.zones > high)) {
    throw new ZoningRefusal('no_count_fits', `${households} households cannot be cut into ${zones - locked.zones} zones of ${min} to ${max}: ${low} to ${high} would fit`, 'zones', { households, min, max, zones, low: low + locked.zones, high: high + locked.zones })
  }
  const load = parts.reduce((sum, part) => sum + part.load, 0) + locked.load
  const counts = zones === null ? Array.from({ length: high - low + 1 }, (_, i) => low + i) : [zones - locked.zones]
  const ranked = counts.map((count) => {
    const meanLoad = load / (count + locked.zones)
    const { perComponent, deviation } = shareOut(parts, count, meanLoad)
    const fromMiddle = count > 0 ? Math.abs(Math.log(households / count / ((min + max) / 2))) : 0
    return { zones: count, perComponent, meanLoad, deviation, rank: deviation + fromMiddle / 4 }
  })
  return ranked.toSorted((a, b) => a.rank - b.rank || a.zones - b.zones).map(({ zones: free, perComponent, meanLoad, deviation }) => ({ zones: free, perComponent, meanLoad, deviation }))
}

/** Zones to parts so that the part whose mean is farthest from the mean is as near as can be: the smallest deviation that leaves room for the count, by halving. */
function shareOut(parts: readonly Part[], count: number, meanLoad: number): { perComponent: number[]; deviation: number } {
  const rangesAt = (deviation: number) => parts.map(({ load, low, high }) => {
    const most = deviation < 1 ? Math.floor(load / (meanLoad * (1 - deviation)) + 1e-9) : high
    return { from: Math.max(low, Math.ceil(load / (meanLoad * (1 + deviation)) - 1e-9)), upTo: Math.min(high, most) }
  })
  const fits = (deviation: number) => {
    const ranges = rangesAt(deviation)
    return ranges.every(({ from, upTo }) => from <= upTo) && ranges.reduce((sum, { from }) => sum + from, 0) <= count && ranges.reduce((sum, { upTo }) => sum + upTo, 0) >= count
  }
  let [short, enough] = [0, 1]
  if (fits(0)) enough = 0
  else while (!fits(enough) && enough < 1e6) enough *= 2
  for (let halving = 0; halving < 40 && enough > 0; halving++) {
    const middle = (short + enough) / 2
    if (fits(middle)) enough = middle
    else short = middle
  }
  const ranges = rangesAt(enough).map(({ from, upTo }, i) => ({ from: Math.max(from, parts[i]!.low), upTo: Math.max(upTo, from) }))
  const perComponent = ranges.map(({ from }) => from)
  for (let left = count - perComponent.reduce((sum, each) => sum + each, 0); left > 0; left--) {
    let best = -1
    for (let i = 0; i < parts.length; i++) {
      if (perComponent[i]! < ranges[i]!.upTo && (best < 0 || parts[i]!.load / perComponent[i]! > parts[best]!.load / perComponent[best]!)) best = i
    }
    if (best < 0) break
    perComponent[best]!++
  }
  return { perComponent, deviation: enough }
}
