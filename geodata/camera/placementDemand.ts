import { fillCells, type Ground, groundKinds } from './publicGround.ts'
import type { XY } from './mounts.ts'

export type DemandWeights = { ground: number; incidents: number; unvisited: number }
export type Demand = {
  /** Of each cell of the ground; all together 1. */
  worth: Float64Array
  /** Incidents a cell holds, spread as below. */
  incidents: Float64Array
  /** On public ground or near it; the others are nowhere that cameras of the public may look. */
  counted: number
  leftOut: number
}
/** Where an incident is told to be is not sharper than this: it is spread over the public ground so near, or else a little farther. In metres. */
const blurs = [12, 30] as const

/** What every cell of public ground is worth: the parts are shares of all ground, all incidents and all ground that no patrol visited, each with its weight; a part that is empty gives its weight to the ground. */
export function placementDemand(ground: Ground, incidents: readonly XY[], isVisited: (cell: number) => boolean, weights: DemandWeights): Demand {
  const at = spread(ground, incidents)
  const isPublic = (cell: number) => ground.kinds[cell] === groundKinds.public
  const cells = Array.from(ground.kinds.keys()).filter(isPublic)
  const unvisited = weights.unvisited > 0 ? cells.filter((cell) => !isVisited(cell)) : []
  const parts = { incidents: at.counted > 0 ? weights.incidents : 0, unvisited: unvisited.length > 0 ? weights.unvisited : 0 }
  const rest = weights.ground + weights.incidents + weights.unvisited - parts.incidents - parts.unvisited
  const all = rest + parts.incidents + parts.unvisited
  const worth = new Float64Array(ground.kinds.length)
  for (const cell of cells) worth[cell] = (rest / cells.length + (parts.incidents * at.incidents[cell]!) / Math.max(1, at.counted)) / all
  for (const cell of unvisited) worth[cell]! += parts.unvisited / unvisited.length / all
  return { worth, ...at }
}

function spread(ground: Ground, incidents: readonly XY[]): Omit<Demand, 'worth'> {
  const held = new Float64Array(ground.kinds.length)
  let counted = 0
  for (const [x, y] of incidents) {
    const near = blurs.map((radius) => publicWithin(ground, x, y, radius)).find((cells) => cells.length > 0)
    if (!near) continue
    counted++
    for (const cell of near) held[cell]! += 1 / near.length
  }
  return { incidents: held, counted, leftOut: incidents.length - counted }
}

function publicWithin(ground: Ground, x: number, y: number, radius: number): number[] {
  const cells: number[] = []
  const circle = Float64Array.from({ length: 32 }, (_, i) => (i % 2 ? y + radius * Math.sin((i - 1) * (Math.PI / 16)) : x + radius * Math.cos(i * (Math.PI / 16))))
  fillCells(ground, [circle], (cell) => { if (ground.kinds[cell] === groundKinds.public) cells.push(cell) })
  return cells
}
