import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { EventPlanPut, EventPlanRecord, RosterChange, ShiftTemplate, ShiftTemplatePut } from '../../geodata/model/roster.ts'
import { rosterClient } from '../api/rosters.ts'
import { useLoad } from './loading.ts'
import { newId, useRoster } from './roster.ts'

/** Templates by week and events of the area of the roster. Whatever changes them reads the roster anew. */
export const useRosterPlans = defineStore('rosterPlans', () => {
  const roster = useRoster()
  const templateList = useLoad((signal, areaId: number) => rosterClient.templates(areaId, signal))
  const eventList = useLoad((signal, areaId: number) => rosterClient.events(areaId, signal))
  const templates = computed(() => templateList.data.value?.templates ?? [])
  const events = computed(() => eventList.data.value?.plans ?? [])
  const load = async () => { if (roster.areaId !== null) await Promise.all([templateList.load(roster.areaId), eventList.load(roster.areaId)]) }
  const anew = async <Answer>(work: Promise<Answer>): Promise<Answer> => { const answer = await work; await Promise.all([load(), roster.load()]); return answer }
  /** @throws Problem, as all that follow */
  const putTemplate = (id: string, template: ShiftTemplatePut): Promise<{ template: ShiftTemplate }> => anew(rosterClient.putTemplate(id, template))
  const apply = (id: string, first: string, last: string): Promise<{ change: RosterChange }> => anew(rosterClient.applyTemplate(id, { id: newId(), first, last }))
  const event = (id: string): Promise<EventPlanRecord> => rosterClient.event(id)
  const putEvent = (id: string, plan: EventPlanPut): Promise<EventPlanRecord> => anew(rosterClient.putEvent(id, plan))
  const stepEvent = (step: 'publish' | 'withdraw' | 'discard', id: string, version: number) => anew(rosterClient.stepEvent(step, id, version))
  return { templates, events, templateState: templateList.state, eventState: eventList.state, templateError: templateList.error, eventError: eventList.error, load, putTemplate, apply, event, putEvent, stepEvent }
})
