import { shuffle, weighted, type Random } from '../random.ts'
import { edgesOf } from './chains.ts'
import type { LandUse } from './landUse.ts'
import { toLngLat } from './local.ts'
import { cellAcross, directed } from './plan.ts'
import { add, azimuthDegrees, distance, leftOf, minus, times, unit, type XY } from './plane.ts'
import { communityCode, type Site } from './site.ts'
import type { TownCamera } from './types.ts'

export const cameraCount = 190
type Mount = { point: XY; look: XY; zone: number; label: string; kind: TownCamera['kind'] }
type Gate = { point: XY; inward: XY; estate: { nameZh: string }; block: { zone: number } }

/** At junctions, one for each street that leaves it, standing on the corner and looking along the street. */
function cornerMounts(site: Site): Mount[][] {
  const { plan, lines } = site.layout
  const zoneOfCell = new Map(site.blocks.map((block) => [block.cell, block.zone]))
  const arms = new Map<number, { to: number; line: number }[]>()
  for (const { a, b, line } of edgesOf(plan)) {
    if (!lines[line]?.class) continue
    arms.set(a, [...(arms.get(a) ?? []), { to: b, line }])
    arms.set(b, [...(arms.get(b) ?? []), { to: a, line }])
  }
  const rank: Record<string, number> = { primary: 4, secondary: 3, tertiary: 2, residential: 1 }
  const corners: { weight: number; mounts: Mount[] }[] = []
  for (const [node, ways] of arms) {
    const busy = ways.filter(({ line }) => (rank[lines[line]?.class ?? ''] ?? 0) > 0)
    if (busy.length < 3) continue
    const names = [...new Set(busy.map(({ line }) => lines[line]?.name.zh ?? ''))].slice(0, 2)
    const centre = plan.nodes[node] as XY
    const mounts = busy.flatMap(({ to }): Mount[] => {
      const look = unit(minus(plan.nodes[to] as XY, centre))
      const onLeft = zoneOfCell.get(plan.left.get(directed(node, to)) ?? -1)
      const zone = onLeft ?? zoneOfCell.get(cellAcross(plan, node, to) ?? -1)
      if (zone === undefined) return []
      // The mast stands on the side of the street that is land of the town.
      const aside = onLeft === undefined ? -8 : 8
      return [
        {
          point: add(centre, add(times(leftOf(look), aside), times(look, 6))),
          look,
          zone,
          label: `${names.join('与')}路口`,
          kind: 'fixed',
        },
      ]
    })
    if (mounts.length > 0) corners.push({ weight: busy.reduce((sum, { line }) => sum + (rank[lines[line]?.class ?? ''] ?? 0), 0), mounts })
  }
  corners.sort((a, b) => b.weight - a.weight)
  return corners.map(({ mounts }) => mounts)
}

/** GB/T 28181 rule A: 8 digits centre, 2 industry, 3 type (132 network camera), 7 serial. */
const cameraCode = (serial: number) => `9999010100132${String(serial).padStart(7, '0')}`

/** Width of a sensor of 1/2.8 inch, which most such cameras have. */
const sensorMillimeters = 5.37
const lensOf = (fieldOfViewDegrees: number) => Math.round((sensorMillimeters / 2 / Math.tan((fieldOfViewDegrees * Math.PI) / 360)) * 10) / 10

/** Who owns it, by where it hangs. */
const ownerOf = (label: string) => (label.endsWith('大门') ? '小区物业' : /学校/.test(label) ? '学校' : /医院/.test(label) ? '医院' : /市场|购物/.test(label) ? '商场管理方' : /路口/.test(label) ? '交通管理部门' : '街道综治中心')

/** Public places with a camera at their entrance. */
const watched: Partial<Record<LandUse, string>> = {
  square: '市民广场入口',
  stationSquare: '站前广场入口',
  market: '菜市场门前',
  mall: '购物中心门前',
  hospital: '医院门前',
  school: '学校门前',
  park: '公园入口',
}

/** 190 cameras: big junctions first, then estate gates, squares and markets; spread so that none crowd one place. */
export function makeCameras(site: Site, gates: readonly Gate[], random: Random): TownCamera[] {
  const junctions = cornerMounts(site)
  const wanted: Mount[] = []
  for (const mounts of junctions.slice(0, 26)) {
    const first = mounts[0] as Mount
    wanted.push({ ...first, kind: 'ptz' }, ...shuffle(random, mounts.slice(1)).slice(0, 2))
  }
  for (const block of site.blocks) {
    const label = watched[block.use]
    const gate = site.gates.get(block.cell)
    if (!label || !gate) continue
    wanted.push({
      point: add(site.layout.plan.nodes[gate.node] as XY, times(gate.inward, 12)),
      look: gate.inward,
      zone: block.zone,
      label,
      kind: block.use === 'school' || random() < 0.7 ? 'dome' : 'ptz',
    })
  }
  for (const gate of shuffle(random, gates)) {
    if (wanted.length >= 168) break
    wanted.push({
      point: gate.point,
      look: times(gate.inward, random() < 0.5 ? -1 : 1),
      zone: gate.block.zone,
      label: `${gate.estate.nameZh}大门`,
      kind: 'fixed',
    })
  }
  for (const mounts of shuffle(random, junctions.slice(26))) {
    if (wanted.length >= cameraCount) break
    const mount = mounts[0] as Mount
    if (wanted.every((other) => distance(other.point, mount.point) > 90)) wanted.push(mount)
  }
  for (let i = 0; wanted.length < cameraCount; i++) wanted.push((junctions[i % 26] as Mount[]).at(-1) as Mount)
  return wanted.slice(0, cameraCount).map((mount, i): TownCamera => {
    const round = mount.kind === 'dome'
    const azimuth = round ? null : Math.round(azimuthDegrees(mount.look) + (random() - 0.5) * 12 + 360) % 360
    const fieldOfViewDegrees = round ? 360 : mount.kind === 'ptz' ? 62 : weighted(random, [54, 75, 92, 104], [3, 3, 2, 1])
    return {
      code: cameraCode(i + 1),
      areaCode: communityCode((site.zones[mount.zone] as { community: number }).community),
      name: `${mount.label}${String(i + 1).padStart(3, '0')}`,
      kind: mount.kind,
      azimuthDegrees: azimuth,
      fieldOfViewDegrees,
      tiltDegrees: round ? 90 : mount.kind === 'ptz' ? 15 : 10,
      rangeMeters: round ? 30 : mount.kind === 'ptz' ? 120 : weighted(random, [40, 60, 80], [2, 3, 1]),
      heightMeters: round ? 3.5 : mount.kind === 'ptz' ? 8 : weighted(random, [4, 5.5, 6], [1, 2, 2]),
      // By its number and not drawn: what was drawn before stays where it was.
      pixels: round ? (i % 3 === 0 ? 3840 : 2560) : i % 4 === 0 ? 2560 : 1920,
      lensMillimeters: round ? null : lensOf(fieldOfViewDegrees),
      ownerUnit: ownerOf(mount.label),
      retentionDays: /学校|医院/.test(mount.label) ? 90 : 30,
      state: 'online',
      outages: [],
      geometry: { type: 'Point', coordinates: toLngLat(mount.point) },
    }
  })
}

/** About 4 % offline and 2 % with a fault; some that work now did not for some hours of the last month. */
export function breakSome(cameras: readonly TownCamera[], random: Random): TownCamera[] {
  const order = shuffle(
    random,
    cameras.map((_, i) => i),
  )
  const [offline, fault, mended] = [new Set(order.slice(0, 8)), new Set(order.slice(8, 12)), new Set(order.slice(12, 36))]
  return cameras.map((camera, i) => {
    const state = offline.has(i) ? 'offline' : fault.has(i) ? 'fault' : null
    if (state) return { ...camera, state, outages: [{ state, hoursAgo: 2 + Math.round(random() * 120), hours: null }] }
    if (!mended.has(i)) return camera
    return { ...camera, outages: [{ state: random() < 0.7 ? 'offline' : 'fault', hoursAgo: 60 + Math.round(random() * 600), hours: 1 + Math.round(random() * 40) }] }
  })
}
