import Flatbush from 'flatbush'
import type { MetersXY } from '../geometry/lngLat.ts'

/** Street pieces from junction to junction. End 2k stands at the first corner of link k, end 2k + 1 at its last one. */
export type StreetNetwork = {
  lines: readonly (readonly MetersXY[])[]
  lengths: Float64Array
  /** The node at each end. */
  nodes: Int32Array
  /** Ends at node n: `endList` from `endStart[n]` to `endStart[n + 1]`. */
  endStart: Int32Array
  endList: Int32Array
}

/** Corners this near to each other are one node, and shorter links are none. */
const NODE_METERS = 0.1

/** Links that meet where their ends share a place; of links drawn twice one is kept. Lines must already be cut where they meet. */
export function streetNetwork(given: readonly (readonly MetersXY[])[]): StreetNetwork {
  const numbers = new Map<string, number>()
  const nodeAt = ([x, y]: MetersXY): number => {
    const key = `${Math.round(x / NODE_METERS)} ${Math.round(y / NODE_METERS)}`
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, numbers.size)
    return numbers.size - 1
  }
  const roots: number[] = []
  const find = (node: number): number => (roots[node] === undefined || roots[node] === node ? node : (roots[node] = find(roots[node])))
  const seen = new Set<string>()
  const [lines, lengths, nodes]: [(readonly MetersXY[])[], number[], number[]] = [[], [], []]
  for (const line of given) {
    const corners = line.map(nodeAt)
    const length = lengthOf(line)
    const [first, last] = [corners[0] as number, corners.at(-1) as number]
    if (!(length >= NODE_METERS)) {
      if (line.length > 1) roots[find(first)] = find(last)
      continue
    }
    const key = [corners.join(' '), corners.toReversed().join(' ')].sort()[0] as string
    if (seen.has(key)) continue
    seen.add(key)
    lines.push(line)
    lengths.push(length)
    nodes.push(first, last)
  }
  return { lines, lengths: Float64Array.from(lengths), ...endsByNode(Int32Array.from(nodes, find), numbers.size) }
}

function endsByNode(nodes: Int32Array, nodeCount: number): Pick<StreetNetwork, 'nodes' | 'endStart' | 'endList'> {
  const endStart = new Int32Array(nodeCount + 1)
  for (const node of nodes) endStart[node + 1] = endStart[node + 1]! + 1
  for (let node = 0; node < nodeCount; node++) endStart[node + 1] = endStart[node + 1]! + endStart[node]!
  const next = endStart.slice()
  const endList = new Int32Array(nodes.length)
  nodes.forEach((node, end) => {
    endList[next[node]!] = end
    next[node] = next[node]! + 1
  })
  return { nodes, endStart, endList }
}

const lengthOf = (line: readonly MetersXY[]): number => line.reduce((sum, at, i) => (i ? sum + gap(at, line[i - 1] as MetersXY) : 0), 0)
const gap = (a: MetersXY, b: MetersXY) => Math.hypot(a[0] - b[0], a[1] - b[1])

export type OnStreet = { link: number; /** From the link's first corner, along it. */ alongMeters: number; awayMeters: number }

/** Finds the nearest place on a link within reach, the first link of equally near ones. */
export function streetSnapper({ lines }: Pick<StreetNetwork, 'lines'>, snapMeters: number): (xMeters: number, yMeters: number) => OnStreet | null {
  const pieces = lines.reduce((sum, line) => sum + line.length - 1, 0)
  if (pieces === 0) return () => null
  const index = new Flatbush(pieces)
  const [ends, starts, linkOf] = [new Float64Array(pieces * 4), new Float64Array(pieces), new Uint32Array(pieces)]
  lines.forEach((line, link) => {
    let along = 0
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1] as MetersXY, line[i] as MetersXY]
      const piece = index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]))
      ends.set([...a, ...b], piece * 4)
      starts[piece] = along
      linkOf[piece] = link
      along += gap(a, b)
    }
  })
  index.finish()
  return (x, y) => {
    let best: OnStreet | null = null
    for (const piece of index.search(x - snapMeters, y - snapMeters, x + snapMeters, y + snapMeters)) {
      const [ax, ay, bx, by] = ends.subarray(piece * 4, piece * 4 + 4) as unknown as [number, number, number, number]
      const squared = (bx - ax) ** 2 + (by - ay) ** 2
      const share = squared > 0 ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared)) : 0
      const awayMeters = Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))
      const link = linkOf[piece] as number
      if (awayMeters > snapMeters || (best && (awayMeters > best.awayMeters || (awayMeters === best.awayMeters && link >= best.link)))) continue
      best = { link, alongMeters: starts[piece]! + share * Math.sqrt(squared), awayMeters }
    }
    return best
  }
}
