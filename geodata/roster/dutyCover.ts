import type { DutyShift, ShiftNeed } from '../model/roster.ts'

const hourMs = 3_600_000
/** 巡防覆盖: hours of posts filled and needed. One post too many covers no other. `cover` null where nothing is needed. */
export type DutyCover = { neededHours: number; filledHours: number; cover: number | null }
export type HourCover = { from: number; needed: number; filled: number; onDuty: number }

/** How many teams stand on each need. */
export function filledOf(shifts: readonly DutyShift[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const { needId } of shifts) if (needId) found.set(needId, (found.get(needId) ?? 0) + 1)
  return found
}

/** From when to when how many of the wanted teams stand on a need: a post that is taken over late is filled from then on, and one too many fills no other. */
function filledSpans({ from, to, needed }: ShiftNeed, shifts: readonly DutyShift[]): { begin: number; end: number; teams: number }[] {
  const [first, last] = [Date.parse(from), Date.parse(to)]
  const there = shifts.map((shift) => ({ begin: Math.max(first, Date.parse(shift.from)), end: Math.min(last, Date.parse(shift.to)) })).filter(({ begin, end }) => begin < end)
  const edges = [...new Set(there.flatMap(({ begin, end }) => [begin, end]))].sort((a, b) => a - b)
  return edges.slice(1).map((end, i) => ({ begin: edges[i]!, end, teams: Math.min(needed, there.filter((shift) => shift.begin < end && shift.end > edges[i]!).length) }))
}

function byNeed(shifts: readonly DutyShift[]): Map<string, DutyShift[]> {
  const found = new Map<string, DutyShift[]>()
  for (const shift of shifts) if (shift.needId) found.set(shift.needId, [...(found.get(shift.needId) ?? []), shift])
  return found
}

/** Volunteer cover = posts filled × hours / posts needed × hours (domain.md). */
export function dutyCover(needs: readonly ShiftNeed[], shifts: readonly DutyShift[]): DutyCover {
  const of = byNeed(shifts)
  let [neededHours, filledHours] = [0, 0]
  for (const need of needs) {
    neededHours += (need.needed * (Date.parse(need.to) - Date.parse(need.from))) / hourMs
    for (const { begin, end, teams } of filledSpans(need, of.get(need.id) ?? [])) filledHours += (teams * (end - begin)) / hourMs
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
  const of = byNeed(shifts)
  for (const need of needs) {
    add(Date.parse(need.from), Date.parse(need.to), 'needed', need.needed)
    for (const { begin, end, teams } of filledSpans(need, of.get(need.id) ?? [])) add(begin, end, 'filled', teams)
  }
  for (const shift of shifts) add(Date.parse(shift.from), Date.parse(shift.to), 'onDuty', 1)
  return hours
}
