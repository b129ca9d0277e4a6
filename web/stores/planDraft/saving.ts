import { shallowRef } from 'vue'
import type { PlanZone, ZonePlan } from '../../../geodata/model/zonePlan.ts'
import { Problem } from '../../api/http.ts'
import { dropDraft, keepDraft } from './kept.ts'

/** `waiting`: changed, about to be sent; `failed`: no answer, tried again; `conflict`: somebody else has saved another version; `refused`: the server wants it otherwise. */
export type SavingState = 'saved' | 'waiting' | 'saving' | 'failed' | 'conflict' | 'refused'
type Open = { id: string; version: number; zones: () => PlanZone[] }
type Send = (planId: string, draft: { version: number; zones: PlanZone[] }) => Promise<ZonePlan>

const pauseMs = 1_000
const longestMs = 30_000

/** What a refusal means for what happens next. */
function stateAfter({ document: { status } }: Problem): SavingState {
  if (status === 409) return 'conflict'
  return status >= 400 && status < 500 && status !== 401 && status !== 408 && status !== 429 ? 'refused' : 'failed'
}

/**
 * Saves a draft whole, a moment after the last change. One request at a time; what fails for want of a network is kept and tried again, ever more slowly.
 * @param send resolves with the plan as it is then; rejects with a Problem
 */
export function planDraftSaving(send: Send) {
  const state = shallowRef<SavingState>('saved')
  const savedAt = shallowRef<number | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const now: { open: Open | null; changes: number; tries: number; timer: ReturnType<typeof setTimeout> | undefined } = { open: null, changes: 0, tries: 0, timer: undefined }

  function wait(milliseconds: number) {
    clearTimeout(now.timer)
    if (state.value !== 'failed') state.value = 'waiting'
    now.timer = setTimeout(() => void save(), milliseconds)
  }
  async function save(): Promise<void> {
    clearTimeout(now.timer)
    const { open: mine, changes } = now
    if (!mine || state.value === 'saving' || state.value === 'conflict') return
    const zones = mine.zones()
    state.value = 'saving'
    try {
      const saved = await send(mine.id, { version: mine.version, zones })
      mine.version = Math.max(mine.version, saved.version)
      if (now.open !== mine) return dropDraft(mine.id)
      settle(changes)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      // Also where the editor was closed meanwhile: it is there when it is opened again.
      keepDraft(mine.id, { version: mine.version, zones })
      if (now.open === mine) fail(error)
    }
  }
  function settle(changes: number) {
    Object.assign(now, { tries: 0 })
    savedAt.value = Date.now()
    problem.value = null
    state.value = 'saved'
    if (changes === now.changes) dropDraft(now.open!.id)
    else wait(pauseMs)
  }
  function fail(error: Problem) {
    problem.value = error
    state.value = stateAfter(error)
    if (state.value === 'failed') wait(Math.min(longestMs, 2_000 * 2 ** now.tries++))
  }
  return { state, savedAt, problem, ...controls({ state, savedAt, problem }, now, wait, save) }
}

type Refs = { state: { value: SavingState }; savedAt: { value: number | null }; problem: { value: Problem | null } }
type Now = { open: Open | null; changes: number; tries: number; timer: ReturnType<typeof setTimeout> | undefined }

function controls({ state, savedAt, problem }: Refs, now: Now, wait: (milliseconds: number) => void, save: () => Promise<void>) {
  function begin(of: { id: string; version: number; changedAt: string }, zones: () => PlanZone[]) {
    end()
    now.open = { id: of.id, version: of.version, zones }
    state.value = 'saved'
    savedAt.value = Date.parse(of.changedAt)
    problem.value = null
  }
  function end() {
    clearTimeout(now.timer)
    // The last change may still be about to be sent.
    if (state.value === 'waiting' || state.value === 'failed') void save()
    now.open = null
  }
  /** The same draft has another version by our own doing. */
  function known(of: { id: string; version: number }) {
    if (now.open?.id === of.id) now.open.version = Math.max(now.open.version, of.version)
  }
  function changed() {
    if (!now.open) return
    now.changes++
    if (state.value === 'conflict') return
    now.tries = 0
    if (state.value !== 'saving') wait(pauseMs)
  }
  /** On this device, for a tab that is about to go. */
  function keepNow() {
    if (now.open && state.value !== 'saved') keepDraft(now.open.id, { version: now.open.version, zones: now.open.zones() })
  }
  /** Now, not in a moment; for when the network is back or somebody will not wait. */
  const hurry = () => (state.value === 'waiting' || state.value === 'failed' || state.value === 'refused' ? save() : Promise.resolve())
  return { begin, end, known, changed, keepNow, hurry }
}
