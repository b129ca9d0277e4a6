import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Id } from '../../geodata/model/id.ts'

export type WallTab = 'screen' | 'scenes' | 'layers' | 'arrange' | 'map'

/** What lies open on the desk of who operates a wall. Nothing of it belongs into a link. */
export const useWallDesk = defineStore('wallDesk', () => {
  const tab = ref<WallTab>('screen')
  const screenId = ref<Id | null>(null)
  /** Whether the map of this desk moves the wall; else it is looked at alone. */
  const driving = ref(true)
  /** The screen whose panels lie open for laying out. */
  const panelsOf = ref<Id | null>(null)
  /** Whether a view of this desk is to be thrown onto a screen: the dialog lies open. */
  const throwing = shallowRef(false)
  return { tab, screenId, driving, panelsOf, throwing }
})
