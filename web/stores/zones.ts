import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Area } from '../../geodata/model/area.ts'
import type { IndicatorId } from '../../geodata/model/indicator.ts'
import { zoneClient } from '../api/client.ts'
import { indicatorClient } from '../api/indicators.ts'
import type { Query } from '../api/http.ts'
import { useLoad } from './loading.ts'

/** Zones, the area tree above them, and their figures for a time window. */
export const useZones = defineStore('zones', () => {
  /** Null is today. */
  const day = shallowRef<string | null>(null)
  const list = useLoad((signal) => zoneClient.list(day.value, signal))
  const areaList = useLoad((signal) => zoneClient.areas(signal))
  const figureList = useLoad((signal, window: { from: string; to: string }, query: Query) => zoneClient.figures(window, { ...query, on: day.value }, signal))

  const indicatorList = useLoad(async (signal, id: IndicatorId, window: { from: string; to: string }, query: Query) => {
    const { rows } = await indicatorClient.read({ ...window, ...query, by: 'zone' }, signal)
    return { id, rows: rows.flatMap(({ key, figures }) => (key === null || !figures[id] ? [] : [{ zoneId: key, ...figures[id] }])) }
  })

  const zones = computed(() => list.data.value?.zones ?? [])
  const byId = computed(() => new Map(zones.value.map((zone) => [zone.id, zone])))
  const areas = computed(() => areaList.data.value?.areas ?? [])
  const areaById = computed(() => new Map(areas.value.map((area) => [area.id, area])))
  const figures = computed(() => figureList.data.value?.rows ?? null)
  const figureByZone = computed(() => new Map((figures.value ?? []).map((row) => [row.zoneId, row])))

  const indicator = computed(() => indicatorList.data.value ?? null)

  /** The area and all above it, from the city down. */
  function chain(areaId: number): Area[] {
    const above: Area[] = []
    for (let area = areaById.value.get(areaId); area && above.length < 8; area = area.parentId === null ? undefined : areaById.value.get(area.parentId)) above.unshift(area)
    return above
  }
  const load = () => Promise.all([list.load(), areaList.load()])
  /** The zones of another day; those of now stay until they are here. */
  async function show(on: string | null) {
    if (on === day.value) return
    day.value = on
    if (list.state.value !== 'idle') await list.load()
  }
  return { state: list.state, error: list.error, figureState: figureList.state, loadFigures: figureList.load, loadIndicator: indicatorList.load, indicator, indicatorState: indicatorList.state, zones, byId, areas, areaById, figures, figureByZone, chain, day, show, load }
})
