import { onScopeDispose, shallowReactive, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RoundScene } from '../map/sceneData.ts'
import { emptySceneData } from '../map/sceneData.ts'
import { useConfig } from '../stores/config.ts'
import { defaultView } from '../stores/views.ts'

/** Draws the maps of rounds one after the other, as images that paper takes; by the letter of the team. */
export function useRoundPictures(scenes: () => readonly RoundScene[]) {
  const { locale } = useI18n()
  const config = useConfig()
  const pictures = shallowReactive<Record<string, string>>({})
  const failed = shallowRef(0)
  let turn = 0

  function forget() { for (const [key, url] of Object.entries(pictures)) { URL.revokeObjectURL(url); delete pictures[key] } }
  async function draw(all: readonly RoundScene[]) {
    const mine = ++turn
    forget()
    failed.value = 0
    if (all.length === 0) return
    const { roundPicture } = await import('../map/picture/roundPicture.ts')
    const data = { ...emptySceneData(location.origin), tiles: { origin: location.origin, bounds: config.data?.bounds ?? null, attribution: config.data?.attribution ?? [], versions: {} } }
    const view = defaultView(config.data, undefined, 'light')
    for (const round of all) {
      if (mine !== turn) return
      try {
        const image = await roundPicture(data, view, locale.value === 'zh-CN' ? 'both' : 'en', round)
        if (mine === turn) pictures[round.sign] = URL.createObjectURL(image)
      } catch (error) {
        console.error(error)
        if (mine === turn) failed.value += 1
      }
    }
  }
  watch(scenes, (all) => void draw(all), { immediate: true })
  onScopeDispose(() => { turn += 1; forget() })
  return { pictures, failed }
}
