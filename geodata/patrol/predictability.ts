import type { PlannedRoute } from './evaluate.ts'

/** Arrivals within the same quarter of an hour count as the same. */
const binSeconds = 900

/** Shannon's entropy (1948) of what was seen, as a share of the most that so many sightings can have. */
function normalisedEntropy(seen: readonly string[]): number {
  if (seen.length < 2) return 0
  const counts = new Map<string, number>()
  for (const one of seen) counts.set(one, (counts.get(one) ?? 0) + 1)
  let entropy = 0
  for (const count of counts.values()) entropy -= (count / seen.length) * Math.log(count / seen.length)
  return entropy / Math.log(seen.length)
}

/**
 * How well somebody who knows past nights could tell the next one, from plans of several seeds: 1 - (order + time) / 2. `order` is the mean, over stops, of the normalised entropy of what was visited before it; `time`, of the quarter hour in which its
 * n-th visit began; a night without that visit counts as a sighting of its own. Entropy as the measure of a patrol's randomness: Paruchuri, Tambe, Ordóñez & Kraus (2006). 1: the same every night; 0: no two nights alike in anything.
 */
export function predictabilityOf(nights: readonly (readonly PlannedRoute[])[]): number {
  const visits = nights.map((routes) => {
    const before = new Map<string, { begins: number; previous: string }[]>()
    for (const { stops } of routes) {
      let previous = 'start'
      for (const { kind, index, begins } of stops) {
        if (kind === 'break') continue
        const key = `${kind} ${index}`
        before.set(key, [...(before.get(key) ?? []), { begins, previous }])
        previous = key
      }
    }
    for (const list of before.values()) list.sort((a, b) => a.begins - b.begins)
    return before
  })
  const most = new Map<string, number>()
  for (const night of visits) for (const [key, list] of night) most.set(key, Math.max(most.get(key) ?? 0, list.length))
  let [order, time, count] = [0, 0, 0]
  for (const [key, times] of most) for (let nth = 0; nth < times; nth++) {
    const seen = visits.map((night) => night.get(key)?.[nth])
    order += normalisedEntropy(seen.map((one) => one?.previous ?? 'none'))
    time += normalisedEntropy(seen.map((one) => (one ? String(Math.floor(one.begins / binSeconds)) : 'none')))
    count++
  }
  return count === 0 ? 1 : 1 - (order + time) / (2 * count)
}
