import type { BuildingUse } from '../model/ground.ts'
import { randomInt, type Random } from '../random.ts'
import type { LandUse } from './landUse.ts'
import { add, at, distance, leftOf, minus, smallestBox, times, unit } from './plane.ts'
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
    for (let s = 4; s < total - 10; ) {
      const length = Math.min(total - s - 3, spread(random, 12, 32))
      if (length >= 9 && random() < share) {
        const centre = add(add(a, times(axis, s + length / 2)), times(leftOf(axis), room.setback(edge) + depth / 2 + 0.3))
        put({ centre, axis, length, depth }, { ...none, use: 'commercial', floors: randomInt(random, 1, 3) }, 2)
      }
      s += length + spread(random, 2, 9)
    }
  })
}

function slabs({ room, put, random }: Site): void {
  const axis = rowAxis(smallestBox(room.ring).axis)
  const floors = randomInt(random, 5, 7)
  const length = spread(random, 38, 58)
  const pitch = spread(random, 27, 33)
  for (const { centre } of rows(room.ring, axis, () => 17 + length * 0.25, () => pitch)) {
    const stairs = Math.max(2, Math.round(length / 18))
    const full = put({ centre, axis, length, depth: 12 }, { use: 'residential', floors, homesPerFloor: stairs * 2, label: 'slab' }, 11)
    if (!full) put({ centre, axis, length: 32, depth: 12 }, { use: 'residential', floors, homesPerFloor: 4, label: 'slab' }, 11)
  }
}

function towers({ room, put, random }: Site): void {
  const axis = rowAxis(smallestBox(room.ring).axis)
  const pitch = spread(random, 46, 60)
  for (const { centre, row } of rows(room.ring, axis, () => 8, () => pitch)) {
    const length = row % 2 ? 24 : 30
    put({ centre, axis, length, depth: 17 }, { use: 'residential', floors: randomInt(random, 15, 28), homesPerFloor: row % 2 ? 3 : 4, label: 'tower' }, 26)
  }
}

function lanes({ room, put, random }: Site): void {
  const axis = rowAxis(smallestBox(room.ring).axis)
  let width = 9
  for (const { centre } of rows(room.ring, axis, () => (width = spread(random, 6.5, 12)) * 0.55, () => spread(random, 11.5, 15.5))) {
    if (random() < 0.05) continue
    put({ centre, axis, length: width, depth: spread(random, 7, 9.5) }, { use: 'residential', floors: random() < 0.7 ? 2 : 3, homesPerFloor: 1, label: 'lane' }, random() < 0.15 ? 4 : 0.6)
  }
}

function villas({ room, put, random }: Site): void {
  const axis = rowAxis(smallestBox(room.ring).axis)
  for (const { centre } of rows(room.ring, axis, () => 11, () => 22)) {
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
  for (const { centre, row } of rows(room.ring, axis, () => 9, () => 13)) {
    if (row < start || count >= rule.most) continue
    const turnedAxis = random() < 0.3 ? leftOf(axis) : axis
    const box = { centre, axis: turnedAxis, length: spread(random, ...rule.length), depth: spread(random, ...rule.depth) }
    if (put(box, { ...none, use: rule.use, floors: randomInt(random, ...rule.floors), label: rule.use }, rule.gap)) count++
  }
}

/** Fills a block with buildings as its use asks; every one keeps its distance from streets and from the others. */
export function fillBlock(use: LandUse, room: Room, streetEdge: (edge: number) => boolean, random: Random): Shell[] {
  const shells: Shell[] = []
  const put: Put = (box, shell, gap = 6) => {
    if (!place(room, box, gap)) return false
    shells.push({ box, ...shell })
    return true
  }
  const site = { room, put, random, streetEdge }
  if (use === 'slab') (shops(site, 0.42), slabs(site))
  if (use === 'tower') (shops(site, 0.55), towers(site))
  if (use === 'lanes') (shops(site, 0.6), lanes(site))
  if (use === 'villa') villas(site)
  const rule = plain[use]
  if (rule) large(site, rule)
  if (use === 'market' || use === 'office') shops(site, 0.4)
  return shells
}
