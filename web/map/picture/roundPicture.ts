import type { LngLat, MultiPolygon } from '../../../geodata/model/geometry.ts'
import type { View } from '../../../geodata/model/view.ts'
import { inkOf } from '../palette.ts'
import type { MapLocale, RoundScene, SceneData } from '../sceneData.ts'
import { drawOnce } from './drawOnce.ts'
import { drawNorth, drawScale } from './sheetScale.ts'
import { cameraAround } from './zonePicture.ts'

/** 186 mm of a sheet at 254 dots an inch; drawn at twice the size of a screen. */
const size = { width: 1860, height: 1240, magnification: 2 }

function boxOf(places: readonly LngLat[]): MultiPolygon {
  const along = (axis: 0 | 1) => places.map((place) => place[axis])
  const [west, east, south, north] = [Math.min(...along(0)), Math.max(...along(0)), Math.min(...along(1)), Math.max(...along(1))]
  return { type: 'MultiPolygon', coordinates: [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]] }
}

/** One round alone on its ground, as an image for paper. @throws Error where the map cannot be drawn */
export async function roundPicture(data: SceneData, view: View, locale: MapLocale, round: RoundScene): Promise<Blob> {
  const camera = cameraAround(boxOf([...round.line, ...round.stops.map(({ place }) => place)]), size)
  const drawn = await drawOnce({ ...data, patrolPlan: { rounds: [round], places: [], looked: null, pointed: null } }, { ...view, theme: 'light', layers: ['patrolPlan'], selection: null, camera: { ...camera, zoom: Math.min(camera.zoom, 17) } }, locale, size)
  const pen = drawn.getContext('2d')
  const ink = { color: inkOf.light.label, halo: inkOf.light.halo }
  if (pen) {
    drawScale(pen, { camera, x: 40, y: drawn.height - 40, ...ink })
    drawNorth(pen, { bearing: 0, x: drawn.width - 70, y: 100, text: locale === 'en' ? 'N' : '北', ...ink })
  }
  return new Promise((resolve, reject) => drawn.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no image'))), 'image/png'))
}
