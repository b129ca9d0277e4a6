import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { WallScene } from '../../../geodata/model/mapWall.ts'
import { standingScene } from '../../../geodata/wall/rotation.ts'
import { useMapWalls } from '../../stores/mapWalls.ts'
import { useOpenWall } from './openWall.ts'
import { useWallTry } from './useWallTry.ts'

/** Shows a scene on the wall: the shared map takes its view, and the rotation goes on from it. */
export function useSceneShow() {
  const { t } = useI18n()
  const walls = useMapWalls()
  const { answer, wallId, now } = useOpenWall()
  const { tried } = useWallTry()
  const standing = computed(() => standingScene(answer.value.scenes, answer.value.wall.rotation, answer.value.alarms, now.value))
  const shared = computed(() => answer.value.screens.some(({ content }) => content.kind === 'shared'))
  const rotating = computed(() => answer.value.screens.some(({ content }) => content.kind === 'rotation'))

  function show(scene: WallScene) {
    const before = answer.value.wall.view
    const stood = standing.value?.scene.id
    void tried(async () => {
      if (rotating.value || !shared.value) await walls.rotate(wallId.value, { sceneId: scene.id })
      if (shared.value) await walls.change(wallId.value, { view: scene.view })
    }, {
      done: t('mapWall.sceneShown', { name: scene.name }),
      async undo() {
        if (stood && (rotating.value || !shared.value)) await walls.rotate(wallId.value, { sceneId: stood })
        if (shared.value) await walls.change(wallId.value, { view: before })
      },
    })
  }
  /** By its number on the keys, 1 is the first. */
  function showNumber(n: number) {
    const scene = answer.value.scenes[n - 1]
    if (scene) show(scene)
  }
  const paused = computed(() => answer.value.wall.rotation.pausedAt !== null)
  const pause = (on: boolean) => void tried(() => walls.rotate(wallId.value, { paused: on }), { done: t(on ? 'mapWall.pausedNow' : 'mapWall.goesOn') })
  return { standing, show, showNumber, paused, pause, rotating }
}
