import { z } from 'zod'

/** UUIDv7 (RFC 9562), made by whoever may have to retry. */
export const Id = z.uuid()
export type Id = z.infer<typeof Id>

/**
 * UUIDv7, RFC 9562 section 5.7: 48 bits of Unix milliseconds, version, 74 random bits.
 * @param random numbers in [0, 1); seeded in the town and in tests, `Math.random` is enough elsewhere (ids are not secrets)
 */
export function uuidv7(random: () => number, unixMilliseconds: number): Id {
  const time = Math.trunc(unixMilliseconds).toString(16).padStart(12, '0')
  const hex = (digits: number) => Math.floor(random() * 16 ** digits).toString(16).padStart(digits, '0')
  const variant = (8 + Math.floor(random() * 4)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`
}
