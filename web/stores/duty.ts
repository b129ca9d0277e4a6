import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { HoldingSet, PostHoldings, PostOnDay, ZoneOnDay } from '../../geodata/model/duty.ts'
import { dutyClient } from '../api/duty.ts'
import { useLoad } from './loading.ts'

export type DutyRow = { zone: ZoneOnDay; posts: Map<string, PostOnDay[]>; vacant: number }

/** Posts of an area on a day, who holds them, and who answers for a place. */
export const useDuty = defineStore('duty', () => {
  /** null is today. */
  const on = ref<string | null>(null)
  const areaId = ref<number | null>(null)
  const list = useLoad((signal) => dutyClient.posts({ on: on.value, areaId: areaId.value }, signal))
  const answer = useLoad((signal, question: Parameters<typeof dutyClient.answers>[0]) => dutyClient.answers(question, signal))
  const posts = computed(() => list.data.value?.posts ?? [])
  const zones = computed(() => list.data.value?.zones ?? [])
  const rows = computed<DutyRow[]>(() => {
    const byZone = new Map<number, PostOnDay[]>()
    for (const post of posts.value) byZone.set(post.zoneId, [...(byZone.get(post.zoneId) ?? []), post])
    return zones.value.map((zone) => {
      const own = byZone.get(zone.id) ?? []
      const kinds = new Map<string, PostOnDay[]>()
      for (const post of own) kinds.set(post.kind, [...(kinds.get(post.kind) ?? []), post])
      return { zone, posts: kinds, vacant: own.filter(({ holder }) => holder === null).length }
    })
  })
  /** Of each kind that has posts: how many, and how many of them vacant. */
  const counts = computed(() => {
    const found = new Map<string, { posts: number; vacant: number }>()
    for (const { kind, holder } of posts.value) {
      const count = found.get(kind) ?? { posts: 0, vacant: 0 }
      found.set(kind, { posts: count.posts + 1, vacant: count.vacant + Number(holder === null) })
    }
    return found
  })
  const vacant = computed(() => posts.value.filter(({ holder }) => holder === null).length)
  /** @throws Problem, as all below */
  async function putHoldings(postId: number, set: HoldingSet): Promise<PostHoldings> {
    const after = await dutyClient.putHoldings(postId, set)
    await list.load()
    return after
  }
  async function add(zoneId: number, kind: string): Promise<PostHoldings> {
    const made = await dutyClient.add(zoneId, kind)
    await list.load()
    return made
  }
  async function close(postId: number, version: number): Promise<void> {
    await dutyClient.close(postId, version)
    await list.load()
  }
  return { on, areaId, posts, zones, rows, counts, vacant, state: list.state, error: list.error, load: list.load, answer: answer.data, answerState: answer.state, answerError: answer.error, ask: answer.load, putHoldings, add, close }
})
