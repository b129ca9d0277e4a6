/** Björn Ottosson's OKLab (2020), in which equal steps look equal. */
type Lab = [number, number, number]

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const encoded = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055)

function labOf(hex: string): Lab {
  const [r, g, b] = [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as Lab
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s]
}

function hexOf([lightness, a, b]: Lab): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const rgb = [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s]
  return `#${rgb.map((value) => Math.round(encoded(Math.min(1, Math.max(0, value))) * 255).toString(16).padStart(2, '0')).join('')}`
}

/** `count` colours at equal distances for the eye along the way through `anchors` (#rrggbb), the first and the last among them; as many as there are anchors are the anchors. */
export function rampColors(anchors: readonly string[], count: number): string[] {
  if (count === anchors.length) return [...anchors]
  const labs = anchors.map(labOf)
  const along = [0]
  for (let i = 1; i < labs.length; i++) along.push(along[i - 1]! + Math.hypot(...labs[i]!.map((value, axis) => value - labs[i - 1]![axis]!)))
  const whole = along.at(-1)!
  return Array.from({ length: count }, (_, i) => {
    const wanted = count === 1 ? whole : (i * whole) / (count - 1)
    const after = Math.max(1, along.findIndex((distance) => distance >= wanted - 1e-9))
    const share = (wanted - along[after - 1]!) / (along[after]! - along[after - 1]!)
    return hexOf(labs[after]!.map((value, axis) => labs[after - 1]![axis]! + (value - labs[after - 1]![axis]!) * share) as Lab)
  })
}
