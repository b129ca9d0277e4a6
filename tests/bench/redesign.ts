import { createRandom, randomInt } from '../../geodata/random.ts'
import { keepIdentity } from '../../geodata/zoning/identity.ts'
import { redesignZones } from '../../geodata/zoning/redesign.ts'
import { searchZones } from '../../geodata/zoning/search.ts'
import type { ZoneOf, ZoningUnits } from '../../geodata/zoning/units.ts'
import { gridUnits } from '../geodata/zoning/redesignReference.ts'
import { plainLine, type Line } from './report.ts'

const bounds = { min: 250, max: 500 }

/** A town of square units with today's zones, balanced once; since then a tenth of it has grown by half. */
function grownTown(side: number): { units: ZoningUnits; today: ZoneOf } {
  const random = createRandom(side)
  const then = Array.from({ length: side * side }, () => randomInt(random, 10, 60))
  const { zoneOf: today } = searchZones(gridUnits(side, side, (unit) => then[unit]!), { ...bounds, zones: null, seed: 1, steps: 100 * side * side })
  const isGrown = (unit: number) => unit % side < 0.32 * side && Math.floor(unit / side) < 0.32 * side
  return { today, units: gridUnits(side, side, (unit) => Math.round(then[unit]! * (isGrown(unit) ? 1.5 : 0.9 + 0.2 * random()))) }
}

const movedOf = ({ households }: ZoningUnits, today: ZoneOf, zoneOf: ZoneOf) => households.reduce((sum, each, unit) => sum + (today[unit] === zoneOf[unit] ? 0 : each), 0)

/** The curve of a redesign in a given time, beside a new design whose zones take the names of today's that they overlap most. */
export async function redesignSection(tell: (lines: Line[]) => void, seconds = 10): Promise<void> {
  for (const side of [32, 100]) {
    const { units, today } = grownTown(side)
    const named = today.reduce((most, zone) => Math.max(most, zone), -1) + 1
    const start = performance.now()
    const { points, movedAtLeast, steps } = redesignZones(units, { current: today, ...bounds, fixZone: null, seed: 1, seconds })
    const spent = (performance.now() - start) / 1000
    const anew = searchZones(units, { ...bounds, zones: null, seed: 1, seconds })
    const movedAnew = movedOf(units, today, keepIdentity(units, today, named, anew.zoneOf))
    const [first, last] = [points[0]!, points.at(-1)!]
    const share = (value: number) => `${((100 * value) / units.households.reduce((sum, each) => sum + each, 0)).toFixed(2)} %`
    tell([
      plainLine(`redesign, ${units.ids.length.toLocaleString('en')} units`, `${share(first.householdsMoved)} moved (no plan moves less than ${share(movedAtLeast)}; a new design moves ${share(movedAnew)}), ${points.length} plans to ${share(last.householdsMoved)}, deviation ${(100 * first.figures.deviation).toFixed(1)} to ${(100 * last.figures.deviation).toFixed(1)} %, in ${spent.toFixed(1)} s, ${Math.round(steps / spent).toLocaleString('en')} steps/s`, {
        units: units.ids.length, moved: first.householdsMoved, movedAtLeast, movedAnew, plans: points.length, movedForBalance: last.householdsMoved, deviation: first.figures.deviation, bestDeviation: last.figures.deviation, seconds: spent, steps,
      }),
    ])
  }
}
