import type { Chain, ZoneMesh } from './mesh.ts'
import { pointKey } from './ringWays.ts'
import { straightenBorders } from './straightenBorders.ts'
import { trimSpikes } from './trimSpikes.ts'
import type { ZoneOf } from './units.ts'

/** Steps of walls and gaps that a border between zones need not follow: more than between two parcels, for nobody owns it. */
const straightMeters = [4, 2, 1]

type End = { chain: number; atStart: boolean }

const turned = ({ left, right, xs, ys, ...rest }: Chain): Chain => ({ ...rest, left: right, right: left, xs: xs.toReversed(), ys: ys.toReversed() })

/** The borders between zones, each in one chain from where three meet to where three meet. Sides are zones, -1 for outside. */
export function zoneBorders(mesh: ZoneMesh, zoneOf: ZoneOf, zoneCount: number): ZoneMesh {
  const zoneAt = (unit: number) => (unit < 0 ? -1 : (zoneOf[unit] as number))
  const pieces = mesh.chains.map((chain) => ({ ...chain, left: zoneAt(chain.left), right: zoneAt(chain.right) })).filter(({ left, right }) => left !== right)
  const at = new Map<number, End[]>()
  const keyAt = ({ xs, ys }: Chain, atStart: boolean) => (atStart ? pointKey(xs[0] as number, ys[0] as number) : pointKey(xs.at(-1) as number, ys.at(-1) as number))
  pieces.forEach((piece, chain) => {
    for (const atStart of [true, false]) at.set(keyAt(piece, atStart), [...(at.get(keyAt(piece, atStart)) ?? []), { chain, atStart }])
  })
  const used = new Uint8Array(pieces.length)
  /** What goes on at the end of a chain, turned so that it begins there. */
  const onwards = (chain: Chain): { next: Chain; index: number } | undefined => {
    const ends = at.get(keyAt(chain, false)) ?? []
    if (ends.length !== 2) return undefined
    const other = ends.find((end) => !used[end.chain])
    if (!other) return undefined
    const piece = pieces[other.chain] as Chain
    const next = other.atStart ? piece : turned(piece)
    return next.left === chain.left && next.right === chain.right && next.fixed === chain.fixed && next.kept === chain.kept && next.barrier === chain.barrier ? { next, index: other.chain } : undefined
  }
  const grow = (chain: Chain): Chain => {
    const grown = { ...chain, xs: [...chain.xs], ys: [...chain.ys] }
    for (let found = onwards(grown); found; found = onwards(grown)) {
      used[found.index] = 1
      grown.xs.push(...found.next.xs.slice(1))
      grown.ys.push(...found.next.ys.slice(1))
    }
    return grown
  }
  const chains = pieces.flatMap((piece, index) => {
    if (used[index]) return []
    used[index] = 1
    return [turned(grow(turned(grow(piece))))]
  })
  return trimSpikes(straightenBorders(trimSpikes({ ...mesh, unitCount: zoneCount, chains }), straightMeters))
}
