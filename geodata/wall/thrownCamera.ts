import type { WallRect } from '../model/mapWall.ts'
import type { View } from '../model/view.ts'
import { type Viewport, wallWidthPixels } from './screenCamera.ts'

/** The camera of a map as a View on a wall has it: all the ground of `viewport` lies on the `screen`, and more where their shapes differ; as it is turned and tilted, for it stands on that screen alone. */
export function thrownCamera(camera: View['camera'], viewport: Viewport, screen: Pick<WallRect, 'width' | 'height'>): View['camera'] {
  const pixelsAcross = Math.max(viewport.width, (viewport.height * screen.width) / screen.height)
  return { ...camera, zoom: Math.min(22, Math.max(0, camera.zoom + Math.log2(wallWidthPixels / pixelsAcross))) }
}
