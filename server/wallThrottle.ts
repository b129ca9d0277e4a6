import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from './problem.ts'
import { networkOf } from './session/address.ts'

/** A hand on a map moves with each frame; faster is a program. */
const mostMoves = 240
const moveSeconds = 2
/** A wall of many screens stands behind one address, and each window asks anew every ten minutes until it is let in. */
const mostCodes = 240
const codeSeconds = 900
/** Codes that no window shows, by whoever types them: a million million guesses are not made in this way. */
const mostWrong = 10

const counted = (limiter: RateLimiterMemory, said: string) => async (key: string): Promise<void> => {
  try {
    await limiter.consume(key)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw new Problem(429, said, [], { 'retry-after': String(Math.max(1, Math.ceil(refused.msBeforeNext / 1000))) })
  }
}

export const createMoveThrottle = () => counted(new RateLimiterMemory({ keyPrefix: 'move', points: mostMoves, duration: moveSeconds }), 'The wall is moved too often; send fewer moves.')

export function createCodeThrottle() {
  const asked = counted(new RateLimiterMemory({ keyPrefix: 'code', points: mostCodes, duration: codeSeconds }), 'Too many windows ask to join from this address; try again later.')
  const wrong = new RateLimiterMemory({ keyPrefix: 'wrong', points: mostWrong, duration: codeSeconds })
  return {
    ask: (from: string) => asked(networkOf(from)),
    /** Counted before it is judged, so that many at once gain nothing. */
    guess: counted(wrong, 'Too many codes that no window shows; try again later.'),
    /** A right one pays for itself only: whoever approves one's own code again and again would have guesses without end. */
    right: async (actor: string): Promise<void> => void (await wrong.reward(actor)),
  }
}
