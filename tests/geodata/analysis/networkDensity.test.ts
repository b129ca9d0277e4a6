import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lixelLines, lixelsOf } from '../../../geodata/analysis/lixels.ts'
import { networkDensity, type NetworkOptions, type Split } from '../../../geodata/analysis/networkDensity.ts'
import { streetNetwork, streetSnapper, type StreetNetwork } from '../../../geodata/analysis/streetNetwork.ts'
import type { MetersXY } from '../../../geodata/geometry/lngLat.ts'

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0)
/** The definition: every path followed by itself, the kernel taken at the middle of short lixels. */
function byPaths(network: StreetNetwork, lixelMeters: number, link: number, along: number, { bandwidthMeters: h, split, deadEnds }: NetworkOptions): number[][] {
  const kernel = (d: number) => (d < h ? (15 / (16 * h)) * (1 - (d / h) ** 2) ** 2 : 0)
  const lixels = lixelsOf(network, lixelMeters)
  const density = Array.from(network.lengths, (_, k) => Array.from({ length: lixels.start[k + 1]! - lixels.start[k]! }, () => 0))
  const add = (k: number, way: (t: number) => number, weight: number) => density[k]!.forEach((_, i) => (density[k]![i]! += weight * kernel(way((i + 0.5) * lixels.meters[k]!))))
  const walk = (end: number, weight: number, way: number) => {
    if (way >= h) return
    const there = [...network.nodes.keys()].filter((other) => network.nodes[other] === network.nodes[end])
    for (const next of there) {
      const share = there.length === 1 ? (deadEnds === 'reflect' ? 1 : 0) : split === 'continuous' ? 2 / there.length - (next === end ? 1 : 0) : next === end ? 0 : 1 / (there.length - 1)
      if (share === 0) continue
      const length = network.lengths[next >> 1]!
      add(next >> 1, (t) => way + (next & 1 ? length - t : t), weight * share)
      walk(next ^ 1, weight * share, way + length)
    }
  }
  add(link, (t) => Math.abs(t - along), 1)
  walk(2 * link, 1, along)
  walk(2 * link + 1, 1, network.lengths[link]! - along)
  return density
}

const lattice = (side: number, meters: number): MetersXY[][] =>
  Array.from({ length: side }, (_, i) => Array.from({ length: side - 1 }, (__, j): MetersXY[][] => [[[i * meters, j * meters], [i * meters, (j + 1) * meters]], [[j * meters, i * meters], [(j + 1) * meters, i * meters]]]).flat()).flat()

describe('equal-split kernel density on streets', () => {
  const crooked = streetNetwork([...lattice(4, 40), [[0, 0], [-35, -10]], [[120, 120], [140, 150], [120, 150], [120, 120]], [[40, 40], [80, 80]]])
  for (const split of ['discontinuous', 'continuous'] as Split[]) {
    for (const deadEnds of ['reflect', 'stop'] as const) {
      it(`${split}, dead ends ${deadEnds}: gives what following every path gives`, () => {
        const options: NetworkOptions = { bandwidthMeters: 150, split, deadEnds }
        for (const [link, along] of [[0, 7], [24, 12], [25, 0], [26, 33.3]] as const) {
          const lixels = lixelsOf(crooked, 0.5)
          const found = networkDensity(crooked, lixels, { links: [link], alongMeters: [along] }, options)
          const expected = byPaths(crooked, 0.5, link, along, options).flat()
          const peak = Math.max(...expected)
          expect(Math.max(...expected.map((value, k) => Math.abs(found[k]! / lixels.meters[[...lixels.start].findLastIndex((start) => start <= k)]! - value))) / peak).toBeLessThan(2e-4)
        }
      })
    }
    it(`${split}: each event adds up to 1 on any net, with dead ends, loops and parts`, () => {
      const corner = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })).map(([x, y]): MetersXY => [x * 30, y * 30])
      fc.assert(
        fc.property(fc.array(fc.tuple(corner, corner), { minLength: 1, maxLength: 25 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 5, max: 400 }), (lines, share, bandwidthMeters) => {
          const network = streetNetwork(lines)
          if (network.lengths.length === 0) return
          const mass = networkDensity(network, lixelsOf(network, 7), { links: [0, 0], alongMeters: [share * network.lengths[0]!, 0] }, { bandwidthMeters, split, deadEnds: 'reflect' })
          expect(Math.abs(sum(mass) - 2)).toBeLessThan(1e-9)
        }),
        { numRuns: 60 },
      )
    })
  }
  it('on one long street is the quartic of a line, and the continuous form has no step at a crossing', () => {
    const street = streetNetwork([[[0, 0], [1000, 0]]])
    const lixels = lixelsOf(street, 1)
    const mass = networkDensity(street, lixels, { links: [0], alongMeters: [500] }, { bandwidthMeters: 100, split: 'discontinuous', deadEnds: 'reflect' })
    expect(mass[500]! / (15 / 1600)).toBeCloseTo(1, 3)
    expect(mass[550]! / ((15 / 1600) * (1 - 0.505 ** 2) ** 2)).toBeCloseTo(1, 3)
    const cross = streetNetwork([[[-200, 0], [0, 0]], [[0, 0], [200, 0]], [[0, 0], [0, 200]], [[0, -200], [0, 0]]])
    const pieces = lixelsOf(cross, 0.1)
    const at = (split: Split) => {
      const found = networkDensity(cross, pieces, { links: [0], alongMeters: [150] }, { bandwidthMeters: 100, split, deadEnds: 'reflect' })
      return [found[1999]!, found[2000]!, found[4000]!]
    }
    const [before, after, aside] = at('continuous')
    expect(before! / after!).toBeCloseTo(1, 1)
    expect(after).toBeCloseTo(aside!, 12)
    const [sharp, third] = at('discontinuous')
    expect(third! / sharp!).toBeCloseTo(1 / 3, 2)
  })
  it('merges paths of a lattice that would be ten to the tenth, and keeps their mass', () => {
    const network = streetNetwork(lattice(30, 20))
    const mass = networkDensity(network, lixelsOf(network, 20), { links: [800], alongMeters: [3] }, { bandwidthMeters: 500, split: 'continuous', deadEnds: 'reflect' })
    expect(Math.abs(sum(mass) - 1)).toBeLessThan(1e-9)
  })
  it('takes an event that lies a rounding behind the end of its street', () => {
    const network = streetNetwork(lattice(3, 20))
    const mass = networkDensity(network, lixelsOf(network, 20), { links: [0], alongMeters: [network.lengths[0]! + 1e-12] }, { bandwidthMeters: 100, split: 'continuous', deadEnds: 'reflect' })
    expect(sum(mass)).toBeCloseTo(1, 9)
  })
  it('takes links far shorter than its steps: a street that is cut into bits is the same street, and mass stays', () => {
    const whole = streetNetwork([[[0, 0], [300, 0]], [[300, 0], [300, 500]], [[300, 0], [700, 0]]])
    const bits = streetNetwork([[[0, 0], [100, 0]], [[100, 0], [100.15, 0]], [[100.15, 0], [100.4, 0]], [[100.4, 0], [300, 0]], [[300, 0], [300, 500]], [[300, 0], [300.3, 0]], [[300.3, 0], [700, 0]]])
    for (const split of ['discontinuous', 'continuous'] as Split[]) {
      const options: NetworkOptions = { bandwidthMeters: 600, split, deadEnds: 'reflect' }
      const alone = networkDensity(whole, lixelsOf(whole, 1000), { links: [0], alongMeters: [50] }, options)
      const parted = networkDensity(bits, lixelsOf(bits, 1000), { links: [0], alongMeters: [50] }, options)
      expect(parted[0]! + parted[1]! + parted[2]! + parted[3]!).toBeCloseTo(alone[0]!, 5)
      expect(parted[4]).toBeCloseTo(alone[1]!, 5)
      expect(Math.abs(sum(parted) - 1)).toBeLessThan(1e-9)
    }
  })
  it('names a bandwidth that is none', () => {
    for (const bandwidthMeters of [0, -1, NaN, Infinity]) expect(() => networkDensity(crooked, lixelsOf(crooked, 5), { links: [], alongMeters: [] }, { bandwidthMeters, split: 'continuous', deadEnds: 'reflect' })).toThrow('bandwidthMeters is')
  })
})

describe('streets as a network', () => {
  it('keeps one of links drawn twice, joins ends a few centimetres apart and drops links of no length', () => {
    const network = streetNetwork([[[0, 0], [10, 0]], [[10, 0], [0, 0]], [[10, 0.01], [10, 10]], [[10, 10], [10, 10.04]], [[10, 10.04], [20, 10]]])
    expect([...network.lengths].map(Math.round)).toEqual([10, 10, 10])
    expect(network.nodes[1]).toBe(network.nodes[2])
    expect(network.nodes[3]).toBe(network.nodes[4])
  })
  it('cuts links into lixels of equal length that follow their corners', () => {
    const network = streetNetwork([[[0, 0], [10, 0], [10, 15]]])
    const lines = lixelLines(network, lixelsOf(network, 9))
    expect(lines).toHaveLength(3)
    expect(lines[1]).toEqual([[expect.closeTo(25 / 3, 9), 0], [10, 0], [10, expect.closeTo(20 / 3, 9)]])
    expect(lines[2]!.at(-1)).toEqual([10, 15])
  })
  it('finds the nearest place on a street within reach', () => {
    const snap = streetSnapper(streetNetwork([[[0, 0], [100, 0]], [[0, 0], [0, 100]]]), 10)
    expect(snap(40, 3)).toEqual({ link: 0, alongMeters: 40, awayMeters: 3 })
    expect(snap(-2, 60)).toEqual({ link: 1, alongMeters: 60, awayMeters: 2 })
    expect(snap(50, 11)).toBeNull()
  })
})
