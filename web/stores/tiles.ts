import { defineStore } from 'pinia'
import { ref } from 'vue'

const layers = ['base', 'zones', 'cameras', 'cameraViews', 'incidents'] as const
export type TileKind = (typeof layers)[number]

/** How often each kind of tile was outdated since the page opened; the map reads tiles again when its number grows. */
export const useTiles = defineStore('tiles', () => {
  const versions = ref<Record<TileKind, number>>({ base: 0, zones: 0, cameras: 0, cameraViews: 0, incidents: 0 })
  function outdate(...kinds: TileKind[]) {
    versions.value = Object.fromEntries(layers.map((kind) => [kind, versions.value[kind] + (kinds.includes(kind) ? 1 : 0)])) as Record<TileKind, number>
  }
  /** The day whose zones are drawn; null is today. */
  const day = ref<string | null>(null)
  const outdateAll = () => outdate(...layers)
  return { versions, day, outdate, outdateAll }
})
