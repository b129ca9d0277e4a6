import type { Chain } from './mesh.ts'

/** A chain as it is walked. */
export type Way = { chain: Chain; back: boolean }

export const pointKey = (x: number, y: number) => (x + 0x2000000) * 0x4000000 + (y + 0x2000000)
export const firstOf = ({ chain, back }: Way) => (back ? chain.xs.length - 1 : 0)
export const lastOf = ({ chain, back }: Way) => (back ? 0 : chain.xs.length - 1)
const keyAt = ({ chain }: Way, i: number) => pointKey(chain.xs[i] as number, chain.ys[i] as number)

/** The direction in which a way leaves its first point, or, seen backwards, its last. */
function angleAt({ chain, back }: Way, atEnd: boolean): number {
  const [from, to] = back === atEnd ? [0, 1] : [chain.xs.length - 1, chain.xs.length - 2]
  return Math.atan2((chain.ys[to] as number) - (chain.ys[from] as number), (chain.xs[to] as number) - (chain.xs[from] as number))
}

/** Of several ways on, the first one clockwise from where one came: the zone stays whole to the left. */
function onwards(way: Way, choices: readonly Way[]): Way {
  if (choices.length === 1) return choices[0] as Way
  const from = angleAt(way, true)
  const turn = (choice: Way) => { const angle = (from - angleAt(choice, false)) % (2 * Math.PI); return angle <= 0 ? angle + 2 * Math.PI : angle }
  return choices.reduce((best, choice) => (turn(choice) < turn(best) ? choice : best))
}

/** The ways around a zone, each ring as its ways in order with the zone on the left. */
export function ringWays(ways: readonly Way[]): Way[][] {
  const from = new Map<number, Way[]>()
  for (const way of ways) {
    const key = keyAt(way, firstOf(way))
    const list = from.get(key)
    if (list) list.push(way)
    else from.set(key, [way])
  }
  const rings: Way[][] = []
  const used = new Set<Way>()
  for (const begin of ways) {
    if (used.has(begin)) continue
    const ring: Way[] = []
    for (let way = begin; !used.has(way); ) {
      used.add(way)
      ring.push(way)
      way = onwards(way, (from.get(keyAt(way, lastOf(way))) as Way[]).filter((choice) => !used.has(choice) || choice === begin))
    }
    rings.push(ring)
  }
  return rings
}

/** The ways around each zone. */
export function waysOfZones(chains: readonly Chain[], zoneCount: number): Way[][] {
  const ways: Way[][] = Array.from({ length: zoneCount }, () => [])
  for (const chain of chains) {
    ways[chain.left]?.push({ chain, back: false })
    ways[chain.right]?.push({ chain, back: true })
  }
  return ways
}
