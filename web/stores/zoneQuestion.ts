import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { formOf, type ZoneDesignForm } from './zoneDesignForm.ts'

/** What stands in the form of the designer; it stays while other panels are looked at. */
export const useZoneQuestion = defineStore('zoneQuestion', () => {
  const form = shallowRef<ZoneDesignForm | null>(null)
  /** Whether a click on a zone of the map locks it. */
  const picking = shallowRef(false)

  function edit(change: Partial<ZoneDesignForm>) { if (form.value) form.value = { ...form.value, ...change } }
  /** The form of an area; what belongs to the ground of another is dropped, the rest is kept. */
  function prepare(areaId: number) {
    if (form.value?.areaId === areaId) return
    form.value = { ...(form.value ?? formOf(areaId)), areaId, lockedZoneIds: [], fixZoneId: null }
    picking.value = false
  }
  function toggleLocked(zoneId: number) {
    const locked = form.value?.lockedZoneIds ?? []
    edit({ lockedZoneIds: locked.includes(zoneId) ? locked.filter((each) => each !== zoneId) : [...locked, zoneId].toSorted((a, b) => a - b) })
  }
  return { form, picking, edit, prepare, toggleLocked }
})
