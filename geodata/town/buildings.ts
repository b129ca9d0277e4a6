import { householdBounds } from '../model/zone.ts'
import type { Random } from '../random.ts'
import { fillBlock, type Shell } from './build.ts'
import { capacityOf, householdsOf, settleHouseholds } from './households.ts'
import { driveGround, drivesOf, type Gate } from './gates.ts'
import { isHome, type Block } from './landUse.ts'
import { toPolygon } from './local.ts'
import { lineOf, pointsOf, ringOf } from './plan.ts'
import { add, at, inset, straightened, times, type XY } from './plane.ts'
import { corners, type Footprint, type Room } from './room.ts'
import { addressAt, communityCode, zoneCodeOf, type Site } from './site.ts'
import type { TownBuilding, TownEstate } from './types.ts'

/** Metres kept free from the middle of a street of each class. */
const setbacks: Record<string, number> = { primary: 21, secondary: 17, tertiary: 13, residential: 9, service: 4.5 }

function roomOf({ layout, gates }: Site, block: Block): Room {
  const ring = ringOf(layout.plan, block.cell)
  const meters = ring.map((a, i) => setbacks[layout.lines[lineOf(layout.plan, a, at(ring, i + 1))]?.class ?? ''] ?? 14)
  return {
    ring: pointsOf(layout.plan, block.cell),
    setback: (edge) => meters[edge] as number,
    taken: [],
    drives: driveGround(drivesOf(layout.plan, block.cell, gates.get(block.cell) as Gate, block.use)),
  }
}

/** The border of a block inside its pavements; the block itself where that would fold. */
export function insideStreets(site: Site, block: Block, factor = 0.6): XY[] {
  const ring = straightened(pointsOf(site.layout.plan, block.cell), 0.4)
  const room = roomOf(site, block)
  const meters = ring.map((p) => room.setback(room.ring.indexOf(p)) * factor)
  return inset(ring, (edge) => meters[edge] as number) ?? inset(ring, () => 3) ?? ring
}

const heightOf = (shell: Shell) =>
  Math.round((shell.use === 'industrial' ? 8 : shell.use === 'residential' ? 2.9 : 3.8) * shell.floors * 10) / 10

const gated = new Set(['slab', 'tower', 'villa'])

/** 望江路128弄5号; an estate that itself lies in a lane counts its houses as 幢. */
const inEstateAddress = (gate: string, serial: number) =>
  gate.includes('弄') ? `${gate}${serial}幢` : `${gate.replace('号', '弄')}${serial}号`

export type EstateGate = { point: XY; inward: XY; estate: TownEstate; block: Block }
export type Built = { buildings: TownBuilding[]; estates: TownEstate[]; gates: EstateGate[]; fields: { box: Footprint; block: Block }[] }

const titles: Record<string, [string, string]> = {
  school: ['学校', 'School'],
  hospital: ['医院', 'Hospital'],
  industrial: ['厂房', 'Works'],
  public: ['公共建筑', 'Public building'],
  office: ['商务楼', 'Office building'],
  commercial: ['商铺', 'Shops'],
}

/** Fills a zone's blocks; where too few homes fit, because blocks are narrow, other ways of building are tried on the largest ones. */
function fillZone(site: Site, blocks: Block[], fields: Built['fields'], random: Random): Map<Block, Shell[]> {
  const shellsOf = new Map<Block, Shell[]>()
  const fill = (block: Block) => {
    const room = roomOf(site, block)
    const filled = fillBlock(block.use, room, (edge) => room.setback(edge) >= 9, random)
    shellsOf.set(block, filled.shells)
    fields.push(...filled.fields.map((box) => ({ box, block })))
  }
  blocks.forEach(fill)
  const enough = () => capacityOf([...shellsOf.values()].flat()) >= householdBounds.min * 1.3
  const largestFirst = [...blocks].toSorted((a, b) => Number(isHome(b.use)) - Number(isHome(a.use)) || b.area - a.area)
  for (const use of ['slab', 'tower', 'lanes'] as const) {
    for (const block of largestFirst) {
      if (enough()) return shellsOf
      block.use = use
      fill(block)
    }
  }
  return shellsOf
}

/** Builds every block, zone by zone, so that each zone's households settle within the bounds. */
export function makeBuildings(site: Site, random: Random): Built {
  const built: Built = { buildings: [], estates: [], gates: [], fields: [] }
  site.zones.forEach((zone, z) => {
    const areaCode = communityCode(zone.community)
    const blocks = site.blocks.filter((block) => block.zone === z)
    const shellsOf = fillZone(site, blocks, built.fields, random)
    const kept = new Set(settleHouseholds([...shellsOf.values()].flat(), random))
    for (const block of blocks) {
      const gate = site.gates.get(block.cell) as Gate
      const point = add(site.layout.plan.nodes[gate.node] as XY, times(gate.inward, 8))
      const gateAddress = addressAt(site, block.cell, point)
      let estate: TownEstate | null = null
      if (gated.has(block.use)) {
        const name = site.names.estate()
        estate = {
          ref: `estate-${built.estates.length + 1}`,
          areaCode,
          nameZh: name.zh,
          nameEn: name.en,
          geometry: toPolygon(insideStreets(site, block)),
        }
        built.estates.push(estate)
        built.gates.push({ point, inward: gate.inward, estate, block })
      }
      let number = 0
      for (const shell of shellsOf.get(block) ?? []) {
        if (!kept.has(shell)) continue
        const home = shell.homesPerFloor > 0
        const inEstate = home && estate !== null
        const serial = inEstate ? ++number : 0
        const own = addressAt(site, block.cell, shell.box.centre)
        const title = titles[shell.use] ?? ['', '']
        built.buildings.push({
          ref: `building-${built.buildings.length + 1}`,
          areaCode,
          zoneCode: zoneCodeOf(zone),
          estateRef: inEstate ? (estate as TownEstate).ref : null,
          use: shell.use,
          nameZh: inEstate
            ? `${(estate as TownEstate).nameZh}${serial}号楼`
            : home || (isHome(block.use) && shell.use !== 'commercial')
              ? ''
              : title[0],
          nameEn: inEstate ? `Building ${serial}, ${(estate as TownEstate).nameEn}` : home ? '' : title[1],
          address: inEstate ? inEstateAddress(gateAddress.zh, serial) : own.zh,
          households: householdsOf(shell),
          heightMeters: heightOf(shell),
          geometry: toPolygon(corners(shell.box)),
        })
      }
    }
  })
  return built
}
