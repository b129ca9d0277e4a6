import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import type { Measurement } from '../sceneData.ts'
import { measureDrawing, measurementOf, type MeasureKind } from './measure.ts'

export type Measuring = { click(place: LngLat): void; move(place: LngLat): void; finish(): void; back(): void; stop(): void }

/** Draws while a person clicks: each click a corner, double click or Enter ends it, Backspace takes one back, the next click starts anew. */
export function startMeasuring(map: MapLibreMap, kind: MeasureKind, answer: (measurement: Measurement | null) => void): Measuring {
  let corners: LngLat[] = []
  let done = false
  map.getCanvas().style.cursor = 'crosshair'
  map.doubleClickZoom.disable()
  const draw = (pointer: LngLat | null) => void map.getSource<GeoJSONSource>('measure')?.setData(measureDrawing(kind, corners, done ? null : pointer))
  const tell = () => answer(corners.length > 0 ? measurementOf(kind, corners, done) : null)
  return {
    click(place) {
      if (done) corners = []
      done = false
      corners = [...corners, place]
      draw(null)
      tell()
    },
    move(place) {
      if (!done && corners.length > 0) draw(place)
    },
    finish() {
      // The double click has put its corner twice.
      const [last, before] = [corners.at(-1), corners.at(-2)]
      if (last && before && last[0] === before[0] && last[1] === before[1]) corners = corners.slice(0, -1)
      done = corners.length > 1
      draw(null)
      tell()
    },
    back() {
      corners = corners.slice(0, -1)
      done = false
      draw(null)
      tell()
    },
    stop() {
      corners = []
      draw(null)
      map.getCanvas().style.cursor = ''
      map.doubleClickZoom.enable()
      answer(null)
    },
  }
}
