import type { TimeWindow } from '../../geodata/model/view.ts'

/** Milliseconds [from, to) of a window; a moving one ends at `now`. */
export function periodOf(window: TimeWindow, now: number): { from: number; to: number } {
  if ('lastHours' in window) return { from: now - window.lastHours * 3_600_000, to: now }
  return { from: Date.parse(window.from), to: Date.parse(window.to) }
}
