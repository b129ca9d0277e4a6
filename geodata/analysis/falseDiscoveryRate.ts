/**
 * p-values adjusted for many tests at once (Benjamini & Hochberg 1995): calling everything at or below a significant errs, on average,
 * in a share of at most a of the calls. NaN means "not tested", stays NaN and does not count.
 * @param p in [0, 1]; order is kept. @throws RangeError naming a value outside [0, 1]
 */
export function falseDiscoveryRate(p: ArrayLike<number>): Float64Array {
  const adjusted = new Float64Array(p.length).fill(NaN)
  const tested: number[] = []
  for (let i = 0; i < p.length; i++) {
    const value = p[i] as number
    if (Number.isNaN(value)) continue
    if (!(value >= 0 && value <= 1)) throw new RangeError(`p[${i}] is ${value}, expected 0 to 1`)
    tested.push(i)
  }
  tested.sort((a, b) => (p[b] as number) - (p[a] as number))
  let least = 1
  tested.forEach((i, place) => {
    least = Math.min(least, ((p[i] as number) * tested.length) / (tested.length - place))
    adjusted[i] = least
  })
  return adjusted
}
