/** The PostgreSQL wire protocol 3.0, as far as a bridge must understand it: frames in, frames out. */

/** A frame longer than this is refused; it is far above any batch the app writes. */
const maxFrameBytes = 256 * 1024 * 1024

export const startupCode = { ssl: 80877103, gss: 80877104, cancel: 80877102 } as const

export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

export const cstring = (text: string): Buffer => Buffer.from(text + '\0')

/** One typed frame: type byte, length (itself included), body. */
export function frame(type: string, ...parts: Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 4)
  return Buffer.concat([Buffer.from(type, 'latin1'), int32(length), ...parts])
}

export const frameType = (bytes: Buffer): string => String.fromCharCode(bytes[0] ?? 0)

/** The zero-terminated text that starts at `from`, and the offset after its terminator. */
export function readCstring(bytes: Buffer, from: number): { text: string; next: number } {
  const end = bytes.indexOf(0, from)
  if (end < 0) throw new RangeError(`unterminated text in a frame of type ${frameType(bytes)}`)
  return { text: bytes.toString('utf8', from, end), next: end + 1 }
}

export const readyForQuery = (status: string): Buffer => frame('Z', Buffer.from(status, 'latin1'))

export function errorResponse(severity: 'ERROR' | 'FATAL', sqlstate: string, message: string): Buffer {
  const fields = [`S${severity}`, `V${severity}`, `C${sqlstate}`, `M${message}`].map(cstring)
  return frame('E', ...fields, Buffer.from([0]))
}

/** Cuts a whole backend answer into its frames. */
export function splitFrames(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = []
  for (let offset = 0; offset < bytes.length; ) {
    const end = offset + 1 + bytes.readInt32BE(offset + 1)
    frames.push(bytes.subarray(offset, end))
    offset = end
  }
  return frames
}

/**
 * Cuts a socket's stream into frames. Chunks are joined only when a frame is complete, so that a large insert costs one
 * copy instead of one for each chunk. The first frames of a connection carry no type byte; `typed` says when that ends.
 */
export class FrameReader {
  #chunks: Buffer[] = []
  #held = 0
  #needed = 0
  typed = false

  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#held += chunk.length
  }

  /** The next whole frame, or undefined until more bytes arrive. Throws RangeError on an impossible length. */
  next(): Buffer | undefined {
    const lengthAt = this.typed ? 1 : 0
    if (this.#held < Math.max(this.#needed, lengthAt + 4)) return undefined
    const bytes = this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks)
    this.#chunks = [bytes]
    const length = bytes.readInt32BE(lengthAt)
    if (length < 4 || length > maxFrameBytes) throw new RangeError(`a frame of ${length} bytes is not accepted`)
    this.#needed = length + lengthAt
    if (bytes.length < this.#needed) return undefined
    const whole = bytes.subarray(0, this.#needed)
    const rest = bytes.subarray(this.#needed)
    this.#chunks = rest.length ? [rest] : []
    this.#held = rest.length
    this.#needed = 0
    return whole
  }
}
