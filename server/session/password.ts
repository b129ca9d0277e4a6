import { hash, verify } from '@node-rs/argon2'
import { Problem } from '../problem.ts'
import { createQueue } from '../queue.ts'

/** argon2id with the numbers of OWASP's cheat sheet: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const beside = 2
const mostWaiting = 40

/** Hashing takes threads that files and compression need too: two at a time, and a crowd is sent away rather than let to wait for long. */
const queue = createQueue(beside, mostWaiting, () => new Problem(429, 'Too many sign in at this moment; try again.', [], { 'retry-after': '2' }))

export const hashPassword = (password: string): Promise<string> => queue.run(() => hash(password, cost))

let nobodys: Promise<string> | undefined

/** Takes as long for an account that has no password, or is not there, as for a wrong one. */
export async function verifyPassword(secret: string | undefined, password: string): Promise<boolean> {
  const against = secret ?? (await (nobodys ??= hash('nobody has this password', cost)))
  const good = await queue.run(() => verify(against, password).catch(() => false))
  return secret !== undefined && good
}
