import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Briefing, BriefingDraft, BriefingSummary } from '../../geodata/model/briefing.ts'
import type { Change } from '../../geodata/model/change.ts'
import { briefingClient, type BriefingStep } from '../api/briefings.ts'
import { createMaking } from './briefingMaking.ts'
import { createTexts } from './briefingTexts.ts'
import { useLoad } from './loading.ts'
import { versionedRows } from './versionedRows.ts'

/** Briefings by id, newest first; newer versions win, whatever order they arrive in. Pages and figures are read one briefing at a time. */
export const useBriefings = defineStore('briefings', () => {
  const list = useLoad((signal) => briefingClient.list(signal))
  const opened = useLoad(async (signal, id: string, run: number | null) => (await briefingClient.read(id, run, signal)).briefing)
  const { byId, put, putWhole } = versionedRows<BriefingSummary>()
  const all = computed(() => [...byId.value.values()].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)))
  const unread = computed(() => all.value.filter((one) => one.unread && one.state === 'filed').length)
  /** The briefing that was read last, as it is known now; its figures and pages are those of the run that was read. */
  const record = computed<Briefing | null>(() => opened.data.value && { ...opened.data.value, ...byId.value.get(opened.data.value.id), run: opened.data.value.run })
  const making = createMaking()
  const { textAt, write } = createTexts(opened.data)

  /** What was filed since the list was read first, unread by this reader. */
  const news = computed(() => (known.value === null ? [] : all.value.filter((one) => one.unread && one.state === 'filed' && !known.value!.has(one.id))))
  const known = shallowRef<ReadonlySet<string> | null>(null)
  async function load() {
    const read = await list.load()
    if (!read) return
    known.value ??= new Set(read.briefings.filter(({ state }) => state === 'filed').map(({ id }) => id))
    putWhole(read.briefings)
  }
  /** The list holds summaries. */
  function take(briefing: Briefing, run = briefing.run): Briefing {
    const { question: _question, figures: _figures, pages: _pages, texts: _texts, suppressed: _suppressed, outside: _outside, ...summary } = briefing
    opened.data.value = { ...briefing, run }
    put([summary])
    return briefing
  }
  let shownRun: number | null = null
  /** `run`: one of the counts, null for the newest; without it the one that is looked at. */
  async function open(id: string, run?: number | null): Promise<Briefing | null> {
    shownRun = run === undefined && opened.data.value?.id === id ? shownRun : (run ?? null)
    return opened.load(id, shownRun).then((read) => read && take(read, shownRun ?? read.run))
  }
  const version = (id: string) => byId.value.get(id)?.version ?? 1
  /** @throws Problem, as all that follow; AbortError when `cancel` is called */
  const make = async (draft: BriefingDraft) => take(await making.run((told, signal) => briefingClient.make(draft, told, signal)))
  const run = async (id: string, asOf: string | null = null) => take(await making.run((told, signal) => briefingClient.run(id, { version: version(id), asOf }, told, signal)))

  /** Of all that is told, what a reader opened is only theirs to know. */
  const apply = (change: Change) => put((change.rows as BriefingSummary[]).map((row) => ({ ...byId.value.get(row.id), ...row })), change.gone.map(String))
  const kept = ({ briefing }: { briefing: BriefingSummary }): BriefingSummary => { put([briefing]); return byId.value.get(briefing.id)! }
  /** Of two who change the same version the second is a Problem 409. */
  const change = async (id: string, wish: { title?: string; audience?: BriefingSummary['audience'] }) => kept(await briefingClient.change(id, { version: version(id), ...wish }))
  const step = async (name: BriefingStep, id: string) => kept(await briefingClient.step(name, id, version(id)))

  /** Opened: no news any more. */
  async function mark(id: string) {
    if (!byId.value.get(id)?.unread) return
    await briefingClient.mark(id)
    const now = byId.value.get(id)
    if (now) put([{ ...now, unread: false }])
  }
  return { state: list.state, error: list.error, openState: opened.state, openError: opened.error, byId, all, unread, news, record, progress: making.progress, cancel: making.cancel, load, open, make, run, apply, version, change, step, textAt, write, mark }
})
