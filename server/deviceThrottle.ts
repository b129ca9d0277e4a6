import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from './problem.ts'
import { networkOf } from './session/address.ts'

/** A device in the field tells its place every few seconds; one that catches up sends faster. */
const mostOfKey = 1_200
const keySeconds = 60
/** Keys that open nothing, by the network that they came from. */
const mostUnknown = 60
const unknownSeconds = 900
const mostKnown = 20_000

/** How often a device may send, and how often somebody may try keys: those that were good a moment ago are let in from a network that is shut to others. */
export function createDeviceThrottle() {
  const ofKey = new RateLimiterMemory({ keyPrefix: 'device', points: mostOfKey, duration: keySeconds })
  const unknown = new RateLimiterMemory({ keyPrefix: 'unknown', points: mostUnknown, duration: unknownSeconds })
  const known = new Set<string>()
  const tooMany = (ms: number) => new Problem(429, 'Too much at once; send again later.', [], { 'retry-after': String(Math.max(1, Math.ceil(ms / 1000))) })
  return {
    /** Before a key is looked up. Throws 429. */
    async attempt(hash: string, from: string): Promise<void> {
      const refused = known.has(hash) ? undefined : await unknown.get(networkOf(from))
      if (refused && refused.consumedPoints >= mostUnknown) throw tooMany(refused.msBeforeNext)
      try {
        await ofKey.consume(hash)
      } catch (error) {
        throw error instanceof RateLimiterRes ? tooMany(error.msBeforeNext) : error
      }
    },
    async settle(hash: string, from: string, found: boolean): Promise<void> {
      if (!found) {
        known.delete(hash)
        await unknown.penalty(networkOf(from))
      } else if (!known.has(hash)) {
        if (known.size >= mostKnown) known.clear()
        known.add(hash)
      }
    },
  }
}
