import { DataFilterExtension } from '@deck.gl/extensions'
import { BitmapLayer, ScatterplotLayer } from '@deck.gl/layers'
import type { IncidentPoints } from '../workers/incidentQuestion.ts'
import type { Heat, Points } from './layers/deckScene.ts'
import { pointLayer } from './layers/incidentPoints.ts'
import { remember } from './remember.ts'

/** The choices of a row are bits already; deck.gl would number them in the order in which they are first wanted. */
class PlainFilter extends DataFilterExtension {
  static override extensionName = 'PlainFilter'
  override _getCategoryKey(category: number): number {
    return category
  }
}
const filter = new PlainFilter({ filterSize: 4, categorySize: 2 })

const colorsOf = (groups: Uint8Array, colors: readonly string[]): Uint8Array => {
  const table = colors.map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)))
  const rgb = new Uint8Array(groups.length * 3)
  for (let i = 0; i < groups.length; i++) {
    const color = table[groups[i]!]!
    rgb[i * 3] = color[0]!
    rgb[i * 3 + 1] = color[1]!
    rgb[i * 3 + 2] = color[2]!
  }
  return rgb
}

/** The same object for the same points and colours: deck.gl uploads anew what is not. */
const tableOf = remember(() => new Map<readonly string[], object>())
function dataOf(points: IncidentPoints, colors: readonly string[]): object {
  const byColors = tableOf(points)
  const known = byColors.get(colors)
  if (known) return known
  const made = {
    length: points.count,
    attributes: {
      getPosition: { value: points.places, size: 2 },
      getFillColor: { value: colorsOf(points.groups, colors), size: 3, normalized: true },
      getFilterValue: { value: points.values, size: 4 },
      getFilterCategory: { value: points.choices, size: 2 },
    },
  }
  byColors.set(colors, made)
  return made
}

export function pointsLayer({ points, colors, ranges, chosen, radiusPixels, opacity, beforeId }: Points) {
  return new ScatterplotLayer({
    id: pointLayer,
    data: dataOf(points, colors),
    extensions: [filter],
    filterRange: ranges,
    filterCategories: chosen,
    radiusUnits: 'pixels',
    getRadius: radiusPixels,
    updateTriggers: { getRadius: radiusPixels },
    stroked: false,
    // A point of a few pixels needs no soft edge.
    antialiasing: false,
    opacity,
    pickable: true,
    beforeId,
  } as never)
}

export function heatLayer({ rgba, width, height, bounds, opacity, beforeId }: Heat) {
  return new BitmapLayer({ id: 'incident-heat', image: remembered(rgba, width, height), bounds, opacity, textureParameters: { minFilter: 'linear', magFilter: 'linear' }, beforeId } as never)
}

const images = new WeakMap<Uint8Array, ImageData>()
function remembered(data: Uint8Array<ArrayBuffer>, width: number, height: number): ImageData {
  // Of its own kind: 9.4.0 finds no size in a plain object of bytes, and draws black.
  const known = images.get(data) ?? new ImageData(new Uint8ClampedArray(data.buffer), width, height)
  images.set(data, known)
  return known
}
