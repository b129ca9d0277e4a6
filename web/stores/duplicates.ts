import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { Incident } from '../../geodata/model/incident.ts'
import { duplicateClient, type Duplicate } from '../api/intake.ts'
import { useLoad } from './loading.ts'

export type DuplicateQuestion = { lng: number; lat: number; occurredAt: string; categoryId: number | null; title: string }
export type Anchor = { lng: number; lat: number }

/** 疑似重复: the likely doubles of what is being reported or looked at, and what the map shows of them. One list at a time is on the screen. */
export const useDuplicates = defineStore('duplicates', () => {
  /** From where lines are drawn to the others; null while nothing is compared. */
  const from = shallowRef<Anchor | null>(null)
  /** Pairs that a person called different, for as long as the page is open. */
  const different = ref<string[]>([])
  const active = ref<string | null>(null)
  const load = useLoad(async (signal, ask: DuplicateQuestion | { id: string }) => ('id' in ask ? duplicateClient.of(ask.id, signal) : duplicateClient.at(ask, signal)))
  const pair = (own: string, other: string) => [own, other].toSorted().join('~')
  const listFor = (own: string) => (load.data.value?.duplicates ?? []).filter(({ incident }) => !different.value.includes(pair(own, incident.id)))
  const all = computed<Duplicate[]>(() => load.data.value?.duplicates ?? [])

  const tellApart = (own: string, other: string) => { different.value = [...different.value, pair(own, other)] }
  function clear() {
    load.reset()
    from.value = null
    active.value = null
  }
  // The same id when tried again, so that an answer that was lost makes no second step.
  const commands = new Map<string, string>()
  /** @throws Problem, 409 when somebody changed the incident first */
  async function merge(own: Pick<Incident, 'id' | 'version'>, target: string): Promise<Incident> {
    const key = `${own.id}~${own.version}~${target}`
    const id = commands.get(key) ?? uuidv7(Math.random, Date.now())
    commands.set(key, id)
    return (await duplicateClient.merge(own.id, { id, action: 'merge', version: own.version, note: '', target })).incident
  }
  return { from, active, all, state: load.state, error: load.error, ask: load.load, listFor, tellApart, clear, merge }
})
