import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Alarm } from '../../geodata/model/alarm.ts'
import type { Change } from '../../geodata/model/change.ts'
import { alarmClient } from '../api/alarms.ts'
import { useActor } from './actor.ts'
import { useLoad } from './loading.ts'

const mutedKey = 'fangcun.alarmMuted'

/** Severe matters that nobody has taken note of yet. They ring on every desk that may take note, until one does. */
export const useAlarms = defineStore('alarms', () => {
  const actor = useActor()
  const list = useLoad((signal) => alarmClient.list(signal))
  const byId = shallowRef<ReadonlyMap<number, Alarm>>(new Map())
  /** Alarms that were silenced at this desk; the next one rings again. */
  const silenced = shallowRef<ReadonlySet<number>>(new Set())
  /** Rings nowhere in this browser, until it is switched on again. */
  const muted = shallowRef(localStorage.getItem(mutedKey) === 'yes')
  /** What somebody else has just taken note of here. */
  const answered = shallowRef<Alarm | null>(null)

  const open = computed(() => [...byId.value.values()].filter((alarm) => alarm.acknowledgedAt === null).toSorted((a, b) => Date.parse(a.raisedAt) - Date.parse(b.raisedAt)))
  const current = computed(() => open.value[0] ?? null)
  const may = computed(() => actor.may('acknowledge'))
  const ringing = computed(() => may.value && !muted.value && open.value.some((alarm) => !silenced.value.has(alarm.id)))

  function put(alarms: readonly Alarm[], gone: readonly number[] = []) {
    const next = new Map(byId.value)
    for (const id of gone) next.delete(id)
    for (const alarm of alarms) {
      // A list that was read before somebody took note may arrive after it; nobody takes note back.
      if (!alarm.acknowledgedAt && next.get(alarm.id)?.acknowledgedAt) continue
      if (alarm.acknowledgedAt && alarm.acknowledgedBy !== actor.current?.id && next.get(alarm.id)?.acknowledgedAt === null) answered.value = alarm
      next.set(alarm.id, alarm)
    }
    byId.value = next
  }
  /** Everything is read again at the start and after each break of the stream. */
  async function load() {
    const read = await list.load()
    // What rang before and is not there any more is out of sight now.
    if (read) put(read.alarms, [...byId.value.keys()].filter((id) => !read.alarms.some((alarm) => alarm.id === id)))
  }
  const apply = (change: Change) => put(change.rows as Alarm[], change.gone.map(Number))
  /** @throws Problem */
  const acknowledge = async (id: number) => put([(await alarmClient.acknowledge(id)).alarm])
  const silence = () => { silenced.value = new Set(open.value.map((alarm) => alarm.id)) }
  function mute(on: boolean) {
    muted.value = on
    localStorage.setItem(mutedKey, on ? 'yes' : 'no')
  }
  return { open, current, may, ringing, silenced, muted, answered, load, apply, acknowledge, silence, mute }
})
