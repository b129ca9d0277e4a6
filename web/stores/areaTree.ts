import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AreaChangeDone, PendingAreaChange } from '../../geodata/model/areaChange.ts'
import type { CodeSchemeSet } from '../../geodata/format/codeScheme.ts'
import { areaClient, type AreaCommand } from '../api/duty.ts'
import { type AreaRow, areaRows, childrenOf } from './areaRows.ts'
import { useLoad } from './loading.ts'

/** The tree of areas on a day, the history of one of them, and what changes them. */
export const useAreaTree = defineStore('areaTree', () => {
  /** null is today. */
  const on = ref<string | null>(null)
  const tree = useLoad((signal) => areaClient.tree(on.value, signal))
  const history = useLoad((signal, id: number) => areaClient.history(id, signal))
  const schemeList = useLoad((signal) => areaClient.schemes(signal))
  const open = shallowRef<ReadonlySet<number>>(new Set())
  const search = ref('')

  const areas = computed(() => tree.data.value?.areas ?? [])
  /** Changes that wait for their day, the next first. */
  const pending = computed<readonly PendingAreaChange[]>(() => tree.data.value?.pending ?? [])
  const byId = computed(() => new Map(areas.value.map((area) => [area.id, area])))
  const below = computed(() => childrenOf(areas.value, byId.value))
  const schemes = computed(() => schemeList.data.value?.schemes ?? [])

  const rows = computed<AreaRow[]>(() => areaRows(areas.value, byId.value, below.value, search.value, open.value))
  function toggle(id: number, wide = !open.value.has(id)) {
    const now = new Set(open.value)
    if (wide) now.add(id)
    else now.delete(id)
    open.value = now
  }
  async function load(): Promise<void> {
    const answer = await tree.load()
    // The first look shows what is below the top, and as much as fits a page.
    if (answer && open.value.size === 0) {
      const wide = (answer.areas.length <= 60 ? answer.areas : answer.areas.filter(({ level }) => level === 'city')).map(({ id }) => id)
      open.value = new Set(wide)
    }
  }
  /** What it touches, or touched. @throws Problem */
  async function change(id: number, command: AreaCommand): Promise<AreaChangeDone> {
    const { done } = await areaClient.change(id, command)
    if (!command.preview) await Promise.all([load(), history.load(done.areaId)])
    return done
  }
  /** @throws Problem */
  async function withdraw({ areaId, id }: PendingAreaChange): Promise<void> {
    const { pending: left } = await areaClient.withdraw(areaId, id)
    if (tree.data.value) tree.data.value = { ...tree.data.value, pending: left }
  }
  async function putScheme(id: string, scheme: CodeSchemeSet): Promise<void> { schemeList.data.value = await areaClient.putScheme(id, scheme) }
  async function setZoneScheme(id: number, scheme: string | null): Promise<void> { await areaClient.setZoneScheme(id, scheme); await load() }
  return {
    on, search, rows, areas, pending, byId, below, open, toggle, load, state: tree.state, error: tree.error, history: history.data, historyState: history.state, historyError: history.error, loadHistory: history.load,
    schemes, loadSchemes: schemeList.load, putScheme, setZoneScheme, change, withdraw,
  }
})
