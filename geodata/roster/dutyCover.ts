import type { DutyShift, ShiftNeed } from '../model/roster.ts'

const hourMs = 3_600_000
/** 巡防覆盖: hours of posts filled and needed. One post too many covers no other. `cover` null where nothing is needed. */
export type DutyCover = { neededHours: number; filledHours: number; cover: number | null }
export type HourCover = { from: number; needed: number; filled: number; onDuty: number }

const countOf = (shifts: readonly DutyShift[]) => {
  const found = new Map<string, number>()
  for (const { needId } of shifts) if (needId) found.set(needId, (found.get(needId) ?? 0) + 1)
  return found
}
/** How many teams stand on each need. */
export const filledOf = countOf

/** Volunteer cover = posts filled × hours / posts needed × hours (domain.md). */
export function dutyCover(needs: readonly ShiftNeed[], filled: ReadonlyMap<string, number>): DutyCover {
  let [neededHours, filledHours] = [0, 0]
  for (const { id, from, to, needed } of needs) {
    const hours = (Date.parse(to) - Date.parse(from)) / hourMs
    neededHours += needed * hours
    filledHours += Math.min(needed, filled.get(id) ?? 0) * hours
  }
  return { neededHours, filledHours, cover: neededHours ? filledHours / neededHours : null }
}

/** Posts needed and filled in each hour of a period, and all teams on duty, as averages over the hour: what begins at half past counts half. */
export function hourlyCover(needs: readonly ShiftNeed[], shifts: readonly DutyShift[], { from, to }: { from: number; to: number }): HourCover[] {
  const hours = Array.from({ length: Math.ceil((to - from) / hourMs) }, (_, i): HourCover => ({ from: from + i * hourMs, needed: 0, filled: 0, onDuty: 0 }))
  const add = (begin: number, end: number, key: 'needed' | 'filled' | 'onDuty', teams: number) => {
    for (let i = Math.max(0, Math.floor((begin - from) / hourMs)); i < hours.length && from + i * hourMs < end; i++)
      hours[i]![key] += (teams * (Math.min(end, from + (i + 1) * hourMs) - Math.max(begin, from + i * hourMs))) / hourMs
  }
  const filled = countOf(shifts)
  for (const need of needs) {
    const [begin, end] = [Date.parse(need.from), Date.parse(need.to)]
    add(begin, end, 'needed', need.needed)
    add(begin, end, 'filled', Math.min(need.needed, filled.get(need.id) ?? 0))
  }
  for (const shift of shifts) add(Date.parse(shift.from), Date.parse(shift.to), 'onDuty', 1)
  return hours
}
