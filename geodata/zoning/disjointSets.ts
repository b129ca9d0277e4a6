/** Sets that are joined step by step (union and find with path halving); the smallest member speaks for its set. */
export function disjointSets(count: number): { of(member: number): number; join(a: number, b: number): void } {
  const parent = Int32Array.from({ length: count }, (_, i) => i)
  const of = (member: number): number => {
    while (parent[member] !== member) member = parent[member] = parent[parent[member] as number] as number
    return member
  }
  const join = (a: number, b: number) => {
    const [low, high] = [Math.min(of(a), of(b)), Math.max(of(a), of(b))]
    parent[high] = low
  }
  return { of, join }
}
