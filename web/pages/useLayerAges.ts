import { computed, type Ref } from 'vue'
import type { ScreenReport } from '../../geodata/model/mapWall.ts'
import type { LayerId, View } from '../../geodata/model/view.ts'
import { useAnalysis } from '../stores/analysis.ts'
import { useBlindSpots } from '../stores/blindSpots.ts'
import { useCoverage } from '../stores/coverage.ts'
import { useIncidents } from '../stores/incidents.ts'
import { useLastVisits } from '../stores/lastVisits.ts'
import { useLive } from '../stores/live.ts'
import { usePatrols } from '../stores/patrols.ts'
import { useRosterMap } from '../stores/rosterMap.ts'
import { useZones } from '../stores/zones.ts'

/** What is read at a moment and not kept up by the stream. */
const readLayers: readonly LayerId[] = ['coverage', 'presence', 'blindSpots', 'analysis', 'roster', 'hotspotCells', 'hotspotClusters']

/**
 * How old what each shown layer shows is, in seconds; null where there is nothing of it yet. Layers that the stream keeps up are as old as its last sign of life; positions of patrols as old as
 * the newest of them; what was asked once, as old as its answer.
 * @param now the server's clock, ms
 */
export function useLayerAges(view: Ref<View>, viewId: string, now: Ref<number>) {
  const [live, incidents, zones, patrols] = [useLive(), useIncidents(), useZones(), usePatrols()]
  const [coverage, visits, blind, analysis, roster] = [useCoverage(), useLastVisits(), useBlindSpots(), useAnalysis(), useRosterMap()]
  const since = (at: number) => (at ? Math.max(0, Math.round((live.now - at) / 1000)) : null)
  const newestFix = computed(() => Math.max(0, ...patrols.positions.map(({ at }) => Date.parse(at))))

  function ageOf(layer: LayerId): number | null {
    if (layer === 'coverage') return since(coverage.loadedAt)
    if (layer === 'presence') return since(visits.loadedAt)
    if (layer === 'blindSpots') return since(blind.asked.loadedAt)
    if (layer === 'roster') return roster.moment === null ? null : Math.max(0, Math.round((now.value - roster.moment) / 1000))
    if (readLayers.includes(layer)) return since(analysis.past.find(({ answer }) => answer === analysis.desks[viewId]?.answer)?.at ?? 0)
    if (layer === 'patrols') return newestFix.value ? Math.max(0, Math.round((now.value - newestFix.value) / 1000)) : null
    const unread = layer.startsWith('incident') ? incidents.data === null : layer === 'zones' && zones.zones.length === 0
    return unread ? null : since(live.lastSignAt)
  }
  return computed<ScreenReport['layers']>(() => Object.fromEntries(view.value.layers.map((layer) => [layer, ageOf(layer)])))
}
