import type { StreetClass } from '../model/ground.ts'
import type { Random } from '../random.ts'
import { drawLine, shifted } from './drawLine.ts'
import type { Name, Names } from './names.ts'
import { createPlan, type Plan } from './plan.ts'
import { add, between, leftOf, minus, times, turned, unit, type XY } from './plane.ts'

/** A drawn line of the plan: a street of a class, or the middle of a water (class null). */
export type PlanLine = {
  id: number
  class: StreetClass | null
  water: 'river' | 'canal' | null
  barrier: boolean
  name: Name
  inZone: boolean
}
export type Layout = { plan: Plan; lines: PlanLine[]; river: XY[]; canal: XY[]; outline: XY[]; complete: boolean }

/** Half widths in metres: from the middle of the water to its edge, and to the middle of the street along it. */
export const riverSize = { water: 56, street: 76 } as const
export const canalSize = { water: 11, street: 25 } as const

/** The town's own directions are turned a little against north. */
const tilt = -0.17
const halfWidth = 1850
const halfHeight = 1580

const steps = (from: number, to: number, step: number) =>
  Array.from({ length: Math.ceil(Math.abs(to - from) / step) + 1 }, (_, i) =>
    to > from ? Math.min(to, from + i * step) : Math.max(to, from - i * step),
  )

type Waves = (s: number) => number
function waves(random: Random, ...parts: [amplitude: number, length: number][]): Waves {
  const phases = parts.map(() => random() * 2 * Math.PI)
  return (s) =>
    parts.reduce((sum, [amplitude, length], i) => sum + amplitude * Math.sin((2 * Math.PI * s) / length + (phases[i] as number)), 0)
}

/** A bent rectangle with rounded corners, counter-clockwise from the south-west, with the side of each edge (south, east, north, west). */
function outlineOf(random: Random): { points: XY[]; sides: number[] } {
  const wave = [0, 1, 2, 3].map(() => waves(random, [55, 2300], [22, 900]))
  const points: XY[] = []
  const sides: number[] = []
  const count = 124
  for (let i = 0; i < count; i++) {
    const angle = (i / count) * 2 * Math.PI - Math.PI * 0.75
    const [c, s] = [Math.cos(angle), Math.sin(angle)]
    const reach = 1 / (Math.abs(c) ** 7 + Math.abs(s) ** 7) ** (1 / 7)
    const side = Math.floor((i / count) * 4) % 4
    const fade = Math.sin(((i / count) * 4 - side) * Math.PI)
    const push = 1 + ((wave[side] as Waves)(i * 100) * fade) / 1700
    points.push([c * reach * halfWidth * push, s * reach * halfHeight * push])
    sides.push(side)
  }
  return { points, sides }
}

const turn = (points: readonly XY[]) => points.map((p) => turned(p, tilt))

/** Water, ring road and arterials: everything that later parts may not cut zones with. */
export function makeLayout(random: Random, names: Names): Layout {
  const { points: outline, sides } = outlineOf(random)
  const lines: PlanLine[] = []
  const line = (streetClass: StreetClass | null, name: Name, water: PlanLine['water'] = null): number => {
    lines.push({
      id: lines.length,
      class: streetClass,
      water,
      barrier: streetClass === 'primary' || streetClass === 'secondary' || water !== null,
      name,
      inZone: false,
    })
    return lines.length - 1
  }
  for (const [zh, en] of [
    ['南', 'South'],
    ['东', 'East'],
    ['北', 'North'],
    ['西', 'West'],
  ] as const)
    line('secondary', { zh: `环城${zh}路`, en: `Ring Road ${en}` })
  const town = turn(outline)
  const plan = createPlan(town, sides)
  let complete = true
  const draw = (points: readonly XY[], id: number, snapMeters = 2) => {
    complete = drawLine(plan, points, id, snapMeters) && complete
  }

  const swing = waves(random, [230, 2900], [70, 1400])
  const riverAt = (u: number) => -170 + swing(u)
  const river = turn(steps(-2500, 2500, 42).map((u): XY => [u, riverAt(u)]))
  const riverName = names.root()
  draw(river, line(null, { zh: `${riverName.zh}河`, en: `${riverName.en} River` }, 'river'))
  draw(shifted(river, riverSize.street), line('tertiary', { zh: '滨河北路', en: 'Riverside Road North' }))
  draw(shifted(river, -riverSize.street), line('tertiary', { zh: '滨河南路', en: 'Riverside Road South' }))

  const drift = waves(random, [60, 1500], [18, 520])
  const canalAt = (v: number) => -520 + drift(v) + 0.06 * v
  const canal = turn(steps(2000, riverAt(canalAt(0)) + 20, 36).map((v): XY => [canalAt(v), v]))
  const canalName = names.root()
  draw(canal, line(null, { zh: `${canalName.zh}运河`, en: `${canalName.en} Canal` }, 'canal'))
  draw(shifted(canal, canalSize.street), line('residential', { zh: '运河东街', en: 'Canal Street East' }))
  draw(shifted(canal, -canalSize.street), line('residential', { zh: '运河西街', en: 'Canal Street West' }))

  for (const arterial of arterialsOf(random, riverAt)) {
    draw(turn(arterial.points), line(arterial.class, names.road(arterial.class === 'primary' ? 'avenue' : 'road')), arterial.snapMeters)
  }
  return { plan, lines, river, canal, outline: town, complete }
}

/** Where a road running north, u(v), meets one running east, v(u). */
function meeting(north: (v: number) => number, east: (u: number) => number): XY {
  let [u, v] = [0, 0]
  for (let i = 0; i < 30; i++) [u, v] = [north(v), east(u)]
  return [u, v]
}

type Arterial = { class: 'primary' | 'secondary'; points: XY[]; snapMeters?: number }

function arterialsOf(random: Random, riverAt: (u: number) => number): Arterial[] {
  const bend = Array.from({ length: 8 }, () => waves(random, [38, 2600], [14, 1100]))
  const sway = (i: number, s: number) => (bend[i] as Waves)(s)
  const jitter = () => (random() - 0.5) * 110
  const easts = [-1130 + jitter(), 70 + jitter() * 0.5, 1010 + jitter()]
  const [north, middle, south] = [1010 + jitter() * 0.6, 500 + jitter() * 0.4, -960 + jitter() * 0.6]
  const middleAt = (u: number) => middle + 0.45 * (riverAt(u) + 170) + sway(4, u)
  const westAt = (v: number) => (easts[0] as number) + sway(0, v) + 0.05 * v
  const centreAt = (v: number) => (easts[1] as number) + sway(1, v) - 0.03 * v
  // The eastern road steps sideways at the river, as roads do that were joined late.
  const eastAt = (v: number) => (easts[2] as number) + sway(2, v) - 130 * Math.tanh((v + 600) / 260)
  const southAt = (u: number) => south + sway(5, u) + 0.04 * u
  const northAt = (u: number) => north + sway(3, u) - 0.05 * u
  const centre = meeting(centreAt, middleAt)
  const star = meeting(eastAt, northAt)
  const corner: XY = [1950, star[1] + (1950 - star[0]) * 0.5]
  const bow = (from: XY, to: XY, count: number) =>
    steps(0, count, 1).map((k): XY =>
      add(
        between(from, to, k / count),
        times(leftOf(unit(minus(to, from))), (bend[6] as Waves)(k * 60) * 0.5 * Math.sin((Math.PI * k) / count)),
      ),
    )
  const across = steps(-2100, 2100, 55)
  const along = steps(-1900, 1900, 55)
  return [
    { class: 'primary', points: across.map((u): XY => [u, southAt(u)]) },
    { class: 'primary', points: across.map((u): XY => [u, northAt(u)]) },
    { class: 'primary', points: along.map((v): XY => [centreAt(v), v]) },
    { class: 'secondary', points: along.map((v): XY => [westAt(v), v]) },
    { class: 'secondary', points: along.map((v): XY => [eastAt(v), v]) },
    { class: 'secondary', points: steps(-1500, 2100, 55).map((u): XY => [u, middleAt(u)]) },
    // The diagonal leaves the central crossing, makes a star of the crossing in the north-east and goes on to the ring road.
    { class: 'secondary', snapMeters: 28, points: [...bow(centre, star, 20), ...bow(star, corner, 14).slice(1)] },
    // A late relief road in the south-west.
    {
      class: 'secondary',
      points: steps(-2100, 200, 50).map((u): XY => [u, -480 + 0.55 * (riverAt(u) + 170) - 60 + sway(7, u) * 0.4 - 25 * Math.sin(u / 400)]),
    },
  ]
}
