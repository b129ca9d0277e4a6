import { useI18n } from 'vue-i18n'
import type { ScreenContent, WallScene } from '../../../geodata/model/mapWall.ts'

/** What a screen shows, in a few words. */
export function useContentText() {
  const { t } = useI18n()
  return (content: ScreenContent, scenes: readonly WallScene[]): string =>
    content.kind === 'scene' ? (scenes.find(({ id }) => id === content.sceneId)?.name ?? t('mapWall.content.scene')) : t(`mapWall.content.${content.kind}`)
}
