import type { Calendar, CalendarSet, DeadlineRule, DeadlineRules } from '../../geodata/model/deadline.ts'
import { read, send, withQuery } from './http.ts'

export const deadlineClient = {
  calendar: (areaId: number, signal?: AbortSignal) => read<Calendar>('/api/calendar', { areaId }, signal),
  setCalendar: (areaId: number, calendar: CalendarSet) => send<Calendar>('PUT', withQuery('/api/calendar', { areaId }), calendar),
  rules: (areaId: number, signal?: AbortSignal) => read<DeadlineRules>('/api/deadline-rules', { areaId }, signal),
  setRules: (areaId: number, rules: DeadlineRule[]) => send<DeadlineRules>('PUT', withQuery('/api/deadline-rules', { areaId }), { rules }),
}
