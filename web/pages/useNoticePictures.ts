import { onScopeDispose, shallowReactive, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { emptySceneData } from '../map/sceneData.ts'
import { useConfig } from '../stores/config.ts'
import { defaultView } from '../stores/views.ts'
import type { ZoneNotice } from '../stores/zoneNotices.ts'

/** Draws the maps of notices one after the other, as images that paper takes. */
export function useNoticePictures(notices: () => readonly ZoneNotice[]) {
  const { locale } = useI18n()
  const config = useConfig()
  const pictures = shallowReactive<Record<string, string>>({})
  const drawn = shallowRef(0)
  /** Maps that could not be drawn. */
  const failed = shallowRef(0)
  let round = 0

  function forget() {
    for (const [key, url] of Object.entries(pictures)) { URL.revokeObjectURL(url); delete pictures[key] }
    drawn.value = 0
  }
  async function draw(all: readonly ZoneNotice[]) {
    const mine = ++round
    forget()
    failed.value = 0
    if (all.length === 0) return
    const { zonePicture } = await import('../map/picture/zonePicture.ts')
    const data = { ...emptySceneData(location.origin), tiles: { origin: location.origin, bounds: config.data?.bounds ?? null, attribution: config.data?.attribution ?? [], versions: {} } }
    const view = defaultView(config.data, undefined, 'light')
    for (const { key, geometry, station } of all) {
      if (mine !== round) return
      try {
        const image = await zonePicture(data, view, locale.value === 'zh-CN' ? 'zh' : 'en', { zone: geometry, others: all.filter((other) => other.key !== key).map((other) => other.geometry), station })
        if (mine === round) { pictures[key] = URL.createObjectURL(image); drawn.value += 1 }
      } catch (error) {
        console.error(error)
        if (mine === round) failed.value += 1
      }
    }
  }
  watch([notices, locale] as const, ([all]) => void draw(all), { immediate: true })
  onScopeDispose(() => { round += 1; forget() })
  return { pictures, drawn, failed }
}
