import type { CameraMount } from '../model/cameraPlan.ts'
import type { FootprintIndex } from './nearFootprints.ts'
import { deepestMeters, type Footprints, standOff } from './standOff.ts'

export type XY = readonly [xMeters: number, yMeters: number]
export type Mount = { kind: CameraMount; xMeters: number; yMeters: number }

/** A mast stands so far off the middle of each street, as a rule on the pavement. */
const asideMeters = 7
/** A shorter wall is a niche; on longer ones mounts stand this far apart. */
const wallMeters = 8
const alongMeters = 20
/** Nearer than this two mounts are one. */
const apartMeters = 6

/** Corners of junctions: between each two streets that leave one, off both. Streets meet where they share a point. */
export function cornerMounts(streets: readonly (readonly XY[])[]): Mount[] {
  const arms = new Map<string, { at: XY; angles: number[] }>()
  const arm = ([x, y]: XY, [toX, toY]: XY) => {
    if (Math.hypot(toX - x, toY - y) < 0.5) return
    const key = `${Math.round(x * 2)} ${Math.round(y * 2)}`
    const node = arms.get(key) ?? { at: [x, y] as const, angles: [] }
    node.angles.push(Math.atan2(toY - y, toX - x))
    arms.set(key, node)
  }
  for (const line of streets) for (let i = 1; i < line.length; i++) {
    arm(line[i - 1]!, line[i]!)
    arm(line[i]!, line[i - 1]!)
  }
  return [...arms.values()].filter(({ angles }) => angles.length >= 3).flatMap(({ at: [x, y], angles }) => {
    const sorted = angles.toSorted((a, b) => a - b)
    return sorted.flatMap((angle, i): Mount[] => {
      const gap = (i + 1 < sorted.length ? sorted[i + 1]! : sorted[0]! + 2 * Math.PI) - angle
      if (gap < Math.PI / 6) return []
      const away = asideMeters / Math.max(0.6, Math.sin(Math.min(gap, Math.PI) / 2))
      return [{ kind: 'corner', xMeters: x + away * Math.cos(angle + gap / 2), yMeters: y + away * Math.sin(angle + gap / 2) }]
    })
  })
}

/** Along the outer walls of buildings. */
export function facadeMounts(footprints: Footprints): Mount[] {
  const mounts: Mount[] = []
  for (const [outer] of footprints) if (outer) for (let i = 0, j = outer.length - 2; i < outer.length; j = i, i += 2) {
    const [ax, ay, bx, by] = [outer[j]!, outer[j + 1]!, outer[i]!, outer[i + 1]!]
    const length = Math.hypot(bx - ax, by - ay)
    const parts = length < wallMeters ? 0 : Math.max(1, Math.round(length / alongMeters))
    for (let k = 0; k < parts; k++) mounts.push({ kind: 'facade', xMeters: ax + ((bx - ax) * (k + 0.5)) / parts, yMeters: ay + ((by - ay) * (k + 0.5)) / parts })
  }
  return mounts
}

/** Mounts where a camera can hang, none twice; of too many facades every so-many-th. What was drawn goes first, then street lights, then corners. */
export function settleMounts(found: readonly Mount[], index: FootprintIndex, most: number): Mount[] {
  const order: readonly CameraMount[] = ['drawn', 'street_light', 'corner', 'facade']
  const taken = new Map<string, Mount[]>()
  const settled: Mount[] = []
  for (const kind of order) {
    const all = found.filter((mount) => mount.kind === kind)
    const room = most - settled.length
    const step = Math.max(1, all.length / Math.max(1, room * 1.5))
    for (let at = 0; at < all.length && settled.length < most; at += step) {
      const mount = all[Math.floor(at)]!
      const stand = standOff(mount.xMeters, mount.yMeters, index.near(mount.xMeters, mount.yMeters, deepestMeters + 1))
      // A mast does not stand inside of a house; what was drawn there hangs on its wall.
      if (!stand || (stand.moved === 'inside' && kind !== 'drawn')) continue
      const [column, row] = [Math.floor(stand.xMeters / apartMeters), Math.floor(stand.yMeters / apartMeters)]
      const near = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => taken.get(`${column + dx} ${row + dy}`) ?? []))
      // Both sides of a corner of a house are two mounts: they see different ground.
      if (near.some((other) => Math.hypot(other.xMeters - stand.xMeters, other.yMeters - stand.yMeters) < (kind === 'facade' ? apartMeters / 2 : apartMeters))) continue
      const put = { kind, xMeters: stand.xMeters, yMeters: stand.yMeters }
      settled.push(put)
      taken.set(`${column} ${row}`, [...(taken.get(`${column} ${row}`) ?? []), put])
    }
  }
  return settled
}
