import { useDebounceFn } from '@vueuse/core'
import type { Change, Noun } from '../../geodata/model/change.ts'
import type { WallMove } from '../../geodata/model/mapWall.ts'
import type { IncidentRow } from '../api/answers.ts'
import { useAlarms } from '../stores/alarms.ts'
import { useBoard } from '../stores/board.ts'
import { useBriefings } from '../stores/briefings.ts'
import { useCameras } from '../stores/cameras.ts'
import { useCategories } from '../stores/categories.ts'
import { useConfig } from '../stores/config.ts'
import { useIncidents } from '../stores/incidents.ts'
import { useKanban } from '../stores/kanban.ts'
import { useKeptHotspots } from '../stores/keptHotspots.ts'
import { useLive } from '../stores/live.ts'
import { useMapWalls } from '../stores/mapWalls.ts'
import { usePast } from '../stores/past.ts'
import { usePatrolProgress } from '../stores/patrolProgress.ts'
import { usePatrols } from '../stores/patrols.ts'
import { usePlanGround } from '../stores/planGround.ts'
import { useRosterMap } from '../stores/rosterMap.ts'
import { useTiles } from '../stores/tiles.ts'
import { isOld } from '../stores/views.ts'
import { useZoneDays } from '../stores/zoneDays.ts'
import { useZonePlans } from '../stores/zonePlans.ts'
import { useZones } from '../stores/zones.ts'
import { treeOrder } from '../map/areaTree.ts'
import { groupOrder } from '../map/palette.ts'
import { openIncidents } from '../workers/openIncidents.ts'

/**
 * Incidents are read from where the data begins, at least the last year, to tomorrow: clocks of devices differ. Data that stopped long ago
 * is read to its own end, or the histogram would show years of nothing.
 */
function incidentSpan(dataSpan: { from: string; to: string } | null, now: number) {
  const year = 366 * 86_400_000
  if (dataSpan && isOld(dataSpan, now)) return { from: Date.parse(dataSpan.from), to: Date.parse(dataSpan.to) + 86_400_000 }
  return { from: Math.min(dataSpan ? Date.parse(dataSpan.from) : now, now - year), to: Math.max(dataSpan ? Date.parse(dataSpan.to) + 1 : now, now) + 86_400_000 }
}

/** Reads everything the first page needs, then opens the live stream where the reading ended; of a wall its moves and changes too. */
export async function startStores(wall: { id: string; move(move: WallMove): void } | null = null): Promise<void> {
  const config = useConfig()
  const zones = useZones()
  const patrols = usePatrols()
  const incidents = useIncidents()
  const cameras = useCameras()
  const board = useBoard()
  const kanban = useKanban()
  const live = useLive()
  const [past, tiles] = [usePast(), useTiles()]
  const now = () => Date.now() + config.clockOffset

  const reloadIncidents = useDebounceFn(() => incidents.reload(), 500)
  const reloadZones = useDebounceFn(() => zones.load(), 500)
  const reloadBoard = useDebounceFn(() => board.renew(), 500)
  const reloadPlans = useDebounceFn(() => renewPlans(), 500)
  const zonesChanged = () => { tiles.outdate('zones'); void reloadZones(); void reloadPlans() }
  const camerasChanged = () => { tiles.outdate('cameras', 'cameraViews'); cameras.changed() }
  const viewsChanged = useDebounceFn(() => { tiles.outdate('cameraViews'); cameras.changed() }, 500, { maxWait: 3_000 })
  incidents.index ??= openIncidents()
  const categories = useCategories()
  const tellWorker = () => {
    const groups = groupOrder(categories.all)
    void incidents.setup({ timeZone: config.timeZone, groups: categories.all.map(({ id, group }) => [id, groups.indexOf(group)]), areas: treeOrder(zones.areas).ids })
  }
  tellWorker()
  void Promise.all([useAlarms().load(), categories.load(), zones.load(), patrols.load(past.at)]).then(tellWorker)
  const read = await incidents.load(incidentSpan(config.data?.dataSpan ?? null, now()), past.at)
  live.start(read?.cursor ?? null, {
    change: [(change) => {
      if (change.noun === 'incident') {
        void incidents.apply(change)
        board.apply(change)
        kanban.apply(change)
        // Points come from the worker; lines and polygons are drawn from tiles.
        if ((change.rows as IncidentRow[]).some((row) => row.shape !== 'point')) tiles.outdate('incidents')
      } else if (change.noun === 'camera') camerasChanged()
      else if (change.noun === 'zone') zonesChanged()
      else applyListed(change)
    }],
    position: [patrols.apply],
    refresh: [(noun) => {
      if (noun === 'incident' || noun === 'import') { void reloadIncidents(); void reloadBoard() }
      if (noun === 'incident') tiles.outdate('incidents')
      if (noun === 'zone') zonesChanged()
      if (noun === 'camera') camerasChanged()
      if (noun === 'camera_view') void viewsChanged()
      if (noun === 'import') { tiles.outdateAll(); cameras.changed(); void reloadZones(); void reloadPlans(); void config.load() }
      if (noun === 'alarm') void useAlarms().load()
      // Only where they are looked at.
      if (noun === 'zone_plan') void reloadPlans()
      renewListed(noun)
      if (noun === 'position' || noun === 'roster') void patrols.load(past.at)
      if (noun === 'roster') void useRosterMap().renew()
    }],
    wall: wall ? [wall.move] : [],
  }, wall?.id ?? null)
}

function applyListed(change: Change) {
  if (change.noun === 'alarm') useAlarms().apply(change)
  else if (change.noun === 'map_wall') useMapWalls().apply(change)
  else if (change.noun === 'hotspot') useKeptHotspots().apply(change)
  else if (change.noun === 'briefing') renewListed('briefing')
  else if (change.noun === 'zone_plan' && useZonePlans().state !== 'idle') useZonePlans().apply(change)
}

const renewBriefings = useDebounceFn(() => useBriefings().load(), 1_000)
/** Lists are read again where they are looked at; what was filed is announced wherever one is. */
function renewListed(noun: Noun) {
  if (noun === 'hotspot' && useKeptHotspots().state !== 'idle') void useKeptHotspots().load()
  if (noun === 'map_wall') useMapWalls().refresh()
  if (noun === 'briefing') void renewBriefings()
  if ((noun === 'check_in' || noun === 'patrol_plan') && usePatrolProgress().state !== 'idle') void usePatrolProgress().load(usePast().at)
}

/** What rests on the zones and homes of today is read again, where it is looked at. */
function renewPlans() {
  const [plans, days] = [useZonePlans(), useZoneDays()]
  if (plans.state !== 'idle') void plans.load()
  if (days.state !== 'idle') void days.load()
  usePlanGround().renew()
}
