import { describe, expect, it } from 'vitest'
import { basemapColors } from '../../web/map/basemap/colors.ts'
import { cameraColors, categoryColors, coldSteps, coverageSteps, densitySteps, groupColors, hexagonSteps, hotspotSteps, inkOf, zoneColors, zoneRamps, type Theme } from '../../web/map/palette.ts'

const themes = ['dark', 'light'] as const
const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)

/** WCAG 2.2, relative luminance and contrast ratio. */
const luminance = (hex: string) => { const [r, g, b] = channels(hex).map(linear) as [number, number, number]; return 0.2126 * r + 0.7152 * g + 0.0722 * b }
const contrast = (a: string, b: string) => { const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number]; return (high + 0.05) / (low + 0.05) }

/** Björn Ottosson's OKLab (2020); a distance of 0.02 is just noticeable side by side. */
function oklab([r, g, b]: [number, number, number]): [number, number, number] {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s]
}
/** Dichromats after Viénot, Brettel & Mollon (1999) and, for tritan, Machado et al. (2009) at full severity; all on linear RGB. */
const sights = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
  deutan: [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
} as const
type Sight = keyof typeof sights
function seen(hex: string, sight: Sight): [number, number, number] {
  const rgb = channels(hex).map(linear)
  return sights[sight].map((row) => Math.min(1, Math.max(0, row[0] * rgb[0]! + row[1] * rgb[1]! + row[2] * rgb[2]!))) as [number, number, number]
}
function difference(a: string, b: string, sight: Sight = 'normal') {
  const [first, second] = [oklab(seen(a, sight)), oklab(seen(b, sight))]
  return Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2])
}

function expectScale(steps: readonly string[], land: string, theme: Theme) {
  const lightness = steps.map((color) => oklab(seen(color, 'normal'))[0])
  const direction = theme === 'dark' ? 1 : -1
  lightness.slice(1).forEach((value, i) => expect((value - lightness[i]!) * direction, `${steps[i]} ${steps[i + 1]}`).toBeGreaterThan(0.03))
  for (const sight of Object.keys(sights) as Sight[]) steps.slice(1).forEach((color, i) => expect(difference(steps[i]!, color, sight), `${steps[i]} ${color} ${sight}`).toBeGreaterThan(steps.length > 6 ? 0.05 : 0.06))
  expect(difference(steps[0]!, land)).toBeGreaterThan(0.05)
}

describe('the measures themselves', () => {
  it('agree with published values', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 6)
    // WCAG's own worked threshold grey on white.
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
    // Ottosson: white is L = 1, a = b = 0.
    const white = oklab([1, 1, 1])
    expect(white[0]).toBeCloseTo(1, 4)
    expect(Math.hypot(white[1], white[2])).toBeLessThan(1e-4)
    expect(difference('#ff0000', '#00ff00')).toBeCloseTo(0.5197, 3)
  })
})

describe.each(themes)('%s theme', (theme: Theme) => {
  const ground = basemapColors[theme]
  const ink = inkOf[theme]

  it('has labels that can be read: 4.5 on land, 3 on whatever else they may lie', () => {
    for (const label of [ground.label, ground.labelQuiet, ground.labelWater, ground.labelGreen, ink.label, ink.labelQuiet, ink.patrol, ink.measure, ink.clusterText]) {
      const base = label === ink.clusterText ? ink.cluster : ground.halo
      expect(contrast(label, base), label).toBeGreaterThanOrEqual(4.5)
    }
    expect(contrast(ground.labelWater, ground.water)).toBeGreaterThanOrEqual(3)
    expect(contrast(ground.labelGreen, ground.green)).toBeGreaterThanOrEqual(3)
    expect(contrast(ground.labelQuiet, ground.building)).toBeGreaterThanOrEqual(3)
  })

  it('has signs that stand out from the land: 3 and more', () => {
    for (const color of [...groupColors[theme], ...Object.values(cameraColors[theme]), ink.patrol, ink.communityLine, ink.hotspotLine, ink.keptLine, ink.select, ink.measure]) expect(contrast(color, ground.land), color).toBeGreaterThanOrEqual(3)
  })

  it('keeps categories apart, also for colour-blind eyes', () => {
    const colors = groupColors[theme]
    for (const sight of Object.keys(sights) as Sight[])
      colors.forEach((a, i) => colors.slice(i + 1).forEach((b) => expect(difference(a, b, sight), `${a} ${b} ${sight}`).toBeGreaterThan(sight === 'normal' ? 0.08 : 0.03)))
  })

  it('keeps camera states apart for every eye', () => {
    const { online, offline, fault } = cameraColors[theme]
    for (const sight of Object.keys(sights) as Sight[]) for (const [a, b] of [[online, offline], [online, fault], [offline, fault]] as const) expect(difference(a, b, sight), `${a} ${b} ${sight}`).toBeGreaterThan(0.05)
  })

  it.each([['coverage', coverageSteps], ['hotspots', hotspotSteps], ['cold spots', coldSteps], ['figures of an analysis', densitySteps], ['hexagons', hexagonSteps]] as const)('has a scale of %s that runs one way in lightness, away from the land, with steps every eye can tell', (_, scale) => {
    expectScale(scale[theme], ground.land, theme)
  })

  it.each(Object.keys(zoneRamps[theme]).flatMap((palette) => [3, 4, 5, 6, 7].map((classes) => ({ palette: palette as keyof typeof zoneRamps.dark, classes }))))('has for zones a scale of $classes from $palette', ({ palette, classes }) => {
    const steps = zoneColors(theme, { palette }, classes)
    expect(steps).toHaveLength(classes)
    expectScale(steps, ground.land, theme)
  })

  it.each([3, 5, 7])('has a scale of %i for a change: quietest in the middle, its two sides told apart by every eye', (classes) => {
    const steps = zoneColors(theme, { palette: 'sea' }, classes, true)
    const middle = (classes - 1) / 2
    const loudness = steps.map((color) => difference(color, ground.land))
    steps.slice(1).forEach((color, i) => expect((loudness[i + 1]! - loudness[i]!) * (i < middle ? -1 : 1), `${steps[i]} ${color}`).toBeGreaterThan(0))
    for (const sight of Object.keys(sights) as Sight[]) for (let i = 0; i < middle; i++) expect(difference(steps[i]!, steps[classes - 1 - i]!, sight), sight).toBeGreaterThan(0.1)
  })

  it('gives a category the colour of its group, whatever else is loaded', () => {
    const categories = Array.from({ length: 30 }, (_, i) => ({ id: i + 1, group: `g${Math.floor(i / 3)}` }))
    const colors = categoryColors(categories, theme)
    expect(colors.get(1)).toBe(colors.get(3))
    expect(colors.get(1)).not.toBe(colors.get(4))
    expect(colors.get(30)).toBe(groupColors[theme].at(-1))
    expect(categoryColors(categories.toReversed(), theme)).toEqual(new Map([...colors].toReversed()))
  })
})
