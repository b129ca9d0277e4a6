import type { BuildingUse } from '../model/ground.ts'
import { randomInt, type Random } from '../random.ts'
import type { LandUse } from './landUse.ts'
import { add, at, distance, leftOf, minus, smallestBox, times, unit, type XY } from './plane.ts'
import { place, rowAxis, rows, type Footprint, type Room } from './room.ts'

/** A building before it has a name: homes are floors times homes on each floor. */
export type Shell = { box: Footprint; use: BuildingUse; floors: number; homesPerFloor: number; label: string }

type Put = (box: Footprint, shell: Omit<Shell, 'box'>, gap?: number) => boolean
type Site = { room: Room; put: Put; random: Random; streetEdge: (edge: number) => boolean }

const none = { homesPerFloor: 0, label: '' }
const spread = (random: Random, low: number, high: number) => low + (high - low) * random()

/** Shop houses along the streets that carry people. */
function shops({ room, put, random, streetEdge }: Site, share: number): void {
  room.ring.forEach((a, edge) => {
    if (!streetEdge(edge)) return
    const b = at(room.ring, edge + 1)
    const [axis, total, depth] = [unit(minus(b, a)), distance(a, b), spread(random, 9, 12)]
    for (let s = 4; s < total - 10;) {
      const length = Math.min(total - s - 3, spread(random, 12, 32))
      if (length >= 9 && random() < share) {
        const centre = add(add(a, times(axis, s + length / 2)), times(leftOf(axis), room.setback(edge) + depth / 2 + 0.3))
        put({ centre, axis, length, depth }, { ...none, use: 'commercial', floors: randomInt(random, 1, 3) }, 2)
      }
      s += length + spread(random, 2, 9)
    }
  })
}

/** Lays rows out from several starting lines and keeps the one that places most. */
function bestRows(
  { room, put, random }: Site,
  axis: XY,
  step: number,
  pitch: number,
  boxes: (row: number) => Footprint[],
  shell: (row: number, box: Footprint) => Omit<Shell, 'box'>,
  gap: number,
): void {
  let best: { box: Footprint; row: number }[] = []
  for (const phase of [0, 0.25, 0.5, 0.75]) {
    const trial: Room = { ...room, taken: [...room.taken] }
    const placed: typeof best = []
    for (const { centre, row } of rows(
      room.ring,
      axis,
      () => step,
      () => pitch,
      phase * pitch,
    )) {
      const box = boxes(row)
        .map((shape) => ({ ...shape, centre }))
        .find((shape) => place(trial, shape, gap))
      if (box) placed.push({ box, row })
    }
    const ground = (list: typeof best) => list.reduce((sum, { box }) => sum + box.length, 0)
    if (ground(placed) > ground(best) * (1 + 0.02 * random())) best = placed
  }
  for (const { box, row } of best) put(box, shell(row, box), gap)
}

function slabs(site: Site): void {
  const { room, random } = site
  const axis = rowAxis(smallestBox(room.ring).axis)
  const floors = randomInt(random, 4, 7)
  const length = spread(random, 40, 58)
  const shape = (meters: number): Footprint => ({ centre: [0, 0], axis, length: meters, depth: 12 })
  const choices = [shape(length), shape(30)]
  bestRows(
    site,
    axis,
    6,
    spread(random, 26, 31),
    () => choices,
    (_, box) => ({ use: 'residential', floors, homesPerFloor: Math.max(4, Math.round(box.length / 18) * 2), label: 'slab' }),
    10,
  )
}

function towers(site: Site): void {
  const { room, random } = site
  const axis = rowAxis(smallestBox(room.ring).axis)
  const shapes = [24, 30].map((length): Footprint => ({ centre: [0, 0], axis, length, depth: 17 }))
  bestRows(
    site,
    axis,
    7,
    spread(random, 42, 54),
    (row) => [shapes[row % 2] as Footprint],
    (row) => ({ use: 'residential', floors: randomInt(random, 13, 26), homesPerFloor: row % 2 ? 4 : 3, label: 'tower' }),
    20,
  )
}

function lanes({ room, put, random }: Site): void {
  const axis = rowAxis(smallestBox(room.ring).axis)
  let width = 9
  for (const { centre } of rows(
    room.ring,
    axis,
    () => (width = spread(random, 6.5, 12)) * 0.55,
    () => spread(random, 11.5, 15.5),
  )) {
    if (random() < 0.05) continue
    put(
      { centre, axis, length: width, depth: spread(random, 7, 9.5) },
      { use: 'residential', floors: random() < 0.7 ? 2 : 3, homesPerFloor: 1, label: 'lane' },
      random() < 0.15 ? 4 : 0.6,
    )
  }
}

function villas({ room, put, random }: Site): void {
  const axis = rowAxis(smallestBox(room.ring).axis)
  for (const { centre } of rows(
    room.ring,
    axis,
    () => 11,
    () => 22,
  )) {
    put({ centre, axis, length: spread(random, 13, 17), depth: 11 }, { use: 'residential', floors: 3, homesPerFloor: 1, label: 'villa' }, 6)
  }
}

type Plain = { use: BuildingUse; length: [number, number]; depth: [number, number]; floors: [number, number]; gap: number; most: number }

const plain: Partial<Record<LandUse, Plain>> = {
  school: { use: 'school', length: [46, 66], depth: [13, 15], floors: [3, 5], gap: 18, most: 4 },
  kindergarten: { use: 'school', length: [28, 40], depth: [14, 18], floors: [2, 3], gap: 14, most: 2 },
  hospital: { use: 'hospital', length: [55, 80], depth: [18, 26], floors: [5, 14], gap: 20, most: 5 },
  market: { use: 'commercial', length: [48, 64], depth: [18, 24], floors: [1, 2], gap: 9, most: 4 },
  mall: { use: 'commercial', length: [70, 95], depth: [45, 60], floors: [5, 7], gap: 14, most: 2 },
  office: { use: 'office', length: [28, 40], depth: [24, 34], floors: [8, 26], gap: 20, most: 6 },
  industry: { use: 'industrial', length: [45, 80], depth: [24, 36], floors: [1, 2], gap: 14, most: 9 },
  sports: { use: 'public', length: [50, 60], depth: [34, 40], floors: [2, 2], gap: 20, most: 1 },
  park: { use: 'public', length: [12, 16], depth: [8, 10], floors: [1, 1], gap: 60, most: 2 },
  stationSquare: { use: 'public', length: [40, 50], depth: [18, 22], floors: [1, 2], gap: 30, most: 1 },
}

function large({ room, put, random }: Site, rule: Plain): void {
  const axis = rowAxis(smallestBox(room.ring).axis)
  let count = 0
  const start = Math.floor(random() * 3)
  for (const { centre, row } of rows(
    room.ring,
    axis,
    () => 9,
    () => 13,
  )) {
    if (row < start || count >= rule.most) continue
    const turnedAxis = random() < 0.3 ? leftOf(axis) : axis
    const box = { centre, axis: turnedAxis, length: spread(random, ...rule.length), depth: spread(random, ...rule.depth) }
    if (put(box, { ...none, use: rule.use, floors: randomInt(random, ...rule.floors), label: rule.use }, rule.gap)) count++
  }
}

const homesOf: Partial<Record<LandUse, { shopShare: number; fill: (site: Site) => void }>> = {
  slab: { shopShare: 0.42, fill: slabs },
  tower: { shopShare: 0.55, fill: towers },
  lanes: { shopShare: 0.6, fill: lanes },
  villa: { shopShare: 0, fill: villas },
}

/** Running tracks, largest first. */
const fieldSizes: Partial<Record<LandUse, [number, number][]>> = {
  school: [
    [128, 66],
    [96, 52],
    [66, 36],
    [40, 24],
  ],
  kindergarten: [
    [30, 20],
    [22, 14],
  ],
  sports: [
    [172, 92],
    [128, 66],
    [96, 52],
  ],
}

function field({ room, random }: Site, sizes: readonly [number, number][]): Footprint | null {
  const axis = rowAxis(smallestBox(room.ring).axis)
  for (const [length, depth] of sizes) {
    // Tracks run north to south where there is room, so that nobody runs into the sun.
    for (const direction of [leftOf(axis), axis]) {
      const centres = [
        ...rows(
          room.ring,
          axis,
          () => 14,
          () => 12,
        ),
      ].map(({ centre }) => centre)
      if (random() < 0.5) centres.reverse()
      for (const centre of centres) {
        const box = { centre, axis: direction, length, depth }
        if (place(room, box, 6)) return box
      }
    }
  }
  return null
}

/** Fills a block with buildings as its use asks; every one keeps its distance from streets and from the others. */
export function fillBlock(
  use: LandUse,
  room: Room,
  streetEdge: (edge: number) => boolean,
  random: Random,
): { shells: Shell[]; fields: Footprint[] } {
  const shells: Shell[] = []
  const put: Put = (box, shell, gap = 6) => {
    if (!place(room, box, gap)) return false
    shells.push({ box, ...shell })
    return true
  }
  const site = { room, put, random, streetEdge }
  const fields = fieldSizes[use] ? [field(site, fieldSizes[use])].filter((box) => box !== null) : []
  const homes = homesOf[use]
  const rule = plain[use]
  if (homes) shops(site, homes.shopShare)
  homes?.fill(site)
  if (rule) large(site, rule)
  if (use === 'market' || use === 'office') shops(site, 0.4)
  return { shells, fields }
}
