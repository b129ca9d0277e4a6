import type { ZoneOf, ZoningUnits } from './units.ts'

type Arc = { to: number; gain: number }

/**
 * The same zones with the numbers of today's under which the fewest households change theirs: an assignment of parts to names, the largest shares
 * first, improved along cycles of exchanges until none gains (Klein 1967). A part without a name is numbered from `named` on, in order of its first unit.
 */
export function keepIdentity({ households }: Pick<ZoningUnits, 'households'>, today: ZoneOf, named: number, zoneOf: ZoneOf): ZoneOf {
  const parts = new Map<number, number>()
  const part = Int32Array.from(zoneOf, (zone) => {
    if (!parts.has(zone)) parts.set(zone, parts.size)
    return parts.get(zone) as number
  })
  const count = parts.size
  const shared: Map<number, number>[] = Array.from({ length: count }, () => new Map())
  part.forEach((number, unit) => {
    const home = today[unit] as number
    // A little for each unit, so that zones without households keep their names too.
    if (home >= 0) shared[number]?.set(home, (shared[number].get(home) ?? 0) + (households[unit] as number) + 1e-6)
  })
  const given = Int32Array.from(parts.keys(), (zone) => (zone < named ? zone : -1))
  const greedy = largestFirst(shared, named)
  const kept = (names: Int32Array) => names.reduce((sum, name, number) => sum + (shared[number]?.get(name) ?? 0), 0)
  const nameOf = kept(greedy) > kept(given) ? greedy : given
  for (let round = 0; round < 4 * (count + named) && exchange(nameOf, shared, named); round++);
  let next = named
  for (let number = 0; number < count; number++) if (nameOf[number] === -1) nameOf[number] = next++
  return Int32Array.from(part, (number) => nameOf[number] as number)
}

function largestFirst(shared: readonly Map<number, number>[], named: number): Int32Array {
  const nameOf = new Int32Array(shared.length).fill(-1)
  const taken = new Uint8Array(named)
  for (const [part, name] of shared.flatMap((homes, part) => Array.from(homes, ([name, households]) => [part, name, households] as const)).toSorted((a, b) => b[2] - a[2])) {
    if (nameOf[part] !== -1 || taken[name]) continue
    nameOf[part] = name
    taken[name] = 1
  }
  return nameOf
}

/** Carries out one cycle of exchanges that gains; false where there is none. Nodes: parts, names nobody has, and one for "no name". */
function exchange(nameOf: Int32Array, shared: readonly Map<number, number>[], named: number): boolean {
  const count = nameOf.length
  const nobody = count + named
  const owner = new Int32Array(named).fill(-1)
  nameOf.forEach((name, part) => name >= 0 && (owner[name] = part))
  const arcs: Arc[][] = Array.from({ length: nobody + 1 }, () => [])
  for (let part = 0; part < count; part++) {
    const own = shared[part]?.get(nameOf[part] as number) ?? 0
    for (const [name, households] of shared[part] as Map<number, number>) if (name !== nameOf[part]) arcs[part]?.push({ to: owner[name] === -1 ? count + name : (owner[name] as number), gain: households - own })
    arcs[part]?.push({ to: nobody, gain: -own })
    arcs[nobody]?.push({ to: part, gain: 0 })
  }
  for (let name = 0; name < named; name++) if (owner[name] === -1) arcs[count + name]?.push({ to: nobody, gain: 0 })
  const cycle = gainingCycle(arcs)
  if (!cycle) return false
  const names = nameOf.slice()
  cycle.forEach((node, i) => {
    const next = cycle[(i + 1) % cycle.length] as number
    if (node < count) nameOf[node] = next === nobody ? -1 : next >= count ? next - count : (names[next] as number)
  })
  return true
}

/** Bellman & Ford over negated gains: the nodes of a cycle of positive gain, in order of its arcs. It shows among the nodes' predecessors long before every round is made. */
function gainingCycle(arcs: readonly Arc[][]): number[] | undefined {
  const best = new Float64Array(arcs.length)
  const from = new Int32Array(arcs.length).fill(-1)
  for (let round = 0; ; round++) {
    let changed = false
    arcs.forEach((list, node) => {
      for (const { to, gain } of list) {
        if ((best[node] as number) + gain <= (best[to] as number) + 1e-9) continue
        best[to] = (best[node] as number) + gain
        from[to] = node
        changed = true
      }
    })
    if (!changed) return undefined
    const cycle = cycleAmong(from)
    if (cycle) return cycle
  }
}

/** Every node has at most one predecessor: a way back that meets itself is a cycle. */
function cycleAmong(from: Int32Array): number[] | undefined {
  const seen = new Int32Array(from.length).fill(-1)
  for (let start = 0; start < from.length; start++) {
    let node = start
    while (node !== -1 && seen[node] === -1) {
      seen[node] = start
      node = from[node] as number
    }
    if (node === -1 || seen[node] !== start) continue
    const cycle = [node]
    for (let back = from[node] as number; back !== node; back = from[back] as number) cycle.unshift(back)
    return cycle
  }
  return undefined
}
