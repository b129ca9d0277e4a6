import { useI18n } from 'vue-i18n'
import type { WallAnswer, WallScreen } from '../../../geodata/model/mapWall.ts'
import type { View } from '../../../geodata/model/view.ts'
import type { Viewport } from '../../../geodata/wall/screenCamera.ts'
import { thrownCamera } from '../../../geodata/wall/thrownCamera.ts'
import { useMapWalls } from '../../stores/mapWalls.ts'
import { useWallTry } from './useWallTry.ts'

/** What a desk's map shows, put onto a screen: all of its ground, day or night as the wall has it. */
export function useThrow() {
  const { t } = useI18n()
  const walls = useMapWalls()
  const { busy, tried } = useWallTry()
  function toss({ wall }: WallAnswer, screen: WallScreen, view: View, viewport: Viewport): Promise<boolean> {
    const before = screen.content
    const thrown: View = { ...view, camera: thrownCamera(view.camera, viewport, screen.place), theme: wall.view.theme }
    return tried(() => walls.changeScreen(wall.id, screen.id, { content: { kind: 'view', view: thrown } }), {
      done: t('mapWall.thrown', { name: screen.name, wall: wall.name }),
      undo: () => walls.changeScreen(wall.id, screen.id, { content: before }),
    })
  }
  return { busy, toss }
}
