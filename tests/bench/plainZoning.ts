import type { Random } from '../../geodata/random.ts'
import type { ZoningUnits } from '../../geodata/zoning/units.ts'

/**
 * A chain of recombinations as it is written first (ReCom: DeFord, Duchin & Solomon 2021, as in GerryChain): a border between two zones is drawn, the two become one, a spanning
 * tree of least random weights (Kruskal) is drawn until an edge parts it within the tolerance, one such edge is drawn, and the new plan is taken.
 */
export function plainReCom(units: ZoningUnits, start: ArrayLike<number>, tolerance: number, random: Random) {
  const zoneOf = Array.from(start)
  const zones = Math.max(...zoneOf) + 1
  const mean = units.load.reduce((sum, each) => sum + each, 0) / zones
  const edges: [number, number][] = []
  for (let a = 0; a < zoneOf.length; a++) for (let k = units.start[a]!; k < units.start[a + 1]!; k++) if (units.neighbour[k]! > a && !units.blocked[k]) edges.push([a, units.neighbour[k]!])
  const cutEdges = () => edges.filter(([a, b]) => zoneOf[a] !== zoneOf[b])
  let cut = cutEdges()
  const deviation = () => {
    const loads = Array.from({ length: zones }, () => 0)
    zoneOf.forEach((zone, unit) => (loads[zone]! += units.load[unit]!))
    return Math.max(...loads.map((load) => Math.abs(load - mean))) / mean
  }
  return {
    zoneOf,
    /** One plan within the tolerance, with its figures. */
    step(): { cutEdges: number; deviation: number } {
      const [u, v] = cut[Math.floor(random() * cut.length)]!
      const [first, second] = [zoneOf[u]!, zoneOf[v]!]
      const inside = edges.filter(([a, b]) => (zoneOf[a] === first || zoneOf[a] === second) && (zoneOf[b] === first || zoneOf[b] === second))
      const members = [...zoneOf.keys()].filter((unit) => zoneOf[unit] === first || zoneOf[unit] === second)
      for (let tries = 0; tries < 1_000; tries++) {
        const halves = balancedBranches(units, members, inside, mean, tolerance, random)
        if (halves.length === 0) continue
        const branch = new Set(halves[Math.floor(random() * halves.length)])
        for (const unit of members) zoneOf[unit] = branch.has(unit) ? first : second
        break
      }
      cut = cutEdges()
      return { cutEdges: cut.length, deviation: deviation() }
    },
  }
}

/** Units below each edge of a random tree that parts it within the tolerance. */
function balancedBranches(units: ZoningUnits, members: number[], edges: [number, number][], mean: number, tolerance: number, random: Random): number[][] {
  const drawn = edges.map((edge) => ({ edge, weight: random() })).sort((a, b) => a.weight - b.weight)
  const root = new Map(members.map((unit) => [unit, unit]))
  const find = (unit: number): number => {
    while (root.get(unit) !== unit) unit = root.get(unit)!
    return unit
  }
  const near = new Map(members.map((unit) => [unit, [] as number[]]))
  for (const { edge: [a, b] } of drawn) {
    const [ra, rb] = [find(a), find(b)]
    if (ra === rb) continue
    root.set(ra, rb)
    near.get(a)!.push(b)
    near.get(b)!.push(a)
  }
  const order = [members[0]!]
  const parent = new Map<number, number>([[members[0]!, -1]])
  for (const unit of order) for (const next of near.get(unit)!) if (!parent.has(next)) {
    parent.set(next, unit)
    order.push(next)
  }
  const load = new Map(members.map((unit) => [unit, units.load[unit]!]))
  for (const unit of order.toReversed()) if (parent.get(unit)! >= 0) load.set(parent.get(unit)!, load.get(parent.get(unit)!)! + load.get(unit)!)
  const total = load.get(order[0]!)!
  const fits = (sum: number) => Math.abs(sum - mean) <= tolerance * mean
  return order.slice(1).filter((unit) => fits(load.get(unit)!) && fits(total - load.get(unit)!)).map((top) => {
    const below = [top]
    for (const unit of below) for (const next of near.get(unit)!) if (parent.get(next) === unit) below.push(next)
    return below
  })
}

/** Greedy growth as it is written first: from the first unit that is free the nearest free neighbour joins until the target is reached; what is left too small joins the smallest zone beside it. */
export function plainGreedy(units: ZoningUnits, target: number, min: number): Int32Array {
  const zoneOf = new Int32Array(units.ids.length).fill(-1)
  const households: number[] = []
  for (let seed = 0; seed < zoneOf.length; seed++) {
    if (zoneOf[seed]! >= 0) continue
    const zone = households.length
    households.push(0)
    const frontier = new Set([seed])
    while (frontier.size > 0 && households[zone]! < target) {
      let next = -1
      let nearest = Infinity
      for (const unit of frontier) {
        const away = (units.xMeters[unit]! - units.xMeters[seed]!) ** 2 + (units.yMeters[unit]! - units.yMeters[seed]!) ** 2
        if (away < nearest) [next, nearest] = [unit, away]
      }
      frontier.delete(next)
      zoneOf[next] = zone
      households[zone]! += units.households[next]!
      for (let k = units.start[next]!; k < units.start[next + 1]!; k++) if (!units.blocked[k] && zoneOf[units.neighbour[k]!]! < 0) frontier.add(units.neighbour[k]!)
    }
  }
  for (const small of [...households.keys()].filter((zone) => households[zone]! < min)) {
    const beside = new Set<number>()
    zoneOf.forEach((zone, unit) => {
      if (zone === small) for (let k = units.start[unit]!; k < units.start[unit + 1]!; k++) if (!units.blocked[k] && zoneOf[units.neighbour[k]!] !== small) beside.add(zoneOf[units.neighbour[k]!]!)
    })
    const into = [...beside].sort((a, b) => households[a]! - households[b]!)[0]
    if (into === undefined) continue
    households[into]! += households[small]!
    households[small] = 0
    zoneOf.forEach((zone, unit) => void (zone === small && (zoneOf[unit] = into)))
  }
  return zoneOf
}
