import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { HotspotChange, HotspotKeep } from '../../geodata/model/analysis.ts'
import type { Change } from '../../geodata/model/change.ts'
import { hotspotClient, type Hotspot } from '../api/analysis.ts'
import { useLoad } from './loading.ts'
import { versionedRows } from './versionedRows.ts'

/** Hotspots that were kept, by id; newer versions win, whatever order they arrive in. */
export const useKeptHotspots = defineStore('keptHotspots', () => {
  const list = useLoad((signal) => hotspotClient.list(signal))
  const { byId, put, putWhole } = versionedRows<Hotspot>()
  const all = computed(() => [...byId.value.values()].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)))
  const active = computed(() => all.value.filter(({ retiredAt }) => retiredAt === null))
  const retired = computed(() => all.value.filter(({ retiredAt }) => retiredAt !== null))

  async function load() {
    const read = await list.load()
    if (read) putWhole(read.hotspots)
  }
  const apply = (change: Change) => put(change.rows as Hotspot[], change.gone.map(String))
  /** @throws Problem, as the next one */
  async function keep(hotspot: HotspotKeep): Promise<Hotspot> {
    const kept = (await hotspotClient.keep(hotspot)).hotspot
    put([kept])
    return kept
  }
  /** Against the version that is known here; somebody faster is a Problem 409. */
  async function change(id: string, wish: Omit<HotspotChange, 'version'>): Promise<Hotspot> {
    const changed = (await hotspotClient.change(id, { version: byId.value.get(id)?.version ?? 1, ...wish })).hotspot
    put([changed])
    return changed
  }
  function clear() {
    list.reset()
    byId.value = new Map()
  }
  return { state: list.state, error: list.error, loadedAt: list.loadedAt, byId, all, active, retired, load, apply, put, keep, change, clear }
})
