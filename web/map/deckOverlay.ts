import type { Color } from '@deck.gl/core'
import { ColumnLayer } from '@deck.gl/layers'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { IncidentHexagons } from '../workers/incidentQuestion.ts'
import { hexagonClass, hexagonLayer, type Hexagons } from './layers/hexagons.ts'
import { heatLayer, pointsLayer } from './deckPoints.ts'
import type { DeckScene } from './layers/deckScene.ts'
import { pointLayer } from './layers/incidentPoints.ts'
import { remember } from './remember.ts'

// The only file that loads deck.gl (with deckPoints.ts); it is imported when the first of it is wanted and never before.

export type HexagonPick = { lng: number; lat: number; count: number }
export type DeckOverlay = {
  show(scene: DeckScene): void
  /** The hexagon at a pixel of the map. */
  hexagonAt(point: { x: number; y: number }): HexagonPick | null
  /** All that are drawn in the map's `width` × `height` pixels. */
  hexagons(width: number, height: number): HexagonPick[]
  /** The row of the incident point at a pixel or beside it. */
  pointAt(point: { x: number; y: number }): number | null
}

type Picked = { object?: Cell }
type Cell = { position: [number, number]; count: number }

const cellsOf = remember(({ places, counts }: IncidentHexagons) => Array.from(counts, (count, i): Cell => ({ position: [places[i * 2]!, places[i * 2 + 1]!], count })))
/** They stand on a corner. */
const corners = Array.from({ length: 6 }, (_, i) => [Math.sin((i * Math.PI) / 3), -Math.cos((i * Math.PI) / 3)])
const rgb = (hex: string): Color => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number]
const rgbOf = remember((colors: readonly string[]) => colors.map(rgb))

/** Counted already: what is drawn is as many as there are hexagons, whatever the number of incidents. */
function hexagonsLayer({ cells, radiusMeters, rootMeters, breaks, colors, opacity, beforeId }: Hexagons) {
  const classes = rgbOf(colors)
  return new ColumnLayer<Cell>({
    id: hexagonLayer,
    data: cellsOf(cells),
    radius: radiusMeters,
    coverage: 0.92,
    diskResolution: 6,
    vertices: corners,
    getPosition: ({ position }: Cell) => position,
    getFillColor: ({ count }: Cell) => classes[hexagonClass(count, breaks)]!,
    getElevation: ({ count }: Cell) => Math.sqrt(count) * (rootMeters ?? 0),
    updateTriggers: { getFillColor: [colors, breaks], getElevation: rootMeters },
    extruded: rootMeters !== null,
    opacity,
    material: { ambient: 0.62, diffuse: 0.55, shininess: 24, specularColor: [40, 50, 70] },
    pickable: true,
    autoHighlight: true,
    highlightColor: [255, 255, 255, 90],
    beforeId,
  } as never)
}

const pickOf = ({ object }: Picked): HexagonPick | null => (object ? { lng: object.position[0], lat: object.position[1], count: object.count } : null)

/** Joins the map's own WebGL context and goes with the map. @param problem is told what deck.gl reports */
export function openDeckOverlay(map: MapLibreMap, problem: (message: string) => void): Promise<DeckOverlay> {
  return new Promise((resolve) => {
    const show = ({ heat, hexagons, points }: DeckScene) => {
      const layers = [...(heat ? [heatLayer(heat)] : []), ...(hexagons ? [hexagonsLayer(hexagons)] : []), ...(points ? [pointsLayer(points)] : [])]
      overlay.setProps({ layers })
      // While the style loads they cannot be put under its labels, and deck.gl does not come back to it by itself.
      if (!map.isStyleLoaded()) void map.once('idle').then(() => overlay.setProps({ layers: [...layers] }))
      map.triggerRepaint()
    }
    const overlay = new MapLibreOverlay({
      interleaved: true,
      layers: [],
      onError: (error: Error) => problem(error.message),
      onLoad: () => resolve({
        show,
        hexagonAt: (point) => pickOf(overlay.pickObject({ ...point, layerIds: [hexagonLayer] }) ?? {}),
        hexagons: (width, height) => overlay.pickObjects({ x: 0, y: 0, width, height, layerIds: [hexagonLayer] }).flatMap((info) => pickOf(info) ?? []),
        pointAt: (point) => {
          const { index = -1 } = overlay.pickObject({ ...point, radius: 4, layerIds: [pointLayer] }) ?? {}
          return index < 0 ? null : index
        },
      }),
    })
    map.addControl(overlay)
  })
}
