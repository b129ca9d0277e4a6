export type Parts = { /** Node -> its part. */ of: Int32Array; /** Nodes of each part, most first. */ sizes: Int32Array }

/** Connected parts, direction left aside (union by halving of paths). */
export function connectedParts(nodeCount: number, edgeFrom: Int32Array, edgeTo: Int32Array): Parts {
  const roots = Int32Array.from({ length: nodeCount }, (_, node) => node)
  const find = (node: number): number => {
    while (roots[node] !== node) node = roots[node] = roots[roots[node]!]!
    return node
  }
  for (let edge = 0; edge < edgeFrom.length; edge++) roots[find(edgeFrom[edge]!)] = find(edgeTo[edge]!)
  return bySize(roots.map((_, node) => find(node)))
}

/** Strongly connected parts: there and back (Tarjan 1972, without recursion). */
export function strongParts(nodeCount: number, arcStart: Int32Array, arcNode: Int32Array): Parts {
  const [order, low, of] = [new Int32Array(nodeCount).fill(-1), new Int32Array(nodeCount), new Int32Array(nodeCount).fill(-1)]
  const next = arcStart.slice(0, nodeCount)
  const [stack, path]: [number[], number[]] = [[], []]
  let [seen, parts] = [0, 0]
  const enter = (node: number) => {
    order[node] = low[node] = seen++
    stack.push(node)
    path.push(node)
  }
  const leave = (node: number) => {
    path.pop()
    if (low[node] === order[node]) {
      for (let member = -1; member !== node; ) of[(member = stack.pop()!)] = parts
      parts++
    }
    const above = path.at(-1)
    if (above !== undefined) low[above] = Math.min(low[above]!, low[node]!)
  }
  for (let root = 0; root < nodeCount; root++) {
    if (order[root] === -1) enter(root)
    while (path.length > 0) {
      const node = path.at(-1)!
      if (next[node]! >= arcStart[node + 1]!) {
        leave(node)
        continue
      }
      const to = arcNode[next[node]!++]!
      if (order[to] === -1) enter(to)
      else if (of[to] === -1) low[node] = Math.min(low[node]!, order[to]!)
    }
  }
  return bySize(of)
}

function bySize(labels: Int32Array): Parts {
  const counts = new Map<number, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const numbers = new Map(sorted.map(([label], i) => [label, i]))
  return { of: labels.map((label) => numbers.get(label)!), sizes: Int32Array.from(sorted, ([, size]) => size) }
}
