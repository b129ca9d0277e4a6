/** Lanczos's approximation (g = 7, 9 terms) of ln Γ(x) for x > 0, to about 14 digits. */
const lanczos = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7]

export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  let sum = lanczos[0] as number
  for (let i = 1; i < lanczos.length; i++) sum += (lanczos[i] as number) / (x - 1 + i)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/** ln of x^a (1-x)^b / (a B(a, b)), the factor before the continued fraction. */
const logFront = (x: number, a: number, b: number) => logGamma(a + b) - logGamma(a + 1) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)

/** The continued fraction of the incomplete beta function (DLMF 8.17.22) by the method of Lentz; it needs about the root of max(a, b) steps. */
function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m <= 20_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    const change = d * c
    value *= change
    if (Math.abs(change - 1) < 1e-15) break
  }
  return value
}

/** The regularised incomplete beta function I_x(a, b) for a, b > 0: the chance that a Beta(a, b) number is at most x. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  return x < (a + 1) / (a + b + 2) ? Math.exp(logFront(x, a, b)) * fraction(x, a, b) : 1 - Math.exp(logFront(1 - x, b, a)) * fraction(1 - x, b, a)
}

/** The x at which I_x(a, b) is `chance`: Newton's steps, halved back whenever one leaves the bracket. */
export function inverseIncompleteBeta(chance: number, a: number, b: number): number {
  let low = 0
  let high = 1
  let x = a / (a + b)
  for (let step = 0; step < 200 && high - low > 1e-15; step++) {
    const off = incompleteBeta(x, a, b) - chance
    if (off > 0) high = x
    else low = x
    const density = Math.exp(logFront(x, a, b) + Math.log(a) - Math.log(x) - Math.log1p(-x))
    const next = x - off / density
    const inside = next > low && next < high
    const moved = inside ? next : (low + high) / 2
    if (inside && Math.abs(moved - x) < 1e-15 * x) return moved
    x = moved
  }
  return x
}
