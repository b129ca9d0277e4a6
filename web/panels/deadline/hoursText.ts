import { CalendarSet, type WorkingHours } from '../../../geodata/model/deadline.ts'

/** `09:00–12:00, 13:30–17:30` of one weekday. */
export const hoursText = (hours: readonly WorkingHours[], weekday: number): string =>
  hours.filter((each) => each.weekday === weekday).toSorted((a, b) => a.opens.localeCompare(b.opens)).map(({ opens, closes }) => `${opens}–${closes}`).join(', ')

const clockOf = (hour: string, minute = '00') => `${hour.padStart(2, '0')}:${minute}`

/** Reads what a person writes: `9-12, 13:30–17:30`, with Chinese commas, colons and dashes too. Nothing is a day of rest; null is not readable, or overlaps. */
export function readHours(text: string, weekday: number): WorkingHours[] | null {
  const parts = text.replaceAll(':', ':').split(/[,,、;;\s]+(?=\d)/).map((part) => part.trim()).filter(Boolean)
  const found = parts.map((part) => /^(\d{1,2})(?::(\d\d))?\s*[-–—~至到]+\s*(\d{1,2})(?::(\d\d))?$/.exec(part))
  if (found.some((match) => match === null)) return null
  const hours = found.map((match) => ({ weekday, opens: clockOf(match?.[1] ?? '', match?.[2]), closes: clockOf(match?.[3] ?? '', match?.[4]) }))
  return CalendarSet.safeParse({ hours, days: [] }).success ? hours : null
}
