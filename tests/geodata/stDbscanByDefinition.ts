import type { StDbscanOptions } from '../../geodata/analysis/stDbscan.ts'

export type Point = [x: number, y: number, t: number]

/** The definition, pair by pair: cores by counting, clusters by flooding from core to core, borders to their nearest core. */
export function byDefinition(points: Point[], { radiusMeters, windowMs, minPoints }: StDbscanOptions) {
  const isNear = (a: Point, b: Point) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 <= radiusMeters ** 2 && Math.abs(a[2] - b[2]) <= windowMs
  const neighbours = points.map((a) => points.flatMap((b, j) => (isNear(a, b) ? [j] : [])))
  const isCore = neighbours.map((list) => list.length >= minPoints)
  const labels = points.map(() => -1)
  let clusterCount = 0
  points.forEach((_, i) => {
    if (!isCore[i] || labels[i] !== -1) return
    const queue = [i]
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (labels[next] !== -1) continue
      labels[next] = clusterCount
      queue.push(...(neighbours[next] as number[]).filter((j) => isCore[j]))
    }
    clusterCount++
  })
  points.forEach((a, i) => {
    if (isCore[i]) return
    const cores = (neighbours[i] as number[]).filter((j) => isCore[j])
    const key = (j: number) => {
      const b = points[j] as Point
      return [(a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2, Math.abs(a[2] - b[2]), j] as const
    }
    cores.sort((j, k) => key(j)[0] - key(k)[0] || key(j)[1] - key(k)[1] || j - k)
    if (cores[0] !== undefined) labels[i] = labels[cores[0]] as number
  })
  return { labels, isCore: isCore.map(Number), clusterCount }
}
