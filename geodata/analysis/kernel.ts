export type KernelId = 'quartic' | 'gaussian'

/** A kernel in the plane for a bandwidth of 1: it integrates to 1 and depends on the squared distance alone. */
export type Kernel = {
  at: (squared: number) => number
  /** Beyond this it is 0; the gaussian is cut where 4 parts in a million are left. */
  reach: number
  /** Its standard deviation along one axis: what spatstat calls `sigma`. */
  standardDeviation: number
  /** Times the data's standard deviation and n^(-1/6): Silverman 1986, table 4.1 (for the normal, its formula with d = 2). */
  ruleOfThumb: number
}

export const kernels: Record<KernelId, Kernel> = {
  quartic: { at: (squared) => (squared < 1 ? (3 / Math.PI) * (1 - squared) ** 2 : 0), reach: 1, standardDeviation: Math.sqrt(1 / 8), ruleOfThumb: 2.78 },
  gaussian: { at: (squared) => (squared < 25 ? Math.exp(-squared / 2) / (2 * Math.PI) : 0), reach: 5, standardDeviation: 1, ruleOfThumb: 1 },
}

/**
 * Silverman's rule of thumb for two dimensions: the bandwidth that would be best if the places were one normal cloud. A city is many clouds, so
 * it smooths rather too much than too little.
 * @returns 0 where all places are one
 */
export function ruleOfThumbMeters(xMeters: ArrayLike<number>, yMeters: ArrayLike<number>, { ruleOfThumb }: Kernel): number {
  const spread = Math.sqrt((variance(xMeters) + variance(yMeters)) / 2)
  return ruleOfThumb * spread * xMeters.length ** (-1 / 6)
}

function variance(values: ArrayLike<number>): number {
  let mean = 0
  let squares = 0
  for (let i = 0; i < values.length; i++) {
    const gap = (values[i] as number) - mean
    mean += gap / (i + 1)
    squares += gap * ((values[i] as number) - mean)
  }
  return values.length > 1 ? squares / (values.length - 1) : 0
}
