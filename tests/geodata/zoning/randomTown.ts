import { createProjection } from '../../../geodata/geometry/projection.ts'
import type { LngLat, MultiPolygon } from '../../../geodata/model/geometry.ts'
import type { StreetClass } from '../../../geodata/model/ground.ts'
import type { PlanBuilding, PlanGround, PlanStreet } from '../../../geodata/model/zonePlan.ts'
import { createRandom, randomInt, type Random } from '../../../geodata/random.ts'

type XY = [number, number]
const plane = createProjection([121.47, 31.23])
const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7
const toLngLat = ([x, y]: XY): LngLat => { const [lng, lat] = plane.inverse([x, y]); return [round(lng), round(lat)] }
const ringOf = (points: XY[]): LngLat[] => [...points, points[0] as XY].map(toLngLat)
const somewhere = (random: Random, width: number): number => (random() - 0.5) * width

type Grid = { columns: number; rows: number; node: (i: number, j: number) => XY }

/** A bent grid: nodes 90 to 150 m apart, each a little off its place. */
function gridOf(random: Random): Grid {
  const [columns, rows, step, skew] = [randomInt(random, 2, 4), randomInt(random, 2, 4), 90 + 60 * random(), somewhere(random, 0.4)]
  const nodes = Array.from({ length: (columns + 1) * (rows + 1) }, (_, k): XY => {
    const [i, j] = [k % (columns + 1), Math.floor(k / (columns + 1))]
    return [i * step + j * step * skew + somewhere(random, step / 4), j * step - i * step * skew * 0.5 + somewhere(random, step / 4)]
  })
  return { columns, rows, node: (i, j) => nodes[j * (columns + 1) + i] as XY }
}

/** The border, sometimes along streets and sometimes across; now and then with a hole that is another's, or with an island beside it. */
function areaOf(random: Random, { columns, rows, node }: Grid): MultiPolygon {
  const pull = random() < 0.5 ? 0 : 12 + 20 * random()
  const corners: XY[] = [
    ...Array.from({ length: columns }, (_, i): XY => [node(i, 0)[0] - (i === 0 ? pull : 0), node(i, 0)[1] - pull]), ...Array.from({ length: rows }, (_, j): XY => [node(columns, j)[0] + pull, node(columns, j)[1] - (j === 0 ? pull : 0)]),
    ...Array.from({ length: columns }, (_, i): XY => [node(columns - i, rows)[0] + (i === 0 ? pull : 0), node(columns - i, rows)[1] + pull]), ...Array.from({ length: rows }, (_, j): XY => [node(0, rows - j)[0] - pull, node(0, rows - j)[1] + (j === 0 ? pull : 0)]),
  ]
  const shell = [ringOf(corners)]
  if (random() < 0.15) {
    const [x, y] = node(1, 1)
    shell.push(ringOf([[x - 9, y - 9], [x - 9, y + 9], [x + 9, y + 9], [x + 9, y - 9]]))
  }
  return { type: 'MultiPolygon', coordinates: [shell] }
}

const classes: StreetClass[] = ['residential', 'residential', 'residential', 'tertiary', 'primary', 'pedestrian', 'service', 'path']

/** Streets along the grid, some missing, some curved, some ending in nothing, some drawn twice. */
function streetsOf(random: Random, { columns, rows, node }: Grid): PlanStreet[] {
  const lines: { class: StreetClass; points: XY[] }[] = []
  const along = (length: number, at: (k: number) => XY) => {
    const kind = classes[randomInt(random, 0, classes.length - 1)] as StreetClass
    for (let k = 0; k < length; k++) {
      if (random() < 0.15) continue
      const [a, b] = [at(k), at(k + 1)]
      const bow = random() < 0.3 ? somewhere(random, 40) : 0
      const middle = [0.25, 0.5, 0.75].map((t): XY => [a[0] + (b[0] - a[0]) * t + bow * Math.sin(Math.PI * t), a[1] + (b[1] - a[1]) * t + bow * Math.sin(Math.PI * t)])
      lines.push({ class: kind, points: [a, ...(bow ? middle : []), b] })
      if (random() < 0.05) lines.push({ class: 'residential', points: [a, b] })
    }
  }
  for (let j = 0; j <= rows; j++) along(columns, (i) => node(i, j))
  for (let i = 0; i <= columns; i++) along(rows, (j) => node(i, j))
  if (random() < 0.5) lines.push({ class: 'residential', points: [node(0, 0), [node(0, 0)[0] + 60, node(0, 0)[1] + 45]] })
  return lines.map(({ class: kind, points }, i) => ({ id: i + 1, class: kind, bridge: false, geometry: { type: 'LineString', coordinates: points.map(toLngLat) } }))
}

const boxAt = ([x, y]: XY, width: number, depth: number, turn: number): XY[] => [[0, 0], [width, 0], [width, depth], [0, depth]].map(([u = 0, v = 0]): XY => [x + u * Math.cos(turn) - v * Math.sin(turn), y + u * Math.sin(turn) + v * Math.cos(turn)])

function building(id: number, points: XY[], random: Random, estateId: number | null): PlanBuilding {
  const at: XY = [points.reduce((sum, p) => sum + p[0], 0) / points.length, points.reduce((sum, p) => sum + p[1], 0) / points.length]
  const isPoint = random() < 0.03
  return {
    id, estateId, zoneId: null, use: 'residential', households: random() < 0.1 ? 0 : randomInt(random, 4, 40), estimated: random() < 0.3, incidents: randomInt(random, 0, 5), shops: randomInt(random, 0, 1), at: toLngLat(at),
    geometry: isPoint ? { type: 'Point', coordinates: toLngLat(at) } : { type: 'Polygon', coordinates: [ringOf(points)] },
  }
}

/** Rows of houses wall to wall, houses alone, houses over each other, on streets and on the border; here and there the same twice. */
function buildingsOf(random: Random, { columns, rows, node }: Grid): PlanBuilding[] {
  const found: PlanBuilding[] = []
  const wanted = randomInt(random, 25, 60)
  while (found.length < wanted) {
    const [i, j] = [randomInt(random, 0, columns - 1), randomInt(random, 0, rows - 1)]
    const [a, b] = [node(i, j), node(i + 1, j + 1)]
    const from: XY = [a[0] + (b[0] - a[0]) * (0.05 + 0.8 * random()), a[1] + (b[1] - a[1]) * (0.05 + 0.8 * random())]
    const [turn, depth, width] = [somewhere(random, 3), 8 + 8 * random(), 6 + 14 * random()]
    const estateId = random() < 0.5 ? j * columns + i + 1 : null
    const houses = random() < 0.4 ? randomInt(random, 2, 5) : 1
    for (let k = 0; k < houses; k++) found.push(building(found.length + 1, boxAt([from[0] + k * width * Math.cos(turn), from[1] + k * width * Math.sin(turn)], width, depth, turn), random, estateId))
    if (random() < 0.03) found.push({ ...(found.at(-1) as PlanBuilding), id: found.length + 1 })
  }
  return found
}

function waterOf(random: Random, { columns, rows, node }: Grid): MultiPolygon[] {
  if (random() < 0.6) return []
  const j = randomInt(random, 0, rows - 1)
  const bank = (off: number) => Array.from({ length: columns + 1 }, (_, i): XY => [node(i, j)[0] + (i === 0 ? -60 : i === columns ? 60 : 0), node(i, j)[1] + off + 4 * Math.sin(i * 2)])
  return [{ type: 'MultiPolygon', coordinates: [[ringOf([...bank(25), ...bank(40).toReversed()])]] }]
}

/** A small town with most of what ground does to a program. */
export function randomTown(seed: number): PlanGround {
  const random = createRandom(seed)
  const grid = gridOf(random)
  const area = areaOf(random, grid)
  const buildings = buildingsOf(random, grid)
  const estates = [...new Set(buildings.flatMap(({ estateId }) => estateId ?? []))].map((id) => ({ id, nameZh: `${id}号院`, nameEn: `Court ${id}`, households: buildings.reduce((sum, each) => sum + (each.estateId === id ? each.households : 0), 0), geometry: { type: 'Polygon', coordinates: [] } }))
  return { area: { id: 1, code: '310101001001', nameZh: '镇', nameEn: 'Town', geometry: area }, buildings, estates, streets: streetsOf(random, grid), water: waterOf(random, grid), walls: [], zones: [] }
}
