import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { View } from '../../geodata/model/view.ts'
import { zoneClient } from '../api/client.ts'
import { useLoad } from './loading.ts'

/** A plan lies open with what was before it beside. */
export const comparesPlan = ({ planId, zonesBeside }: Pick<View, 'planId' | 'zonesBeside'>): boolean => planId !== null && zonesBeside === 'before'
/** The other day whose zones stand beside those of the view; null where none does. An open plan is compared as a plan. */
export const dayBeside = ({ planId, zonesBeside }: Pick<View, 'planId' | 'zonesBeside'>): string | null => (planId === null && zonesBeside && zonesBeside !== 'before' ? zonesBeside : null)

/** Borders of two days are told apart where little else is drawn. */
export const layersOfDays = (layers: View['layers']): View['layers'] => ['zones', ...layers.filter((layer) => layer === 'places')]

/** Zones of the other day of a comparison. */
export const useZonesBeside = defineStore('zonesBeside', () => {
  const list = useLoad((signal, day: string) => zoneClient.list(day, signal))
  const zones = computed(() => list.data.value?.zones ?? [])
  return { state: list.state, error: list.error, zones, load: list.load, clear: list.reset }
})
