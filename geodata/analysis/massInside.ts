import { withLaplacian } from './binPoints.ts'
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
export function massAt({ xMeters, yMeters }: DensityPoints, grid: DensityGrid, kernel: Kernel, bandwidthMeters: number): Float64Array {
  const { cellMeters, origin } = grid
  const { columns, rows, mask } = withRim(grid)
  // Between the middles of cells the share bends by half of f (1 - f) of its second difference, on average a twelfth.
  const mass = withLaplacian(massInside({ cellMeters, columns, rows, mask }, kernel, bandwidthMeters), columns, -1 / 12)
  return Float64Array.from({ length: xMeters.length }, (_, i) => {
    const x = ((xMeters[i] as number) - origin[0]) / cellMeters + RIM - 0.5
    const y = ((yMeters[i] as number) - origin[1]) / cellMeters + RIM - 0.5
    const [f, g] = [x - Math.floor(x), y - Math.floor(y)]
    const at = Math.floor(y) * columns + Math.floor(x)
    return (mass[at]! * (1 - f) + mass[at + 1]! * f) * (1 - g) + (mass[at + columns]! * (1 - f) + mass[at + columns + 1]! * f) * g
  })
}

/** Points in the outer half of a cell at the rim lie between its middle and that of a cell outside. */
const RIM = 2

function withRim({ columns, rows, mask }: DensityGrid) {
  const wide = columns + 2 * RIM
  const padded = new Uint8Array(wide * (rows + 2 * RIM))
  for (let row = 0; row < rows; row++) padded.set(mask.subarray(row * columns, (row + 1) * columns), (row + RIM) * wide + RIM)
  return { columns: wide, rows: rows + 2 * RIM, mask: padded }
}
