/** Complex FFTs of one length, `batch` of them at a time, interleaved: element i of the b-th stands at i * batch + b. */
export type Fft = {
  length: number
  /** In place; give the imaginary part first for the inverse, which is not divided by the length. */
  transform: (real: Float64Array, imaginary: Float64Array, batch: number) => void
}

type Pass = { radix: 2 | 3 | 4; cos: Float64Array; sin: Float64Array }

/** The smallest length >= `least` that this transform takes: an even number with no prime but 2 and 3. */
export function fftLength(least: number): number {
  for (let length = Math.max(2, Math.ceil(least / 2) * 2); ; length += 2) {
    let rest = length
    while (rest % 2 === 0) rest /= 2
    while (rest % 3 === 0) rest /= 3
    if (rest === 1) return length
  }
}

/** Stockham's self-sorting transform by radices 4, 3 and 2; its first stride is the batch, so that many columns of a grid go through at once. */
export function createFft(length: number, largestBatch = 1): Fft {
  const passes = passesOf(length)
  const spare: [Float64Array, Float64Array] = [new Float64Array(length * largestBatch), new Float64Array(length * largestBatch)]
  return {
    length,
    transform(real, imaginary, batch) {
      let from: [Float64Array, Float64Array] = [real, imaginary]
      let to = spare
      let stride = batch
      let rest = length
      for (const pass of passes) {
        rest /= pass.radix
        if (pass.radix === 4) byFour(from, to, rest, stride, pass)
        else if (pass.radix === 3) byThree(from, to, rest, stride, pass)
        else byTwo(from, to, rest, stride, pass)
        stride *= pass.radix
        ;[from, to] = [to, from]
      }
      if (from === spare) {
        real.set(spare[0].subarray(0, length * batch))
        imaginary.set(spare[1].subarray(0, length * batch))
      }
    },
  }
}

function passesOf(length: number): Pass[] {
  const passes: Pass[] = []
  for (let rest = length; rest > 1; ) {
    const radix = rest % 4 === 0 ? 4 : rest % 3 === 0 ? 3 : rest % 2 === 0 ? 2 : undefined
    if (!radix) throw new RangeError(`a transform of length ${length} is not made: take one of fftLength`)
    const count = rest / radix
    const turn = (-2 * Math.PI) / rest
    // Powers 1, 2 and 3 of each root of unity side by side.
    passes.push({ radix, cos: Float64Array.from({ length: count * 3 }, (_, i) => Math.cos(turn * Math.floor(i / 3) * ((i % 3) + 1))), sin: Float64Array.from({ length: count * 3 }, (_, i) => Math.sin(turn * Math.floor(i / 3) * ((i % 3) + 1))) })
    rest = count
  }
  return passes
}

type Pair = readonly [Float64Array, Float64Array]

function byTwo([xr, xi]: Pair, [yr, yi]: Pair, m: number, s: number, { cos, sin }: Pass): void {
  for (let p = 0; p < m; p++) {
    const [c, d] = [cos[3 * p]!, sin[3 * p]!]
    for (let q = 0; q < s; q++) {
      const [i, j, k] = [q + s * p, q + s * (p + m), q + s * 2 * p]
      const [ar, ai, br, bi] = [xr[i]!, xi[i]!, xr[j]!, xi[j]!]
      yr[k] = ar + br
      yi[k] = ai + bi
      yr[k + s] = (ar - br) * c - (ai - bi) * d
      yi[k + s] = (ar - br) * d + (ai - bi) * c
    }
  }
}

const HALF_ROOT = Math.sqrt(3) / 2

function byThree([xr, xi]: Pair, [yr, yi]: Pair, m: number, s: number, { cos, sin }: Pass): void {
  for (let p = 0; p < m; p++) {
    const [c1, d1, c2, d2] = [cos[3 * p]!, sin[3 * p]!, cos[3 * p + 1]!, sin[3 * p + 1]!]
    for (let q = 0; q < s; q++) {
      const i = q + s * p
      const k = q + s * 3 * p
      const ar = xr[i]!
      const ai = xi[i]!
      const sumR = xr[i + s * m]! + xr[i + 2 * s * m]!
      const sumI = xi[i + s * m]! + xi[i + 2 * s * m]!
      const sideR = HALF_ROOT * (xi[i + s * m]! - xi[i + 2 * s * m]!)
      const sideI = HALF_ROOT * (xr[i + 2 * s * m]! - xr[i + s * m]!)
      yr[k] = ar + sumR
      yi[k] = ai + sumI
      const oneR = ar - sumR / 2 + sideR
      const oneI = ai - sumI / 2 + sideI
      const twoR = ar - sumR / 2 - sideR
      const twoI = ai - sumI / 2 - sideI
      yr[k + s] = oneR * c1 - oneI * d1
      yi[k + s] = oneR * d1 + oneI * c1
      yr[k + 2 * s] = twoR * c2 - twoI * d2
      yi[k + 2 * s] = twoR * d2 + twoI * c2
    }
  }
}

function byFour([xr, xi]: Pair, [yr, yi]: Pair, m: number, s: number, { cos, sin }: Pass): void {
  const quarter = s * m
  for (let p = 0; p < m; p++) {
    const c1 = cos[3 * p]!
    const c2 = cos[3 * p + 1]!
    const c3 = cos[3 * p + 2]!
    const d1 = sin[3 * p]!
    const d2 = sin[3 * p + 1]!
    const d3 = sin[3 * p + 2]!
    for (let q = 0; q < s; q++) {
      const i = q + s * p
      const k = q + s * 4 * p
      const evenR = xr[i]! + xr[i + 2 * quarter]!
      const evenI = xi[i]! + xi[i + 2 * quarter]!
      const gapR = xr[i]! - xr[i + 2 * quarter]!
      const gapI = xi[i]! - xi[i + 2 * quarter]!
      const oddR = xr[i + quarter]! + xr[i + 3 * quarter]!
      const oddI = xi[i + quarter]! + xi[i + 3 * quarter]!
      const turnR = xi[i + quarter]! - xi[i + 3 * quarter]!
      const turnI = xr[i + 3 * quarter]! - xr[i + quarter]!
      yr[k] = evenR + oddR
      yi[k] = evenI + oddI
      yr[k + s] = (gapR + turnR) * c1 - (gapI + turnI) * d1
      yi[k + s] = (gapR + turnR) * d1 + (gapI + turnI) * c1
      yr[k + 2 * s] = (evenR - oddR) * c2 - (evenI - oddI) * d2
      yi[k + 2 * s] = (evenR - oddR) * d2 + (evenI - oddI) * c2
      yr[k + 3 * s] = (gapR - turnR) * c3 - (gapI - turnI) * d3
      yi[k + 3 * s] = (gapR - turnR) * d3 + (gapI - turnI) * c3
    }
  }
}
