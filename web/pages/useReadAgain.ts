import { useIntervalFn } from '@vueuse/core'
import { useCategories } from '../stores/categories.ts'
import { useConfig } from '../stores/config.ts'
import { useIncidents } from '../stores/incidents.ts'
import { useLive } from '../stores/live.ts'
import { usePatrols } from '../stores/patrols.ts'
import { useZones } from '../stores/zones.ts'

const everyMilliseconds = 10_000

/** What could not be read is read again once the stream stands, for as long as it takes: there is no hand to ask for it. */
export function useReadAgain(start: () => Promise<void>) {
  const [live, config, zones, categories, patrols, incidents] = [useLive(), useConfig(), useZones(), useCategories(), usePatrols(), useIncidents()]
  useIntervalFn(() => {
    if (live.state !== 'live') return
    if (config.state === 'error') void config.load()
    if ([zones.state, categories.state, patrols.state, incidents.state].includes('error')) void start()
  }, everyMilliseconds)
}
