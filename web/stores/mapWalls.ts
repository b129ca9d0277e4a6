import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Change } from '../../geodata/model/change.ts'
import type { Id } from '../../geodata/model/id.ts'
import type { MapWallDraft, MapWallSummary, WallAnswer } from '../../geodata/model/mapWall.ts'
import { mapWallClient } from '../api/mapWalls.ts'
import { useLoad } from './loading.ts'
import { serverClock } from './serverClock.ts'
import { wallArrangement } from './wallArrangement.ts'
import { wallWrites } from './wallWrites.ts'

/** An answer is overtaken by this much at most. */
const mostOvertakenMilliseconds = 60_000

/** 大屏: all walls of the actor, and what is known of those that are looked at. Each write answers the whole wall; the newest answer wins, whatever order they arrive in. */
export const useMapWalls = defineStore('mapWalls', () => {
  const clock = serverClock(() => performance.now(), () => Date.now())
  const list = useLoad((signal) => mapWallClient.list(signal))
  const opened = useLoad((signal, id: Id) => mapWallClient.read(id, signal))
  const answers = shallowRef<ReadonlyMap<Id, WallAnswer>>(new Map())
  const all = computed(() => (list.data.value?.walls ?? []).map((wall): MapWallSummary => ({ ...wall, ...answers.value.get(wall.id)?.wall })).toSorted((a, b) => a.name.localeCompare(b.name)))
  /** Ids that were looked at and are gone from the actor's sight. */
  const gone = shallowRef<ReadonlySet<Id>>(new Set())

  function take(answer: WallAnswer): WallAnswer {
    const held = answers.value.get(answer.wall.id)
    // Much older: the server's clock was set back.
    const older = held ? Date.parse(held.at) - Date.parse(answer.at) : 0
    if (held && older > 0 && older < mostOvertakenMilliseconds) return held
    answers.value = new Map(answers.value).set(answer.wall.id, answer)
    return answer
  }
  function drop(ids: readonly Id[]) {
    const next = new Map(answers.value)
    for (const id of ids) next.delete(id)
    answers.value = next
    gone.value = new Set([...gone.value, ...ids])
    if (list.data.value) list.data.value = { walls: list.data.value.walls.filter(({ id }) => !ids.includes(id)) }
  }

  async function learnt(answering: Promise<WallAnswer | null>): Promise<WallAnswer | null> {
    const askedAt = performance.now()
    const answer = await answering
    if (answer) clock.learn(answer.at, askedAt, performance.now())
    return answer && take(answer)
  }
  /** Null where it failed: `openState` and `openError` say how. */
  const open = (id: Id) => learnt(opened.load(id))
  /** A change tells which wall it was; all of it is small and read again. Where that fails, the next sign reads it. */
  const renew = (ids: readonly Id[]) => Promise.all(ids.map((id) => learnt(mapWallClient.read(id).catch(() => null))))
  function apply(change: Change) {
    drop(change.gone.map(String))
    const ids = (change.rows as { id: Id }[]).map(({ id }) => id)
    if (list.data.value && ids.some((id) => !list.data.value!.walls.some((wall) => wall.id === id))) void list.load()
    void renew(ids.filter((id) => answers.value.has(id)))
  }
  /** Everything that is known may be old. */
  const refresh = () => { if (list.data.value) void list.load(); void renew([...answers.value.keys()]) }

  const writes = wallWrites({ answers, take, listedVersion: (id) => list.data.value?.walls.find((wall) => wall.id === id)?.version })
  /** @throws Problem */
  async function create(draft: Omit<MapWallDraft, 'id'>): Promise<WallAnswer> {
    const answer = await writes.create(draft)
    void list.load()
    return answer
  }
  /** @throws Problem */
  async function retire(id: Id) { await writes.retire(id); drop([id]) }
  /** @throws Problem */
  async function restore(id: Id) {
    await writes.restore(id)
    gone.value = new Set([...gone.value].filter((each) => each !== id)); void list.load()
  }
  return { ...writes, ...wallArrangement(writes, (id) => answers.value.get(id)), create, retire, restore, state: list.state, error: list.error, all, load: list.load, openState: opened.state, openError: opened.error, answers, gone, open, apply, refresh, serverNow: clock.now, forgetClock: clock.forget }
})
