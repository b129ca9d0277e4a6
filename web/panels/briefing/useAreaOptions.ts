import { computed } from 'vue'
import { useFormat } from '../../i18n/format.ts'
import { useActor } from '../../stores/actor.ts'
import { useZones } from '../../stores/zones.ts'

/** Areas as a list to choose from, each under the one above it, and the one that the reader's duty is in. */
export function useAreaOptions() {
  const format = useFormat()
  const [zones, actor] = [useZones(), useActor()]
  const areas = computed(() => zones.areas.map((area) => ({ id: area.id, text: `${' '.repeat(Math.max(0, zones.chain(area.id).length - 1))}${format.name(area)}` })))
  const own = computed(() => actor.current?.assignments.map(({ areaId }) => areaId).find((id) => zones.areaById.has(id)) ?? zones.areas[0]?.id ?? null)
  const nameOf = (id: number) => { const area = zones.areaById.get(id); return area ? format.name(area) : '' }
  return { areas, own, nameOf }
}
