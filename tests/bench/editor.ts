import { createRandom } from '../../geodata/random.ts'
import { buildTopology } from '../../geodata/zoning/buildTopology.ts'
import { planChecker } from '../../geodata/zoning/planChecker.ts'
import { snapLines, snapPlace } from '../../geodata/zoning/snapping.ts'
import { isRefusal, planZone, planZones, type Topology } from '../../geodata/zoning/topology.ts'
import { moveVertex } from '../../geodata/zoning/vertexChanges.ts'
import { building, quilt } from '../geodata/zoning/quilt.ts'
import { type Line, limitLine, plainLine } from './report.ts'

/** Steps of a drag that are measured, and those that warm the code up. */
const steps = 400
const warm = 200
const buildings = 10_000

/**
 * Script time of one step of dragging a shared corner, nothing drawn: snapping to corners, borders and streets, moving it in all zones that have it with their shapes checked,
 * the changed shapes, and the whole check of the plan brought up to date (ground, 10,000 buildings, estates, households). 500 zones of 200 corners.
 */
export async function editorSection(rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  const { area, zones } = quilt({ columns: 25, rows: 20, corners: 50, seed: 14 })
  const begun = performance.now()
  const { topology } = buildTopology(area, zones)
  const built = performance.now() - begun
  const draw = createRandom(3)
  const homes = Array.from({ length: buildings }, (_, i) => building(i + 1, [121.4 + draw() * 0.05, 31.2 + draw() * 0.04], { households: 4, estateId: i % 900 }))
  const streets = snapLines(Array.from({ length: 400 }, () => { const [x, y] = [121.4 + draw() * 0.05, 31.2 + draw() * 0.04]; return [[x, y], [x + (draw() - 0.5) * 0.01, y + (draw() - 0.5) * 0.01]] as [number, number][] }))
  const opened = performance.now()
  const checker = planChecker({ area, zones: planZones(topology), buildings: homes, bounds: { min: 60, max: 100 } })
  checker.problems()
  const checked = performance.now() - opened
  tell([plainLine('500 zones of 200 corners: opened', `shared corners ${built.toFixed(0)} ms, first check with ${buildings.toLocaleString('en')} buildings ${checked.toFixed(0)} ms`, { built, checked })])
  const shared = [...topology.users].filter(([id, users]) => users.size > 1 && !users.has('') && !topology.fixed.has(id)).map(([id]) => id)
  const each: { p50: number; p95: number; most: number }[] = []
  // A machine that is shared takes turns: processor time is what the steps cost themselves, with collection and compilation.
  let processorMs = 0
  for (let round = 0; round < rounds; round++) {
    const times: number[] = []
    let started = process.cpuUsage()
    for (let n = 0; n < warm + steps; n++) {
      // A stroke of ten steps each, out and back, as a hand does.
      const id = shared[Math.floor((n - (n % 10)) * 7919 + round * 104_729) % shared.length]!
      if (n === warm) started = process.cpuUsage()
      const time = oneStep(topology, checker, streets, id, n % 10 < 5 ? 120 : -120)
      if (n >= warm) times.push(time)
    }
    const { user, system } = process.cpuUsage(started)
    processorMs += (user + system) / 1_000 / steps / rounds
    times.sort((a, b) => a - b)
    each.push({ p50: times[Math.floor(times.length * 0.5)]!, p95: times[Math.floor(times.length * 0.95)]!, most: times.at(-1)! })
  }
  const p95 = each.map((figures) => figures.p95).toSorted((a, b) => a - b)
  const p50 = each.map((figures) => figures.p50).toSorted((a, b) => a - b)
  const middle = Math.floor(p95.length / 2)
  tell([
    limitLine('a step of dragging a shared corner, p95', 'ms', { median: p95[middle]!, lowest: p95[0]!, highest: p95.at(-1)!, runs: p95.length }, 8, 'editor'),
    plainLine('the same, median and longest', `${p50[middle]!.toFixed(2)} ms, ${Math.max(...each.map(({ most }) => most)).toFixed(1)} ms; processor time a step ${processorMs.toFixed(2)} ms`, { processorMs, p50: p50[middle]!, most: Math.max(...each.map(({ most }) => most)) }),
  ])
}

/** @returns milliseconds */
function oneStep(topology: Topology, checker: ReturnType<typeof planChecker>, streets: ReturnType<typeof snapLines>, id: number, by: number): number {
  const to = [topology.x[id]! + by, topology.y[id]! + by] as const
  const begun = performance.now()
  const snapped = snapPlace(topology, streets, to, 0.5, id)
  const outcome = moveVertex(topology, id, snapped.cell)
  if (!isRefusal(outcome)) checker.update(outcome.zones.map(({ key }) => planZone(topology, key)))
  checker.problems()
  checker.loads()
  return performance.now() - begun
}
