/** Counts steps and time of a search and tells how far it is. */
export type SearchClock = { steps: number; seconds(): number; /** Counts steps; false when the budget is spent. */ goOn(done: number): boolean; }

export function searchClock({ seconds, steps }: { seconds?: number; steps?: number }, tell: (progress: number) => void): SearchClock {
  const begun = Date.now()
  let told = begun
  const clock: SearchClock = {
    steps: 0,
    seconds: () => (Date.now() - begun) / 1000,
    goOn(done) {
      clock.steps += done
      const now = Date.now()
      const share = steps ? clock.steps / steps : (now - begun) / 1000 / (seconds ?? 1)
      if (now - told > 100) {
        told = now
        tell(Math.min(1, share))
      }
      return share < 1
    },
  }
  return clock
}
