/** The clock of the day, which may be set, and one that only goes on; both ms. */
type Clocks = { day: number; steady: number }

const mostDriftMs = 2_000
/** A page that is asked every second and was away for so long did not run: the machine slept, or something held it. */
const mostAwayMs = 30_000

/** Between two looks a second or so apart: whether the clock of the day was set (or the machine slept with its steady clock), or time stood here. */
export function clockBreak(before: Clocks, now: Clocks): 'set' | 'stood' | null {
  const [day, steady] = [now.day - before.day, now.steady - before.steady]
  if (Math.abs(day - steady) >= mostDriftMs) return 'set'
  return steady >= mostAwayMs ? 'stood' : null
}
