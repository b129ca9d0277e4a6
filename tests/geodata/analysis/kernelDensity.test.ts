import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convolveGrid } from '../../../geodata/analysis/convolveGrid.ts'
import { createFft, fftLength } from '../../../geodata/analysis/fft.ts'
import { kernels, ruleOfThumbMeters, type KernelId } from '../../../geodata/analysis/kernel.ts'
import { kernelDensity, type DensityGrid, type DensityOptions } from '../../../geodata/analysis/kernelDensity.ts'
import { massInside } from '../../../geodata/analysis/massInside.ts'
import { createRandom, normal, type Random } from '../../../geodata/random.ts'

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + (Number.isNaN(b) ? 0 : b), 0)
/** A round study area of cells of 100 m, and clustered points in it. */
function disc(side: number): DensityGrid {
  const mask = Uint8Array.from({ length: side * side }, (_, i) => (((i % side) - side / 2 + 0.5) ** 2 + (Math.floor(i / side) - side / 2 + 0.5) ** 2 <= (side / 2) ** 2 ? 1 : 0))
  return { cellMeters: 100, columns: side, rows: side, origin: [300, -500], mask }
}
function clustered(random: Random, count: number, { cellMeters, columns, rows, origin, mask }: DensityGrid) {
  const middles = Array.from({ length: 6 }, () => [random() * columns, random() * rows, 0.5 + random() * 4] as const)
  const [xMeters, yMeters] = [new Float64Array(count), new Float64Array(count)]
  for (let i = 0; i < count; ) {
    const middle = random() < 0.3 ? undefined : middles[Math.floor(random() * 6)]
    const [x, y] = middle ? [normal(random, middle[0], middle[2]), normal(random, middle[1], middle[2])] : [random() * columns, random() * rows]
    if (!(x >= 0 && x < columns && y >= 0 && y < rows && mask[Math.floor(y) * columns + Math.floor(x)])) continue
    xMeters[i] = origin[0] + x * cellMeters
    yMeters[i++] = origin[1] + y * cellMeters
  }
  return { xMeters, yMeters }
}
/** Root mean square of the difference over that of the second. */
function difference(ours: Float64Array, theirs: Float64Array): number {
  let [gaps, squares] = [0, 0]
  theirs.forEach((value, i) => {
    if (Number.isNaN(value)) return
    gaps += (ours[i]! - value) ** 2
    squares += value ** 2
  })
  return Math.sqrt(gaps / squares)
}
/** The definition, with the kernel's mass inside summed over 25 squares of each cell of the study area. */
function byDefinition({ xMeters, yMeters }: ReturnType<typeof clustered>, grid: DensityGrid, { kernel, bandwidthMeters: h, edge }: DensityOptions, cell: number): number {
  const k = (dx: number, dy: number) => kernels[kernel].at((dx * dx + dy * dy) / h ** 2) / h ** 2
  const parts = 5
  const massAt = (x: number, y: number) => {
    let mass = 0
    grid.mask.forEach((inside, other) => {
      if (!inside) return
      const [west, south] = [grid.origin[0] + (other % grid.columns) * grid.cellMeters, grid.origin[1] + Math.floor(other / grid.columns) * grid.cellMeters]
      for (let i = 0; i < parts * parts; i++) mass += k(west + (((i % parts) + 0.5) / parts) * grid.cellMeters - x, south + ((Math.floor(i / parts) + 0.5) / parts) * grid.cellMeters - y) * (grid.cellMeters / parts) ** 2
    })
    return mass
  }
  const [x, y] = [grid.origin[0] + ((cell % grid.columns) + 0.5) * grid.cellMeters, grid.origin[1] + (Math.floor(cell / grid.columns) + 0.5) * grid.cellMeters]
  const all = xMeters.reduce((total, px, i) => {
    const value = k(px - x, yMeters[i]! - y)
    return total + (value === 0 ? 0 : edge === 'perEvent' ? value / massAt(px, yMeters[i]!) : value)
  }, 0)
  return edge === 'uniform' ? all / massAt(x, y) : all
}

describe('kernel density', () => {
  it.each([['quartic', 'uniform'], ['quartic', 'perEvent'], ['quartic', 'none'], ['gaussian', 'uniform']] as const)('%s, edge %s: is what its definition says, in the middle and at the edge', (kernel, edge) => {
    const grid = disc(24)
    const points = clustered(createRandom(5), 150, grid)
    const options: DensityOptions = { kernel, bandwidthMeters: kernel === 'quartic' ? 450 : 200, edge }
    const { perSquareMeter, sum: how } = kernelDensity(points, grid, options)
    expect(how).toBe('exact')
    const peak = perSquareMeter.reduce((a, b) => (b > a ? b : a), 0)
    for (const cell of [12, 300, 290, 12 * 24, 4 * 24 + 3, 23 * 24 + 11]) expect(Math.abs(perSquareMeter[cell]! - byDefinition(points, grid, options, cell)) / peak).toBeLessThan(2e-3)
  })
  it('binned is within 0.3 % of exact for every kernel, edge and bandwidth, within 0.1 % for many points', () => {
    const grid = disc(64)
    const random = createRandom(7)
    for (const [kernel, bandwidthMeters] of [['quartic', 150], ['quartic', 300], ['quartic', 610], ['quartic', 2000], ['gaussian', 150], ['gaussian', 400]] as [KernelId, number][]) {
      for (const edge of ['none', 'uniform', 'perEvent'] as const) {
        const points = clustered(random, 2000, grid)
        const [binned, exact] = (['binned', 'exact'] as const).map((how) => kernelDensity(points, grid, { kernel, bandwidthMeters, edge, sum: how }).perSquareMeter)
        expect(difference(binned!, exact!), `${kernel} ${bandwidthMeters} ${edge}`).toBeLessThan(3e-3)
      }
    }
    const many = clustered(random, 50_000, grid)
    expect(difference(kernelDensity(many, grid, { kernel: 'quartic', bandwidthMeters: 700, edge: 'uniform', sum: 'binned' }).perSquareMeter, kernelDensity(many, grid, { kernel: 'quartic', bandwidthMeters: 700, edge: 'uniform', sum: 'exact' }).perSquareMeter)).toBeLessThan(1e-3)
  })
  it('corrected by event it adds up to the number of events, without correction it loses what lies outside', () => {
    const grid = disc(40)
    const points = clustered(createRandom(9), 3000, grid)
    const total = (edge: DensityOptions['edge']) => sum(kernelDensity(points, grid, { kernel: 'quartic', bandwidthMeters: 900, edge }).perSquareMeter) * 100 ** 2
    expect(Math.abs(total('perEvent') / 3000 - 1)).toBeLessThan(1e-3)
    expect(total('none')).toBeLessThan(2900)
  })
  it('of points strewn evenly is even to the very edge', () => {
    const grid = disc(30)
    const every = Array.from({ length: 300 * 300 }, (_, i) => [grid.origin[0] + ((i % 300) + 0.5) * 10, grid.origin[1] + (Math.floor(i / 300) + 0.5) * 10] as const)
    const inside = every.filter(([x, y]) => grid.mask[Math.floor((y - grid.origin[1]) / 100) * 30 + Math.floor((x - grid.origin[0]) / 100)])
    const { perSquareMeter } = kernelDensity({ xMeters: inside.map(([x]) => x), yMeters: inside.map(([, y]) => y) }, grid, { kernel: 'quartic', bandwidthMeters: 500, edge: 'uniform' })
    for (let cell = 0; cell < 900; cell++) if (grid.mask[cell]) expect(perSquareMeter[cell]! * 100).toBeCloseTo(1, 2)
  })
  it('says nothing outside of the study area and exactly 0 where no event reaches', () => {
    const grid = disc(64)
    const { perSquareMeter } = kernelDensity({ xMeters: [3500], yMeters: [2700] }, grid, { kernel: 'quartic', bandwidthMeters: 700, edge: 'uniform', sum: 'binned' })
    expect(perSquareMeter[0]).toBeNaN()
    expect(perSquareMeter[32]).toBe(0)
    expect(perSquareMeter.every((value, cell) => (grid.mask[cell] ? value >= 0 : Number.isNaN(value)))).toBe(true)
  })
  it('takes a bandwidth wider than the area, and names one that is none', () => {
    const grid = disc(10)
    const points = clustered(createRandom(1), 50, grid)
    const wide = kernelDensity(points, grid, { kernel: 'quartic', bandwidthMeters: 1e5, edge: 'uniform' }).perSquareMeter
    expect(sum(wide) * 100 ** 2).toBeCloseTo(50, 0)
    for (const bandwidthMeters of [0, -1, NaN, Infinity]) expect(() => kernelDensity(points, grid, { kernel: 'quartic', bandwidthMeters, edge: 'none' })).toThrow('bandwidthMeters is')
  })
})

describe('kernels', () => {
  it.each(['quartic', 'gaussian'] as const)('%s integrates to 1 and has the standard deviation it says', (id) => {
    const { at, reach, standardDeviation } = kernels[id]
    let [mass, second] = [0, 0]
    const step = reach / 2000
    for (let r = step / 2; r < reach; r += step) {
      mass += at(r * r) * 2 * Math.PI * r * step
      second += at(r * r) * Math.PI * r ** 3 * step
    }
    expect(mass).toBeCloseTo(1, 4)
    expect(Math.sqrt(second)).toBeCloseTo(standardDeviation, 3)
  })
  it('rule of thumb: the formula of Silverman 1986 (4.14) for both kernels, nothing at one place', () => {
    const [x, y] = [[0, 600, 300, 300], [0, 0, 400, -400]]
    const spread = Math.sqrt((60_000 + 320_000 / 3) / 2)
    expect(ruleOfThumbMeters(x, y, kernels.gaussian)).toBeCloseTo(spread * 4 ** (-1 / 6), 6)
    expect(ruleOfThumbMeters(x, y, kernels.quartic)).toBeCloseTo(2.78 * spread * 4 ** (-1 / 6), 6)
    // (4.14) for the quartic: h^6 = d beta alpha^-2 / integral of the squared Laplacian of the normal, times sigma^6 / n.
    expect((2 * (9 / (5 * Math.PI)) * 64 * 2 * Math.PI) ** (1 / 6)).toBeCloseTo(kernels.quartic.ruleOfThumb, 2)
    expect(ruleOfThumbMeters([5, 5, 5], [1, 1, 1], kernels.quartic)).toBe(0)
  })
  it('mass inside a half plane is a half at the border cell\'s outer side, and 1 far inside', () => {
    const mass = massInside({ cellMeters: 10, columns: 80, rows: 80, mask: new Uint8Array(6400).fill(1) }, kernels.quartic, 200)
    expect(mass[40 * 80 + 40]).toBeCloseTo(1, 12)
    expect((mass[40 * 80]! * 3 - mass[40 * 80 + 1]!) / 2).toBeCloseTo(0.5, 2)
    expect(massInside({ cellMeters: 10, columns: 80, rows: 80, mask: new Uint8Array(6400).fill(1) }, kernels.quartic, 200)[0]).toBeCloseTo(0.29, 1)
  })
})

describe('transform and convolution', () => {
  it('of any length it offers is the sum that defines it, and turns back', () => {
    const random = createRandom(2)
    for (const length of [2, 4, 6, 12, 18, 48, 54, 108]) {
      const [real, imaginary] = [0, 1].map(() => Float64Array.from({ length: length * 3 }, () => random() - 0.5)) as [Float64Array, Float64Array]
      const [re, im] = [real.slice(), imaginary.slice()]
      createFft(length, 3).transform(re, im, 3)
      for (let b = 0; b < 3; b++) {
        const k = Math.floor(random() * length)
        let [sumR, sumI] = [0, 0]
        for (let t = 0; t < length; t++) {
          const turn = (-2 * Math.PI * ((k * t) % length)) / length
          sumR += real[t * 3 + b]! * Math.cos(turn) - imaginary[t * 3 + b]! * Math.sin(turn)
          sumI += real[t * 3 + b]! * Math.sin(turn) + imaginary[t * 3 + b]! * Math.cos(turn)
        }
        expect(re[k * 3 + b]).toBeCloseTo(sumR, 10)
        expect(im[k * 3 + b]).toBeCloseTo(sumI, 10)
      }
      createFft(length, 3).transform(im, re, 3)
      re.forEach((value, i) => expect(value / length).toBeCloseTo(real[i]!, 12))
    }
    expect([fftLength(1), fftLength(5), fftLength(500), fftLength(513)]).toEqual([2, 6, 512, 576])
    expect(() => createFft(10)).toThrow('length 10')
  })
  it('of two grids at once is what summing gives, for any size and reach', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 23 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 30 }), fc.integer(), (columns, rows, reach, seed) => {
        const random = createRandom(seed)
        const [first, second] = [0, 1].map(() => Float64Array.from({ length: columns * rows }, random)) as [Float64Array, Float64Array]
        const at = (dx: number, dy: number) => (dx <= reach && dy <= reach ? 1 / (1 + dx + 2 * dy) : 0)
        const plain = (grid: Float64Array, cell: number) => grid.reduce((total, value, other) => total + value * at(Math.abs((other % columns) - (cell % columns)), Math.abs(Math.floor(other / columns) - Math.floor(cell / columns))), 0)
        const cell = Math.floor(random() * columns * rows)
        const expected = [plain(first, cell), plain(second, cell)]
        convolveGrid(first, second, { columns, rows }, { reach, at })
        expect(first[cell]).toBeCloseTo(expected[0]!, 9)
        expect(second[cell]).toBeCloseTo(expected[1]!, 9)
      }),
      { numRuns: 60 },
    )
  })
})
