import { convolveGrid } from './convolveGrid.ts'
import type { Kernel } from './kernel.ts'
import type { DensityGrid, DensityPoints } from './kernelDensity.ts'

/** The kernel is sampled this often per bandwidth where its integral over a cell is taken. */
const SAMPLES_PER_BANDWIDTH = 12

/** The share of a kernel's mass that lies inside the study area, for a kernel at the middle of each cell: 1 far from every edge. */
export function massInside({ cellMeters, columns, rows, mask }: Omit<DensityGrid, 'origin'>, kernel: Kernel, bandwidthMeters: number): Float64Array {
  const samples = Math.min(25, Math.ceil((SAMPLES_PER_BANDWIDTH * cellMeters) / bandwidthMeters) | 1)
  const scale = (cellMeters / bandwidthMeters) ** 2
  const reach = Math.floor((kernel.reach * bandwidthMeters) / cellMeters + 0.5)
  const cellMass = (dx: number, dy: number) => {
    let sum = 0
    for (let j = 0; j < samples; j++) {
      const north = (dy + (j + 0.5) / samples - 0.5) ** 2
      for (let i = 0; i < samples; i++) sum += kernel.at((north + (dx + (i + 0.5) / samples - 0.5) ** 2) * scale)
    }
    return sum
  }
  let total = 0
  for (let dy = 0; dy <= reach; dy++) for (let dx = 0; dx <= reach; dx++) total += cellMass(dx, dy) * (dx > 0 ? 2 : 1) * (dy > 0 ? 2 : 1)
  const inside = Float64Array.from(mask)
  convolveGrid(inside, new Float64Array(inside.length), { columns, rows }, { reach, at: (dx, dy) => cellMass(dx, dy) / total })
  return inside
}

/** The same for kernels at points of the study area, between the middles of the four nearest cells. */
export function massAt({ xMeters, yMeters }: DensityPoints, { cellMeters, columns, rows, origin }: DensityGrid, mass: Float64Array): Float64Array {
  return Float64Array.from({ length: xMeters.length }, (_, i) => {
    const x = Math.min(columns - 1, Math.max(0, ((xMeters[i] as number) - origin[0]) / cellMeters - 0.5))
    const y = Math.min(rows - 1, Math.max(0, ((yMeters[i] as number) - origin[1]) / cellMeters - 0.5))
    const [west, south] = [Math.min(columns - 1, Math.floor(x)), Math.min(rows - 1, Math.floor(y))]
    const [east, north] = [Math.min(columns - 1, west + 1), Math.min(rows - 1, south + 1)]
    const [f, g] = [x - west, y - south]
    const low = mass[south * columns + west]! * (1 - f) + mass[south * columns + east]! * f
    const high = mass[north * columns + west]! * (1 - f) + mass[north * columns + east]! * f
    return low * (1 - g) + high * g
  })
}
