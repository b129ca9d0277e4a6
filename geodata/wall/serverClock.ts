/** One asking of the server's clock: `sentAt` and `gotAt` by a clock here that never jumps, `serverAt` by the server's, all ms. */
export type ClockSample = { sentAt: number; gotAt: number; serverAt: number }

/** The server's clock minus the one here, and how far off that can be at most. */
export type ClockOffset = { offset: number; error: number }

const kept = 8

/** Keeps the newest few, and only those of this life of the clock here (`reset` by leaving out the former). */
export const withSample = (samples: readonly ClockSample[], sample: ClockSample): ClockSample[] => [...samples, sample].slice(-kept)

/** By the asking that took the shortest time, as the Network Time Protocol filters (RFC 5905, 10): its answer lies at most half of that time off. */
export function clockOffset(samples: readonly ClockSample[]): ClockOffset | null {
  let best: ClockSample | null = null
  for (const sample of samples) if (!best || sample.gotAt - sample.sentAt <= best.gotAt - best.sentAt) best = sample
  return best && { offset: best.serverAt - (best.sentAt + best.gotAt) / 2, error: (best.gotAt - best.sentAt) / 2 }
}

/** Whether the clock of the day has left the steady one: it was set, or the machine slept. */
export const hasJumped = (before: { day: number; steady: number }, now: { day: number; steady: number }, leastMs = 2_000): boolean => Math.abs(now.day - before.day - (now.steady - before.steady)) >= leastMs
