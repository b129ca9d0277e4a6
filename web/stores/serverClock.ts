/** The server's clock as it is known here: read with answers that name their time, and going on by a clock that nobody sets. */
export type ServerClock = { learn(serverTime: string, askedAt: number, answeredAt: number): void; now(): number; /** After a sleep: a steady clock may have stood. */ forget(): void }

/** A better sample is believed for so long; after it any is, for clocks drift and displays sleep. */
const believedMilliseconds = 60_000

/**
 * Of several samples the one with the shortest way wins: the server's time lies within it.
 * @param steady a clock that nobody sets, in milliseconds (performance.now)
 * @param wall the clock of the machine, until a sample came
 */
export function serverClock(steady: () => number, wall: () => number): ServerClock {
  let best: { offset: number; way: number; at: number } | null = null
  return {
    learn(serverTime, askedAt, answeredAt) {
      const way = answeredAt - askedAt
      if (best && way > best.way && answeredAt - best.at < believedMilliseconds) return
      best = { offset: Date.parse(serverTime) - (askedAt + answeredAt) / 2, way, at: answeredAt }
    },
    forget() { best = null },
    now: () => (best ? steady() + best.offset : wall()),
  }
}
