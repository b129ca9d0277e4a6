import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Calendar, CalendarDay, DeadlineRule, DeadlineRules, WorkingHours } from '../../geodata/model/deadline.ts'
import { deadlineClient } from '../api/deadline.ts'
import { useLoad } from './loading.ts'

/** What an area has of its own is edited; what it takes from above is shown. */
export const useDeadlineSettings = defineStore('deadlineSettings', () => {
  const load = useLoad(async (signal, areaId: number) => {
    const [calendar, rules] = await Promise.all([deadlineClient.calendar(areaId, signal), deadlineClient.rules(areaId, signal)])
    return { calendar, rules }
  })
  const hours = shallowRef<WorkingHours[]>([])
  const days = shallowRef<CalendarDay[]>([])
  /** Whether the area has hours, and days, of its own. */
  const ownHours = ref(false)
  const ownDays = ref(false)
  const rules = ref<DeadlineRule[]>([])
  const saved = shallowRef('')
  const calendarNow = computed(() => ({ hours: ownHours.value ? hours.value : [], days: ownDays.value ? days.value : [] }))
  const dirty = computed(() => saved.value !== '' && saved.value !== JSON.stringify([calendarNow.value, rules.value]))
  const mayConfigure = computed(() => load.data.value?.calendar.mayConfigure ?? false)
  const inherited = computed(() => (load.data.value?.rules.rules ?? []).filter(({ areaId }) => areaId !== load.data.value?.rules.areaId))

  function take(calendar: Calendar, answer: DeadlineRules) {
    hours.value = calendar.hours
    days.value = calendar.days
    ownHours.value = calendar.hoursFrom === calendar.areaId
    ownDays.value = calendar.daysFrom === calendar.areaId
    rules.value = answer.rules.filter(({ areaId }) => areaId === answer.areaId).map(({ areaId: _area, ...rule }) => rule)
    saved.value = JSON.stringify([calendarNow.value, rules.value])
  }
  async function open(areaId: number): Promise<void> {
    const answer = await load.load(areaId)
    if (answer) take(answer.calendar, answer.rules)
  }
  /** Both whole sets; sending them again changes nothing. @throws Problem */
  async function save(): Promise<void> {
    const areaId = load.data.value?.calendar.areaId
    if (areaId === undefined) return
    const calendar = await deadlineClient.setCalendar(areaId, calendarNow.value)
    const answer = await deadlineClient.setRules(areaId, rules.value)
    load.data.value = { calendar, rules: answer }
    take(calendar, answer)
  }
  return { state: load.state, error: load.error, data: load.data, hours, days, ownHours, ownDays, rules, inherited, dirty, mayConfigure, open, save }
})
