import type { Feature, FeatureCollection, Polygon } from 'geojson'
import { lngLatOfMercator, MERCATOR_BITS } from '../../geodata/geometry/mercator.ts'
import type { CoverageGrid } from './sceneData.ts'

export type CoverageCellProperties = { minutes: number }

/** Squares of the mercator grid as polygons in degrees, with minutes of presence. @throws RangeError where the columns differ in length */
export function coverageCells({ level, cells }: CoverageGrid): FeatureCollection<Polygon, CoverageCellProperties> {
  const { x, y, seconds } = cells
  if (x.length !== y.length || x.length !== seconds.length) throw new RangeError(`coverage columns hold ${x.length}, ${y.length} and ${seconds.length} values, expected the same number`)
  const side = 2 ** (MERCATOR_BITS - level)
  const features: Feature<Polygon, CoverageCellProperties>[] = []
  for (let i = 0; i < x.length; i++) {
    const [west, north] = lngLatOfMercator({ x: x[i]! * side, y: y[i]! * side })
    const [east, south] = lngLatOfMercator({ x: (x[i]! + 1) * side, y: (y[i]! + 1) * side })
    features.push({
      type: 'Feature',
      id: i,
      geometry: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] },
      properties: { minutes: seconds[i]! / 60 },
    })
  }
  return { type: 'FeatureCollection', features }
}
