const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** Where the clock's own moment of warning is not known. */
const warnMs = 30 * minuteMs

export type CountDownState = 'left' | 'warn' | 'overdue' | 'paused'
/** `form` names the two units that are said; `big` and `small` are how many of each. */
export type CountDown = { state: CountDownState; form: 'days' | 'hours' | 'minutes' | 'wholeMinutes' | 'seconds'; big: number; small: number }
export type CountedDeadline = { dueAt: string; warnAt?: string | null | undefined; pausedAt?: string | null | undefined }

/** What a clock says at `now` (ms): time left is rounded up and time over is rounded down to the second, so that 0 is never shown while time is left. */
export function countDown({ dueAt, warnAt, pausedAt }: CountedDeadline, now: number): CountDown {
  const due = Date.parse(dueAt)
  const moment = pausedAt ? Date.parse(pausedAt) : now
  const left = Math.ceil((due - moment) / 1000) * 1000
  const overdue = moment >= due
  const near = moment >= (warnAt ? Date.parse(warnAt) : due - warnMs)
  return { state: pausedAt ? 'paused' : overdue ? 'overdue' : near ? 'warn' : 'left', ...spanParts(Math.abs(left), overdue) }
}

/** `before` where it says the same, so that what shows it is drawn again only when it says something else. */
export function unlessSame(before: CountDown | undefined, next: CountDown): CountDown {
  const same = before && before.state === next.state && before.form === next.form && before.big === next.big && (before.small === next.small || next.form === 'wholeMinutes')
  return same ? before : next
}

/** Seconds are said in the last hour only, and no longer once a minute is over: nobody hurries by them then. */
function spanParts(span: number, overdue: boolean): Pick<CountDown, 'form' | 'big' | 'small'> {
  const parts = (big: number, small: number) => ({ big: Math.floor(span / big), small: Math.floor((span % big) / small) })
  if (span >= dayMs) return { form: 'days', ...parts(dayMs, hourMs) }
  if (span >= hourMs) return { form: 'hours', ...parts(hourMs, minuteMs) }
  if (span >= minuteMs) return { form: overdue ? 'wholeMinutes' : 'minutes', ...parts(minuteMs, 1000) }
  return { form: 'seconds', big: 0, small: Math.floor(span / 1000) }
}
