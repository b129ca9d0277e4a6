import type { ZoneOf, ZoningUnits } from './units.ts'

type Arc = { to: number; gain: number }

/**
 * The same zones with the numbers of today's under which the fewest households change theirs: an assignment of parts to names, improved along
 * cycles of exchanges until none gains (Klein 1967). A part without a name is numbered from `named` on, in order of its first unit.
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
  const nameOf = Int32Array.from(parts.keys(), (zone) => (zone < named ? zone : -1))
  for (let round = 0; round < 4 * (count + named) && exchange(nameOf, shared, named); round++);
  let next = named
  for (let number = 0; number < count; number++) if (nameOf[number] === -1) nameOf[number] = next++
  return Int32Array.from(part, (number) => nameOf[number] as number)
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

/** Bellman & Ford over negated gains: the nodes of a cycle of positive gain, in order of its arcs. */
function gainingCycle(arcs: readonly Arc[][]): number[] | undefined {
  const best = new Float64Array(arcs.length)
  const from = new Int32Array(arcs.length).fill(-1)
  let changed = -1
  for (let round = 0; round <= arcs.length; round++) {
    changed = -1
    arcs.forEach((list, node) => {
      for (const { to, gain } of list) {
        if ((best[node] as number) + gain <= (best[to] as number) + 1e-9) continue
        best[to] = (best[node] as number) + gain
        from[to] = node
        changed = to
      }
    })
    if (changed === -1) return undefined
  }
  let node = changed
  for (let step = 0; step < arcs.length; step++) node = from[node] as number
  const cycle = [node]
  for (let back = from[node] as number; back !== node; back = from[back] as number) cycle.unshift(back)
  return cycle
}
