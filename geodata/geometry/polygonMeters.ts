import type { MetersXY } from './lngLat.ts'

type Polygon = readonly (readonly (readonly MetersXY[])[])[]

/** Around all outer rings: [west, south, east, north]; infinite the wrong way round where there is no point. */
export function boxMeters(polygon: Polygon): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [outer = []] of polygon)
    for (const [x, y] of outer) {
      box[0] = Math.min(box[0], x)
      box[1] = Math.min(box[1], y)
      box[2] = Math.max(box[2], x)
      box[3] = Math.max(box[3], y)
    }
  return box
}

/** Square metres in the plane, holes taken off; the direction of rings does not matter. */
export const squareMeters = (polygon: Polygon): number => polygon.reduce((sum, part) => sum + part.reduce((area, ring, i) => area + (i === 0 ? 1 : -1) * Math.abs(ringSums(ring).area), 0), 0)

/** The centre of mass of a polygon; of one without area the mean of its points. */
export function centroidMeters(polygon: Polygon): MetersXY {
  let [area, x, y] = [0, 0, 0]
  for (const part of polygon)
    part.forEach((ring, i) => {
      const sums = ringSums(ring)
      const sign = (i === 0 ? 1 : -1) * Math.sign(sums.area)
      area += sign * sums.area
      x += sign * sums.x
      y += sign * sums.y
    })
  if (area > 0) return [x / area, y / area]
  const points = polygon.flat(2)
  return [points.reduce((sum, at) => sum + at[0], 0) / points.length, points.reduce((sum, at) => sum + at[1], 0) / points.length]
}

/** Signed area and area times centre, reckoned around the first corner, or small rings far from the origin lose their digits. */
function ringSums(ring: readonly MetersXY[]): { area: number; x: number; y: number } {
  const [originX, originY] = ring[0] ?? [0, 0]
  let [twice, x, y] = [0, 0, 0]
  for (let i = 1; i < ring.length; i++) {
    const [x0, y0] = [(ring[i - 1] as MetersXY)[0] - originX, (ring[i - 1] as MetersXY)[1] - originY]
    const [x1, y1] = [(ring[i] as MetersXY)[0] - originX, (ring[i] as MetersXY)[1] - originY]
    const cross = x0 * y1 - x1 * y0
    twice += cross
    x += (x0 + x1) * cross
    y += (y0 + y1) * cross
  }
  return { area: twice / 2, x: x / 6 + (originX * twice) / 2, y: y / 6 + (originY * twice) / 2 }
}

/** Whether a point lies in a polygon, as `pointInPolygon` has it for degrees: of two areas with a common edge it lies in one. */
export function isInPolygonMeters(x: number, y: number, polygon: Polygon): boolean {
  return polygon.some((rings) => {
    let inside = false
    for (const ring of rings)
      for (let i = 1; i < ring.length; i++) {
        let [low, high] = [ring[i - 1] as MetersXY, ring[i] as MetersXY]
        if (low[1] > high[1]) [low, high] = [high, low]
        if (y < low[1] || y >= high[1]) continue
        if (x < low[0] + ((high[0] - low[0]) * (y - low[1])) / (high[1] - low[1])) inside = !inside
      }
    return inside
  })
}
