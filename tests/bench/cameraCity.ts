import type { Footprints } from '../../geodata/camera/standOff.ts'
import type { Eye } from '../../geodata/camera/viewshed.ts'
import type { Random } from '../../geodata/random.ts'

/** Metres between the middles of two buildings: some 1,900 to the square kilometre. */
export const blockMeters = 23

/** So many turned houses on a square of blocks, and cameras in the open between them, as a town of any size has them. */
export function cameraCity(random: Random, buildings: number, cameras: number): { footprints: Footprints; eyes: Eye[]; sideMeters: number } {
  const across = Math.round(Math.sqrt(buildings))
  const footprints = Array.from({ length: across * across }, (_, i) => {
    const [x, y, turned] = [(i % across) * blockMeters + random() * 4, Math.floor(i / across) * blockMeters + random() * 4, random() * Math.PI]
    const [width, depth] = [7 + random() * 5, 5 + random() * 5]
    return [Float64Array.from([[-1, -1], [1, -1], [1, 1], [-1, 1]].flatMap(([a, b]) => [x + (a! * width * Math.cos(turned) - b! * depth * Math.sin(turned)) / 2, y + (a! * width * Math.sin(turned) + b! * depth * Math.cos(turned)) / 2]))]
  })
  const middle = () => Math.floor(random() * (across - 1)) * blockMeters + blockMeters / 2
  const eyes = Array.from({ length: cameras }, (_, i): Eye => ({ xMeters: middle() + random() * 2, yMeters: middle() + random() * 2, azimuthDegrees: random() * 360, fieldOfViewDegrees: i % 3 ? 60 + random() * 60 : 360, rangeMeters: 30 + random() * 50 }))
  return { footprints, eyes, sideMeters: across * blockMeters }
}

/** The plain way: `rays` of them, each against every wall near; the area of the fan. */
export function castArea({ xMeters, yMeters, azimuthDegrees, fieldOfViewDegrees, rangeMeters }: Eye, walls: ArrayLike<number>, rays: number): number {
  const step = (fieldOfViewDegrees * Math.PI) / 180 / rays
  const start = Math.PI / 2 - ((azimuthDegrees + fieldOfViewDegrees / 2) * Math.PI) / 180
  let area = 0
  for (let ray = 0; ray < rays; ray++) {
    const [dx, dy] = [Math.cos(start + (ray + 0.5) * step), Math.sin(start + (ray + 0.5) * step)]
    let reach = rangeMeters
    for (let i = 0; i < walls.length; i += 4) {
      const [ax, ay, ex, ey] = [walls[i]! - xMeters, walls[i + 1]! - yMeters, walls[i + 2]! - walls[i]!, walls[i + 3]! - walls[i + 1]!]
      const across = dx * ey - dy * ex
      if (across === 0) continue
      const distance = (ax * ey - ay * ex) / across
      const along = (ax * dy - ay * dx) / across
      if (distance > 0 && along >= 0 && along <= 1 && distance < reach) reach = distance
    }
    area += (reach * reach * step) / 2
  }
  return area
}

export function ringArea(ring: Float64Array): number {
  let twice = 0
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length
    twice += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!
  }
  return twice / 2
}
