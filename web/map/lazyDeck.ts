import type { Map as MapLibreMap } from 'maplibre-gl'
import type { DeckOverlay, HexagonPick } from './deckOverlay.ts'
import { isEmptyDeckScene, sameDeckScene, type DeckScene } from './layers/deckScene.ts'

/** What deck.gl draws on one map. It is fetched when the first of it is shown. */
export type LazyDeck = {
  show(scene: DeckScene): void
  hexagonAt(point: { x: number; y: number }): HexagonPick | null
  hexagons(): HexagonPick[]
  /** The row of the incident point at a pixel; drawn anew to be found, so not for every movement of the pointer. */
  pointAt(point: { x: number; y: number }): number | null
  /** Whether something is wanted that is not on the map yet. */
  pending(): boolean
  remove(): void
}

/** @param problem is told why it cannot be drawn */
export function lazyDeck(map: MapLibreMap, problem: (message: string) => void): LazyDeck {
  let overlay: DeckOverlay | null = null
  let opening = false
  let removed = false
  let wanted: DeckScene = {}
  let shown: DeckScene = {}

  async function open() {
    opening = true
    try {
      const { openDeckOverlay } = await import('./deckOverlay.ts')
      if (removed) return
      overlay = await openDeckOverlay(map, problem)
      if (!removed) apply()
    } catch (error) {
      problem(error instanceof Error ? error.message : String(error))
    } finally {
      // After a failure the next wish tries again: the network may be back.
      opening = false
      if (!removed) map.triggerRepaint()
    }
  }
  function apply() {
    if (sameDeckScene(shown, wanted)) return
    shown = wanted
    overlay!.show(wanted)
  }
  return {
    show({ heat, hexagons, points }) {
      wanted = { heat, hexagons, points }
      if (overlay) apply()
      else if (!isEmptyDeckScene(wanted) && !opening) void open()
    },
    hexagonAt: (point) => (shown.hexagons && overlay ? overlay.hexagonAt(point) : null),
    hexagons: () => (shown.hexagons && overlay ? overlay.hexagons(map.getContainer().clientWidth, map.getContainer().clientHeight) : []),
    pointAt: (point) => (shown.points && overlay ? overlay.pointAt(point) : null),
    pending: () => opening,
    remove() { removed = true },
  }
}
