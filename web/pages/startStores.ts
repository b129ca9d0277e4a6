import { useDebounceFn } from '@vueuse/core'
import { useActor } from '../stores/actor.ts'
import { useCameras } from '../stores/cameras.ts'
import { useCategories } from '../stores/categories.ts'
import { useConfig } from '../stores/config.ts'
import { useIncidents } from '../stores/incidents.ts'
import { useLive } from '../stores/live.ts'
import { usePatrols } from '../stores/patrols.ts'
import { useZones } from '../stores/zones.ts'
import { openIncidents } from '../workers/openIncidents.ts'

/** Incidents are read from where the data begins, at least the last year, to tomorrow: clocks of devices differ. */
export function incidentSpan(dataSpan: { from: string; to: string } | null, now: number) {
  const year = 366 * 86_400_000
  return { from: Math.min(dataSpan ? Date.parse(dataSpan.from) : now, now - year), to: Math.max(dataSpan ? Date.parse(dataSpan.to) + 1 : now, now) + 86_400_000 }
}

/** Reads everything the first page needs, then opens the live stream where the reading ended. */
export async function startStores(): Promise<void> {
  const config = useConfig()
  const zones = useZones()
  const patrols = usePatrols()
  const incidents = useIncidents()
  const cameras = useCameras()
  const live = useLive()
  const now = () => Date.now() + config.clockOffset

  const reloadIncidents = useDebounceFn(() => incidents.reload(), 500)
  const reloadZones = useDebounceFn(() => zones.load(), 500)
  incidents.index ??= openIncidents()
  void Promise.all([useActor().load(), useCategories().load(), zones.load(), patrols.load()])
  const read = await incidents.load(incidentSpan(config.data?.dataSpan ?? null, now()))
  live.start(read?.cursor ?? null, {
    change: [(change) => {
      if (change.noun === 'incident') void incidents.apply(change)
      else if (change.noun === 'camera') cameras.changed()
      else if (change.noun === 'zone') void reloadZones()
    }],
    position: [patrols.apply],
    refresh: [(noun) => {
      if (noun === 'incident' || noun === 'import') void reloadIncidents()
      if (noun === 'zone' || noun === 'import') void reloadZones()
      if (noun === 'camera' || noun === 'import') cameras.changed()
      if (noun === 'position') void patrols.load()
    }],
  })
}
