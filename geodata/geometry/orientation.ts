const ERROR_BOUND = 3.3306690738754716e-16 // Shewchuk 1997, (3 + 16ε)ε with ε = 2^-53

/**
 * 1 if a, b, c turn left, -1 if they turn right, 0 if they lie on one line: exact for all finite doubles. The quick
 * determinant is trusted where its error bound allows, else the sum is done in integers.
 */
export function orientation(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): -1 | 0 | 1 {
  const left = (ax - cx) * (by - cy)
  const right = (ay - cy) * (bx - cx)
  const determinant = left - right
  const bound = ERROR_BOUND * (Math.abs(left) + Math.abs(right))
  if (determinant > bound) return 1
  if (-determinant > bound) return -1
  if ((ax === cx || by === cy) && (ay === cy || bx === cx)) return 0
  return exactOrientation(ax, ay, bx, by, cx, cy)
}

function exactOrientation(...values: [number, number, number, number, number, number]): -1 | 0 | 1 {
  const [ax, ay, bx, by, cx, cy] = asIntegers(values) as [bigint, bigint, bigint, bigint, bigint, bigint]
  const determinant = (ax - cx) * (by - cy) - (ay - cy) * (bx - cx)
  return determinant > 0n ? 1 : determinant < 0n ? -1 : 0
}

/** Doubles are integers times powers of two: all are brought to the smallest power among them. */
function asIntegers(values: number[]): bigint[] {
  const parts = values.map((value) => {
    let exponent = value === 0 ? 0 : Math.max(Math.floor(Math.log2(Math.abs(value))) - 53, -1074)
    // A quotient by a power of two is exact; beyond 2^1023 that power must be applied in two halves.
    const half = Math.trunc(exponent / 2)
    let mantissa = value / 2 ** half / 2 ** (exponent - half)
    while (!Number.isInteger(mantissa)) {
      mantissa *= 2
      exponent--
    }
    return { mantissa: BigInt(mantissa), exponent }
  })
  const lowest = Math.min(...parts.map((part) => part.exponent))
  return parts.map((part) => part.mantissa << BigInt(part.exponent - lowest))
}
