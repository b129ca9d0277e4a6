import { timingSafeEqual } from 'node:crypto'
import { cstring, errorResponse, frame, int32, readCstring, readyForQuery, startupCode } from './wire.ts'

/** How far a connection has come before it may ask anything. */
export type Stage = 'startup' | 'password' | 'open' | 'refused'

export type Step = { stage: Stage; reply: Buffer }

/** Answers the untyped first frames: no encryption on loopback, no cancelling, then the password. */
export function greet(message: Buffer): Step {
  const code = message.readInt32BE(4)
  if (code === startupCode.ssl || code === startupCode.gss) return { stage: 'startup', reply: Buffer.from('N') }
  if (code === startupCode.cancel) return { stage: 'refused', reply: Buffer.alloc(0) }
  if (code >>> 16 !== 3) return { stage: 'refused', reply: errorResponse('FATAL', '08P01', 'only protocol version 3 is spoken here') }
  return { stage: 'password', reply: frame('R', int32(3)) }
}

/** Checks the password frame; lets in with the settings that clients read at the start. */
export function admit(message: Buffer, password: string, settings: [string, string][]): Step {
  const given = Buffer.from(readCstring(message, 5).text)
  const wanted = Buffer.from(password)
  const right = message[0] === 0x70 && given.length === wanted.length && timingSafeEqual(given, wanted)
  if (!right) return { stage: 'refused', reply: errorResponse('FATAL', '28P01', 'the password of the embedded database is wrong') }
  const reported = settings.map(([name, value]) => frame('S', cstring(name), cstring(value)))
  return { stage: 'open', reply: Buffer.concat([frame('R', int32(0)), ...reported, frame('K', int32(0), int32(0)), readyForQuery('I')]) }
}
