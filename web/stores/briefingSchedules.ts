import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { BriefingScheduleDraft } from '../../geodata/model/briefing.ts'
import { briefingScheduleClient } from '../api/briefings.ts'
import { useLoad } from './loading.ts'

/** Briefings that are made and filed by themselves, the next one first. */
export const useBriefingSchedules = defineStore('briefingSchedules', () => {
  const list = useLoad(async (signal) => (await briefingScheduleClient.list(signal)).schedules)
  const all = computed(() => (list.data.value ?? []).toSorted((a, b) => a.nextAt.localeCompare(b.nextAt)))
  const without = (id: string) => (list.data.value ?? []).filter((each) => each.id !== id)
  /** @throws Problem, as all that follow */
  async function keep(draft: BriefingScheduleDraft, version: number | null) {
    const { schedule } = version === null ? await briefingScheduleClient.keep(draft) : await briefingScheduleClient.change(draft, version)
    list.data.value = [...without(draft.id), schedule]
    return schedule
  }
  async function retire(id: string, version: number) {
    await briefingScheduleClient.retire(id, version)
    list.data.value = without(id)
  }
  return { state: list.state, error: list.error, all, load: list.load, keep, retire }
})
