const EULER = 0.5772156649015329

/** The Gumbel distribution of the largest of many, fitted by its moments. */
export type Gumbel = { location: number; scale: number }

/** @throws RangeError on fewer than two values */
export function fitGumbel(values: ArrayLike<number>): Gumbel {
  const count = values.length
  if (count < 2) throw new RangeError(`a Gumbel distribution needs at least 2 values, got ${count}`)
  let mean = 0
  for (let i = 0; i < count; i++) mean += (values[i] as number) / count
  let squares = 0
  for (let i = 0; i < count; i++) squares += ((values[i] as number) - mean) ** 2
  const scale = (Math.sqrt(squares / (count - 1)) * Math.sqrt(6)) / Math.PI
  return { location: mean - EULER * scale, scale }
}

/** The chance of a value of at least x: small p-values without millions of simulations (Abrams, Kulldorff & Kleinman 2010). */
export function gumbelTail(x: number, { location, scale }: Gumbel): number {
  if (scale === 0) return x > location ? 0 : 1
  return -Math.expm1(-Math.exp(-(x - location) / scale))
}
