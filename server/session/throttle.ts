import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../problem.ts'
import { networkOf } from './address.ts'

const windowSeconds = 900
/** By account and address, so that nobody elsewhere can lock the holder out; by address alone, for whoever tries many accounts. */
const mostForPair = 5
const mostForAddress = 60

export type Throttle = ReturnType<typeof createThrottle>

export function createThrottle() {
  const pair = new RateLimiterMemory({ keyPrefix: 'pair', points: mostForPair, duration: windowSeconds })
  const address = new RateLimiterMemory({ keyPrefix: 'address', points: mostForAddress, duration: windowSeconds })
  const keyOf = (accountId: string, from: string) => `${accountId} ${networkOf(from)}`
  return {
    /** Counts an attempt before it is judged, so that many at once gain nothing. Throws 429 when there were too many. */
    async attempt(accountId: string, from: string): Promise<void> {
      try {
        await pair.consume(keyOf(accountId, from))
        await address.consume(networkOf(from))
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        throw new Problem(429, 'Too many attempts; try again later.', [], { 'retry-after': String(Math.max(1, Math.ceil(refused.msBeforeNext / 1000))) })
      }
    },
    /** The right password: attempts before it count no more. */
    async forget(accountId: string, from: string): Promise<void> {
      await pair.delete(keyOf(accountId, from))
      await address.reward(networkOf(from))
    },
  }
}
