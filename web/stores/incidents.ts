import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Change } from '../../geodata/model/change.ts'
import type { Geometry } from '../../geodata/model/geometry.ts'
import type { IncidentRow } from '../api/answers.ts'
import type { IncidentIndex, IncidentSetup } from '../workers/incidentQuestion.ts'
import { splitGroups } from '../workers/splitText.ts'
import { useIncidentAnswers } from './incidentAnswers.ts'
import { useIncidentRead } from './incidentRead.ts'
import { useLoad } from './loading.ts'
import { sendReport, takeStep } from './incidentWrite.ts'
import type { ReportDraft } from './reportDraft.ts'
import type { Span } from './timeWindow.ts'

/**
 * Incidents live in a worker; here are its answers to the question on screen. Answers belong to the view that asks: one index
 * serves all, `answers` is keyed by view.
 */
export const useIncidents = defineStore('incidents', () => {
  const index = shallowRef<IncidentIndex | null>(null)
  /** The incident whose details are open, with its whole shape. */
  const chosen = shallowRef<{ id: string; geometry: Geometry; rings?: boolean } | null>(null)
  const lastChanged = shallowRef<ReadonlySet<string>>(new Set())
  let wanted: Span = { from: 0, to: 0 }
  /** The past moment that is read, null for now. */
  let at: string | null = null

  const { progress, read } = useIncidentRead(index, () => again())
  const columns = useLoad((signal) => read(wanted, at, signal))
  const span = computed(() => columns.data.value?.span ?? wanted)
  const truncated = computed(() => span.value.from > wanted.from)
  /** Rows of a reading that was ended before its end, of how many. */
  const partial = computed(() => (columns.busy.value ? null : progress.value))

  const ready = () => index.value !== null && (columns.data.value !== null || (progress.value?.rows ?? 0) > 0)
  let groupOf = new Map<number, number>()
  const { answers, farClusters, hexagons, points, heats, heatMost, ask, askHexagons, askPoints, askHeat, askFarClusters, again } = useIncidentAnswers(
    ready, index, ({ from }) => at === null && truncated.value && from < span.value.from, (categoryId) => Math.min(groupOf.get(categoryId) ?? Infinity, splitGroups - 1))
  const counts = computed(() => answers.value.main?.counts ?? null)

  async function load(next: Span, moment: string | null = null) {
    wanted = next
    at = moment
    const done = await columns.load()
    if (done) again()
    return done
  }
  const reload = (moment: string | null = at) => load(wanted, moment)
  /** What arrived stays. */
  function cancel() {
    columns.abort()
    again()
  }

  async function setup(known: IncidentSetup) {
    groupOf = new Map(known.groups)
    await index.value?.setup(known)
    again()
  }

  async function apply(change: Change) {
    // What changes now is no part of the past that is shown.
    if (at !== null) return
    const rows = change.rows as IncidentRow[]
    lastChanged.value = new Set([...rows.map((row) => row.id), ...change.gone.map(String)])
    const lost = (await index.value?.apply(rows, change.gone.map(String))) ?? 0
    if (lost > 0) void reload()
    else again()
  }

  const report = (draft: ReportDraft, timeZone: string) => sendReport(draft, timeZone, apply)

  return {
    index, chosen, answers, farClusters, hexagons, points, heats, heatMost, counts, lastChanged, span, truncated, progress, partial, state: columns.state, busy: columns.busy, error: columns.error, data: columns.data,
    setup, load, reload, cancel, ask, askHexagons, askPoints, askHeat, askFarClusters, apply, report, step: takeStep,
  }
})
