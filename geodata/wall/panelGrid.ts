import type { Id } from '../model/id.ts'
import type { PanelKind, PanelPlace } from '../model/mapWall.ts'

/** A screen is divided into so many columns and rows for its panels. */
export const gridCells = 24

type Size = { width: number; height: number }
type Box = Size & { x: number; y: number }

/** The ground that a panel of a kind needs, in heights of its letters: its type is as large as that fits into it. */
export const panelEms: Record<PanelKind, Size> = {
  clock: { width: 11.6, height: 6.5 },
  figures: { width: 16, height: 13.7 },
  queue: { width: 15.5, height: 17 },
  shifts: { width: 14.5, height: 11 },
  cameras_down: { width: 16, height: 12.5 },
  coverage: { width: 14.5, height: 11.5 },
  alarms: { width: 18, height: 12 },
  legend: { width: 14.5, height: 13.5 },
}

/** What a panel is given at first is read at 6 m on a screen of some 1.2 by 0.7 m; the least, at half of that. */
export const panelSizes = Object.fromEntries(
  Object.entries(panelEms).map(([kind, { width, height }]) => {
    const first = { width: Math.ceil(width * 0.48), height: Math.ceil(height * 0.92) }
    return [kind, { first, least: { width: Math.ceil(first.width / 2), height: Math.ceil(first.height / 2) } }]
  }),
) as Record<PanelKind, { first: Size; least: Size }>

/** Of a screen's height, for what lies at its foot: where it is, and the ages of its layers. */
const footShare = 0.065

/** Size of a panel's type in millimetres on a screen of a size. */
export function panelTypeMm({ kind, width, height }: Pick<PanelPlace, 'kind' | 'width' | 'height'>, screen: Size): number {
  const ems = panelEms[kind]
  return Math.min((screen.width * width) / gridCells / ems.width, (screen.height * (1 - footShare) * height) / gridCells / ems.height)
}

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
export const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
const isFree = (panels: readonly PanelPlace[], id: Id, box: Box) => panels.every((other) => other.id === id || !overlap(other, box))
const put = (panels: readonly PanelPlace[], changed: PanelPlace) => panels.map((panel) => (panel.id === changed.id ? changed : panel))

/** The free place of a size nearest to where it is wanted; null where there is none. */
function nearestFree(panels: readonly PanelPlace[], id: Id, wanted: Box): Box | null {
  let best: Box | null = null
  let least = Infinity
  for (let y = 0; y + wanted.height <= gridCells; y++)
    for (let x = 0; x + wanted.width <= gridCells; x++) {
      const away = (x - wanted.x) ** 2 + (y - wanted.y) ** 2
      if (away >= least || !isFree(panels, id, { ...wanted, x, y })) continue
      least = away
      best = { ...wanted, x, y }
    }
  return best
}

/** Moved to a place inside of the screen, or to the nearest one where it covers no other panel. */
export function movePanel(panels: readonly PanelPlace[], id: Id, x: number, y: number): PanelPlace[] {
  const panel = panels.find((each) => each.id === id)
  if (!panel) return [...panels]
  const box = nearestFree(panels, id, { ...panel, x: within(Math.round(x), 0, gridCells - panel.width), y: within(Math.round(y), 0, gridCells - panel.height) })
  return put(panels, { ...panel, ...box })
}

/** Made as large as wanted from its upper left corner, or as large as it can be without covering another. */
export function resizePanel(panels: readonly PanelPlace[], id: Id, width: number, height: number): PanelPlace[] {
  const panel = panels.find((each) => each.id === id)
  if (!panel) return [...panels]
  const { least } = panelSizes[panel.kind]
  const most = { width: within(Math.round(width), least.width, gridCells - panel.x), height: within(Math.round(height), least.height, gridCells - panel.y) }
  let best: PanelPlace = panel
  let size = -1
  for (let w = least.width; w <= most.width; w++)
    for (let h = least.height; h <= most.height; h++) {
      const box = { ...panel, width: w, height: h }
      if (w * h > size && isFree(panels, id, box)) { best = box; size = w * h }
    }
  return put(panels, best)
}

/** Free places from the edges inwards and from the top down: the middle of a map is what panels leave free the longest. */
function freeAtEdge(panels: readonly PanelPlace[], size: Size): Box | null {
  const columns = Array.from({ length: gridCells - size.width + 1 }, (_, x) => x).toSorted((a, b) => Math.min(a, gridCells - size.width - a) - Math.min(b, gridCells - size.width - b) || a - b)
  for (const x of columns)
    for (let y = 0; y + size.height <= gridCells; y++) if (isFree(panels, '', { ...size, x, y })) return { ...size, x, y }
  return null
}

/** With one more panel at the edge where there is room; smaller where there is less. Null where there is none, or where there are as many as a screen holds. */
export function addPanel(panels: readonly PanelPlace[], kind: PanelKind, id: Id): PanelPlace[] | null {
  if (panels.length >= gridCells) return null
  const { first, least } = panelSizes[kind]
  for (let shrink = 0; ; shrink++) {
    const size = { width: Math.max(least.width, first.width - shrink), height: Math.max(least.height, first.height - shrink) }
    const box = freeAtEdge(panels, size)
    if (box) return [...panels, { id, kind, x: box.x, y: box.y, width: box.width, height: box.height }]
    if (size.width === least.width && size.height === least.height) return null
  }
}
