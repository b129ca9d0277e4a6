import type { Map as MapLibreMap } from 'maplibre-gl'
import type { DeckOverlay, HexagonPick } from './deckOverlay.ts'
import { sameHexagons, type Hexagons } from './layers/hexagons.ts'

/** The hexagons of one map. deck.gl is fetched when the first are shown. */
export type LazyHexagons = {
  show(hexagons: Hexagons | undefined): void
  at(point: { x: number; y: number }): HexagonPick | null
  drawn(): HexagonPick[]
  /** Whether some are wanted that are not on the map yet. */
  pending(): boolean
  remove(): void
}

/** @param problem is told why hexagons cannot be drawn */
export function lazyHexagons(map: MapLibreMap, problem: (message: string) => void): LazyHexagons {
  let overlay: DeckOverlay | null = null
  let opening = false
  let removed = false
  let wanted: Hexagons | undefined
  let shown: Hexagons | undefined

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
    if (sameHexagons(shown, wanted)) return
    shown = wanted
    overlay!.show(wanted)
  }
  return {
    show(hexagons) {
      wanted = hexagons
      if (overlay) apply()
      else if (wanted && !opening) void open()
    },
    at: (point) => (shown && overlay ? overlay.at(point) : null),
    drawn: () => (shown && overlay ? overlay.drawn(map.getContainer().clientWidth, map.getContainer().clientHeight) : []),
    pending: () => opening,
    remove() { removed = true },
  }
}
