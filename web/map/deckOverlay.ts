import { HexagonLayer } from '@deck.gl/aggregation-layers'
import type { Color } from '@deck.gl/core'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import type { Map as MapLibreMap } from 'maplibre-gl'
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

type Row = { index: number; target: number[] }
type Picked = { object?: { position: [number, number]; count: number } }

/** deck.gl lays the grid by the middle of the data; ours stands still, so that a live incident never moves every hexagon. */
class StillHexagons extends HexagonLayer<unknown, { grid: Hexagons['grid'] }> {
  static override layerName = 'StillHexagons'
  override getBounds(): [number[], number[]] | null {
    const { grid } = this.props
    return grid ? [[grid[0], grid[1]], [grid[2], grid[3]]] : super.getBounds()
  }
  /** 9.4.0 answers the middle of a hexagon without the origin its grid was moved by. */
  override getPickingInfo(params: Parameters<HexagonLayer['getPickingInfo']>[0]) {
    const info = super.getPickingInfo(params)
    if (!info.object) return info
    const { viewport } = this.context
    const [x, y] = viewport.projectFlat(info.object.position) as [number, number]
    const [originX, originY] = this.state.hexOriginCommon
    const [lng, lat] = viewport.unprojectFlat([x + originX, y + originY]) as [number, number]
    return { ...info, object: { ...info.object, position: [lng, lat] as [number, number] } }
  }
}

const rows = remember((places: Float64Array) => ({ length: places.length / 2 }))
const rgb = (hex: string): Color => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number]
const rgbOf = remember((colors: readonly string[]) => colors.map(rgb))
/** Roots of counts up to a hundred million. */
const largestRoot = 10_000

function hexagonsLayer({ places, grid, radiusMeters, rootMeters, breaks, colors, opacity, beforeId }: Hexagons) {
  return new StillHexagons({
    id: hexagonLayer,
    data: rows(places),
    grid,
    getPosition: (_: unknown, { index, target }: Row) => {
      target[0] = places[index * 2]!
      target[1] = places[index * 2 + 1]!
      target[2] = 0
      return target as [number, number, number]
    },
    // On the CPU: classes of our own are not to be had otherwise, and counts are then the same on every machine.
    gpuAggregation: false,
    radius: radiusMeters,
    coverage: 0.92,
    getColorValue: (points: unknown[]) => hexagonClass(points.length, breaks),
    colorScaleType: 'quantize',
    colorRange: rgbOf(colors),
    colorDomain: [-0.5, colors.length - 0.5],
    getElevationValue: (points: unknown[]) => Math.sqrt(points.length),
    elevationDomain: [0, largestRoot],
    elevationRange: [0, largestRoot * (rootMeters ?? 0)],
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
