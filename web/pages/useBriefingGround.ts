import { inject, provide, type InjectionKey } from 'vue'
import type { Briefing } from '../../geodata/model/briefing.ts'
import type { View } from '../../geodata/model/view.ts'
import { treeOrder } from '../map/areaTree.ts'
import { groupOrder } from '../map/palette.ts'
import { useCategories } from '../stores/categories.ts'
import { useConfig } from '../stores/config.ts'
import { useIncidents } from '../stores/incidents.ts'
import { useKeptHotspots } from '../stores/keptHotspots.ts'
import { spanOf, type Span } from '../stores/timeWindow.ts'
import { useZones } from '../stores/zones.ts'
import { openIncidents } from '../workers/openIncidents.ts'

const groundKey: InjectionKey<(view: View) => Promise<void>> = Symbol('briefing ground')
const ofIncidents = new Set<string>(['incidents', 'incidentHeat', 'incidentHexagons', 'incidentPoints'])
export const drawsIncidents = ({ layers }: View) => layers.some((layer) => ofIncidents.has(layer))

/** Of what the maps of a briefing show, the period of all together. */
function spanOfMaps(briefing: Briefing, now: number): Span {
  const spans = briefing.pages.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'map' && drawsIncidents(block.view) ? [spanOf(block.view.time, now)] : [])))
  return { from: Math.min(...spans.map(({ from }) => from)), to: Math.max(...spans.map(({ to }) => to)) }
}

/** What maps of a briefing are drawn from, read when the first of them comes into sight, and no more than they show. */
export function provideBriefingGround(briefing: () => Briefing | null): void {
  const [config, zones, categories, hotspots, incidents] = [useConfig(), useZones(), useCategories(), useKeptHotspots(), useIncidents()]
  let ground: Promise<unknown> | null = null
  let read: { key: string; done: Promise<unknown> } | null = null

  function setup() {
    incidents.index ??= openIncidents()
    const groups = groupOrder(categories.all)
    return incidents.setup({ timeZone: config.timeZone, groups: categories.all.map(({ id, group }) => [id, groups.indexOf(group)]), areas: treeOrder(zones.areas).ids })
  }
  function readIncidents(of: Briefing) {
    const key = `${of.id}/${of.run}`
    if (read?.key !== key) read = { key, done: incidents.load(spanOfMaps(of, Date.now() + config.clockOffset)) }
    return read.done
  }
  provide(groundKey, async (view) => {
    ground ??= Promise.all([config.data ?? config.load(), zones.load(), categories.load(), hotspots.load()]).then(setup)
    await ground
    const of = briefing()
    if (of && drawsIncidents(view)) await readIncidents(of)
  })
}
export const useBriefingGround = () => inject(groundKey)!
