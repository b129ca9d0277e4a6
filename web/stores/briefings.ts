import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Briefing, BriefingDraft, BriefingSummary, BriefingText } from '../../geodata/model/briefing.ts'
import type { Change } from '../../geodata/model/change.ts'
import { briefingClient, type BriefingProgress, type BriefingStep } from '../api/briefings.ts'
import { useLoad } from './loading.ts'

type Locale = 'zh' | 'en'

/** Briefings by id, newest first; newer versions win, whatever order they arrive in. Pages and figures are read one briefing at a time. */
export const useBriefings = defineStore('briefings', () => {
  const list = useLoad((signal) => briefingClient.list(signal))
  const opened = useLoad(async (signal, id: string) => (await briefingClient.read(id, signal)).briefing)
  const byId = shallowRef<ReadonlyMap<string, BriefingSummary>>(new Map())
  const all = computed(() => [...byId.value.values()].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)))
  const unread = computed(() => all.value.filter((one) => one.unread && one.state === 'filed').length)
  /** The briefing that was read last, as it is known now. */
  const record = computed<Briefing | null>(() => opened.data.value && { ...opened.data.value, ...byId.value.get(opened.data.value.id) })
  /** How far the making or another run is; null when none is under way. */
  const progress = shallowRef<BriefingProgress | null>(null)
  let making: AbortController | null = null

  function put(rows: readonly BriefingSummary[], gone: readonly string[] = []) {
    const next = new Map(byId.value)
    for (const id of gone) next.delete(id)
    for (const row of rows) if ((next.get(row.id)?.version ?? 0) <= row.version) next.set(row.id, row)
    byId.value = next
  }
  async function load() {
    const read = await list.load()
    if (read) put(read.briefings, [...byId.value.keys()].filter((id) => !read.briefings.some((row) => row.id === id)))
  }
  /** What is kept of a briefing in the list is its summary. */
  function take(briefing: Briefing): Briefing {
    const { question: _question, figures: _figures, pages: _pages, texts: _texts, suppressed: _suppressed, ...summary } = briefing
    opened.data.value = briefing
    put([summary])
    return briefing
  }
  async function open(id: string): Promise<Briefing | null> {
    const read = await opened.load(id)
    return read && take(read)
  }
  /** Only one at a time: what was under way before ends. @throws Problem; AbortError when `cancel` is called */
  async function long(work: (told: (progress: BriefingProgress) => void, signal: AbortSignal) => Promise<{ briefing: Briefing }>) {
    making?.abort()
    const mine = (making = new AbortController())
    progress.value = { share: 0, stage: '' }
    try {
      return take((await work((told) => { if (making === mine) progress.value = told }, mine.signal)).briefing)
    } finally {
      if (making === mine) { making = null; progress.value = null }
    }
  }
  const make = (draft: BriefingDraft) => long((told, signal) => briefingClient.make(draft, told, signal))
  const run = (id: string, asOf: string | null = null) => long((told, signal) => briefingClient.run(id, { version: version(id), asOf }, told, signal))
  const cancel = () => making?.abort()

  const apply = (change: Change) => put((change.rows as BriefingSummary[]).map((row) => ({ ...byId.value.get(row.id), ...row })), change.gone.map(String))
  const version = (id: string) => byId.value.get(id)?.version ?? 1
  const kept = ({ briefing }: { briefing: BriefingSummary }): BriefingSummary => { put([briefing]); return byId.value.get(briefing.id)! }
  /** @throws Problem, as all that follow; of two who change the same version the second is a Problem 409 */
  const change = async (id: string, wish: { title?: string; audience?: BriefingSummary['audience'] }) => kept(await briefingClient.change(id, { version: version(id), ...wish }))
  const step = async (name: BriefingStep, id: string) => kept(await briefingClient.step(name, id, version(id)))

  const textAt = (key: string, locale: Locale): BriefingText | null => opened.data.value?.texts.find((text) => text.key === key && text.locale === locale) ?? null
  function putText(id: string, key: string, locale: Locale, text: BriefingText | null) {
    const briefing = opened.data.value
    if (briefing?.id === id) opened.data.value = { ...briefing, texts: [...briefing.texts.filter((each) => each.key !== key || each.locale !== locale), ...(text ? [text] : [])] }
  }
  /** Keeps what somebody wrote; null goes back to what is composed. `composed`: what stood there when it was written. */
  async function write(id: string, key: string, locale: Locale, text: string | null, composed: string) {
    const before = textAt(key, locale)
    if (text !== null) putText(id, key, locale, (await briefingClient.write(id, key, { locale, text, composed, version: before?.version ?? 0 })).text)
    else if (before) { await briefingClient.erase(id, key, locale, before.version); putText(id, key, locale, null) }
  }
  /** Opened: no news any more. A mark that fails is set the next time. */
  async function mark(id: string) {
    const row = byId.value.get(id)
    if (!row?.unread) return
    await briefingClient.mark(id)
    const now = byId.value.get(id)
    if (now) put([{ ...now, unread: false }])
  }
  return { state: list.state, error: list.error, openState: opened.state, openError: opened.error, byId, all, unread, record, progress, load, open, make, run, cancel, apply, version, change, step, textAt, write, mark }
})
