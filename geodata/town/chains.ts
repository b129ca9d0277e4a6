import type { Layout } from './layout.ts'
import { cellAcross, directed, type Plan } from './plan.ts'
import { distance, type XY } from './plane.ts'

/** Node numbers along one drawn line, end to end. */
export type Chain = { line: number; nodes: number[] }

export const edgesOf = (plan: Plan): { a: number; b: number; line: number }[] =>
  [...plan.line].map(([key, line]) => ({ a: Math.floor(key / 65536), b: key % 65536, line }))

/** The plan's edges strung together again line by line; a line that was interrupted gives several chains. */
export function chainsOf(plan: Plan): Chain[] {
  const byLine = new Map<number, Map<number, number[]>>()
  for (const { a, b, line } of edgesOf(plan)) {
    const links = byLine.get(line) ?? new Map<number, number[]>()
    byLine.set(line, links)
    links.set(a, [...(links.get(a) ?? []), b])
    links.set(b, [...(links.get(b) ?? []), a])
  }
  const chains: Chain[] = []
  for (const [line, links] of byLine) {
    const used = new Set<number>()
    const starts = [...links.keys()].toSorted((a, b) => (links.get(a) as number[]).length - (links.get(b) as number[]).length || a - b)
    for (const start of starts) {
      for (;;) {
        const nodes = [start]
        for (let node = start; ;) {
          const following = (links.get(node) as number[]).find((n) => !used.has(Math.min(node, n) * 65536 + Math.max(node, n)))
          if (following === undefined) break
          used.add(Math.min(node, following) * 65536 + Math.max(node, following))
          nodes.push(following)
          node = following
        }
        if (nodes.length < 2) break
        chains.push({ line, nodes })
      }
    }
  }
  return chains
}

/** Whether both sides of an edge are water, or one is and the town ends on the other: then a street needs a bridge. */
export function overWater(plan: Plan, water: ReadonlySet<number>, a: number, b: number): boolean {
  const [left, right] = [plan.left.get(directed(a, b)), cellAcross(plan, a, b)]
  return (left === undefined || water.has(left)) && (right === undefined || water.has(right))
}

/** Metres from the start of each line to its nodes: what house numbers count. */
export function chainages(plan: Plan, chains: readonly Chain[]): Map<number, Map<number, number>> {
  const result = new Map<number, Map<number, number>>()
  for (const { line, nodes } of chains) {
    const along = result.get(line) ?? new Map<number, number>()
    let meters = along.size === 0 ? 0 : Math.max(...along.values())
    nodes.forEach((node, i) => {
      if (i > 0) meters += distance(plan.nodes[nodes[i - 1] as number] as XY, plan.nodes[node] as XY)
      if (!along.has(node)) along.set(node, meters)
    })
    result.set(line, along)
  }
  return result
}

/** Gives lanes inside zones the name of the street they leave and the house number there: 望溪路128弄. */
export function nameLanes({ lines }: Layout, chains: readonly Chain[], along: Map<number, Map<number, number>>): void {
  const touching = new Map<number, Set<number>>()
  for (const { line, nodes } of chains) for (const node of nodes) touching.set(node, (touching.get(node) ?? new Set()).add(line))
  const taken = new Set<string>()
  let waiting = chains.filter(({ line }) => lines[line]?.inZone)
  for (let round = 0; waiting.length > 0 && round < 8; round++) {
    waiting = waiting.filter(({ line, nodes }) => {
      const ends = [nodes[0] as number, nodes.at(-1) as number]
      const options = ends.flatMap((node) => [...(touching.get(node) ?? [])].map((other) => ({ node, other })))
      const parent = options.find(({ other }) => other !== line && lines[other]?.class && lines[other]?.name.zh !== '')
      if (!parent) return true
      const street = lines[parent.other]?.name as { zh: string; en: string }
      const sub = lines[parent.other]?.inZone
      let number = Math.max(1, Math.round((along.get(parent.other)?.get(parent.node) ?? 0) / (sub ? 20 : 4)))
      while (taken.has(`${street.zh}${number}`)) number += 2
      taken.add(`${street.zh}${number}`)
      const own = lines[line] as { name: { zh: string; en: string } }
      own.name = sub
        ? { zh: `${street.zh}${number}支弄`, en: `Branch ${number}, ${street.en}` }
        : { zh: `${street.zh}${number}弄`, en: `Lane ${number}, ${street.en}` }
      return false
    })
  }
}
