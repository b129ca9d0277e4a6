import { describe, expect, it } from 'vitest'
import { PanelKind, type PanelPlace, Panels } from '../../../geodata/model/mapWall.ts'
import { addPanel, gridCells, movePanel, overlap, panelEms, panelSizes, panelTypeMm, resizePanel } from '../../../geodata/wall/panelGrid.ts'
import { readableMeters, readableMm, readablePixels } from '../../../geodata/wall/readablePixels.ts'
import { twoDaysTrend } from '../../../geodata/wall/twoDays.ts'
import type { Town } from '../../../geodata/town/types.ts'
import { townWall } from '../../../geodata/town/wall.ts'
import { createRandom } from '../../../geodata/random.ts'

const id = (n: number) => `01930000-0000-7000-8000-${String(n).padStart(12, '0')}`
const of = (panels: readonly PanelPlace[], n: number) => panels.find((panel) => panel.id === id(n))!
const panel = (n: number, x: number, y: number, width: number, height: number, kind: PanelKind = 'figures'): PanelPlace => ({ id: id(n), kind, x, y, width, height })
const isSound = (panels: readonly PanelPlace[]) =>
  Panels.safeParse(panels).success && panels.every(({ x, y, width, height }) => x + width <= gridCells && y + height <= gridCells) && panels.every((a, i) => panels.slice(i + 1).every((b) => !overlap(a, b)))

describe('panels on their grid', () => {
  it('never overlap and never leave the screen, whatever is done to them', () => {
    const random = createRandom(11)
    const below = (n: number) => Math.floor(random() * n)
    for (let round = 0; round < 20; round++) {
      let panels: PanelPlace[] = []
      for (let step = 0; step < 60; step++) {
        const one = panels[below(panels.length)]
        const what = below(3)
        if (what === 0 || !one) panels = addPanel(panels, PanelKind.options[below(PanelKind.options.length)]!, id(step)) ?? panels
        else if (what === 1) panels = movePanel(panels, one.id, below(60) - 20, below(60) - 20)
        else panels = resizePanel(panels, one.id, below(60) - 20, below(60) - 20)
        expect(isSound(panels), JSON.stringify(panels)).toBe(true)
      }
      expect(panels.length).toBeGreaterThan(2)
    }
  })
  it('move to where they are wanted, or to the nearest free place', () => {
    expect(of(movePanel([panel(1, 0, 0, 6, 6)], id(1), 9.4, 7.6), 1)).toMatchObject({ x: 9, y: 8 })
    expect(of(movePanel([panel(1, 0, 0, 6, 6), panel(2, 10, 0, 6, 6)], id(1), 9, 0), 1)).toMatchObject({ x: 4, y: 0 })
    expect(of(movePanel([panel(1, 0, 0, 6, 6)], id(1), 40, -3), 1)).toMatchObject({ x: 18, y: 0 })
  })
  it('grow as far as the next one lets them, and shrink to what can be read', () => {
    const panels = [panel(1, 0, 0, 8, 10), panel(2, 10, 0, 8, 10)]
    expect(of(resizePanel(panels, id(1), 20, 24), 1)).toMatchObject({ width: 10, height: 24 })
    expect(of(resizePanel(panels, id(1), 1, 1), 1)).toMatchObject(panelSizes.figures.least)
  })
  it('are added in free places, smaller where there is less room, until there is none', () => {
    let panels: PanelPlace[] | null = []
    let count = 0
    for (let next: PanelPlace[] | null = panels; next; next = addPanel(panels, 'figures', id(count))) { panels = next; count += 1 }
    expect(count - 1).toBeGreaterThanOrEqual(3)
    expect(of(panels, 1)).toMatchObject({ x: 0, y: 0, ...panelSizes.figures.first })
    expect(addPanel([panel(1, 0, 0, 24, 24)], 'clock', id(2))).toBeNull()
    expect(addPanel(Array.from({ length: 24 }, (_, i) => panel(i, 0, 0, 2, 2)), 'clock', id(30))).toBeNull()
  })
  it('lie in corners of the demo’s wall without covering each other, each to be read at 6 m', () => {
    let next = 0
    const { panels } = townWall({ zones: [{ geometry: { coordinates: [[[121.4, 31.2], [121.5, 31.3]]] } }] } as unknown as Town, 1, () => id(next++))
    for (const [name, own] of Object.entries(panels)) {
      expect(isSound(own), name).toBe(true)
      for (const one of own) expect(readableMeters(panelTypeMm(one, { width: 1210, height: 681 })), one.kind).toBeGreaterThanOrEqual(5.9)
    }
  })
  it('have at first a size that is read at 6 m on a screen of 55 inches', () => {
    for (const kind of PanelKind.options) expect(readableMeters(panelTypeMm({ kind, ...panelSizes[kind].first }, { width: 1210, height: 680 })), kind).toBeGreaterThanOrEqual(5.9)
    expect(Object.keys(panelEms).toSorted()).toEqual([...PanelKind.options].toSorted())
  })
})

describe('type that is read from afar', () => {
  // A capital of 10 minutes of arc at 6 m is 6000 mm x 0.0029089 = 17.45 mm high, 0.72 of its font's size.
  it('is 24.2 mm at 6 m', () => expect(readableMm()).toBeCloseTo(17.4533 / 0.72, 3))
  it('is so many pixels as the screen has on that', () => expect(readablePixels(1210, 3840)).toBeCloseTo((24.2407 * 3840) / 1210, 2))
  it('is the same both ways', () => expect(readableMeters(readableMm(4.5))).toBeCloseTo(4.5, 9))
})

describe('a count against the day before', () => {
  // Two counts of one rate split their sum evenly: twice the lower tail of Binomial(40, 1/2) up to 10 is 0.00222, of Binomial(30, 1/2) 0.0987 (sums of binomial coefficients).
  it('is more than chance where the exact test says so', () => {
    expect(twoDaysTrend({ now: 10, before: 30 })).toEqual({ direction: 'down', change: -2 / 3, beyondChance: true })
    expect(twoDaysTrend({ now: 20, before: 10 })).toEqual({ direction: 'up', change: 1, beyondChance: false })
  })
  it('has no share of nothing', () => expect(twoDaysTrend({ now: 3, before: 0 })).toEqual({ direction: 'up', change: null, beyondChance: false }))
  it('is the same where nothing moved', () => expect(twoDaysTrend({ now: 0, before: 0 })).toEqual({ direction: 'same', change: null, beyondChance: false }))
})
