import type { TimeWindow } from '../../geodata/model/view.ts'

export type Span = { from: number; to: number }
const hour = 3_600_000
const day = 24 * hour

/** Bounds of a time window in ms. A moving window ends at `now`. */
export function spanOf(time: TimeWindow, now: number): Span {
  if ('lastHours' in time) return { from: now - time.lastHours * hour, to: now }
  return { from: Date.parse(time.from), to: Date.parse(time.to) }
}

/** @returns the span with ISO 8601 times, as routes take it */
export const isoSpan = (span: Span) => ({ from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() })

/** Moves a window by its own length. One that reaches the present becomes a moving window again when it was whole hours long. */
export function stepWindow(time: TimeWindow, direction: -1 | 1, now: number): TimeWindow {
  const { from, to } = spanOf(time, now)
  const length = to - from
  if (direction === 1 && to + length >= now) {
    const hours = Math.round(length / hour)
    if (hours >= 1 && hours <= 24 * 366 && Math.abs(hours * hour - length) < 60_000) return { lastHours: hours }
    return isoSpan({ from: now - length, to: now })
  }
  return isoSpan({ from: from + direction * length, to: to + direction * length })
}

/** What the histogram shows around a window: two weeks for hours, a quarter for days, otherwise all data. */
export function surroundings(window: Span, data: Span): Span {
  const length = window.to - window.from
  const around = length <= 2 * day ? 14 * day : length <= 14 * day ? 90 * day : Infinity
  if (around === Infinity || around >= data.to - data.from) return { from: Math.min(data.from, window.from), to: Math.max(data.to, window.to) }
  const to = Math.min(Math.max(window.to + around / 4, window.to), Math.max(data.to, window.to))
  return { from: Math.min(to - around, window.from), to }
}

/** A bin length a person can name, for about `bins` bins. */
export function binLength(span: Span, bins: number): number {
  const wanted = (span.to - span.from) / bins
  return [hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 30 * day].find((length) => length >= wanted) ?? 91 * day
}
