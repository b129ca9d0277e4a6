import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'

/** A piece of a stream: its address, and whether it is a playlist, which is read, or bytes, which are passed on. */
export type StreamPart = { kind: 'playlist' | 'bytes'; href: string }
export type StreamParts = {
  /** The same part has the same name, so that a player knows what it has already. */
  name(part: StreamPart, of: string): string
  /** Undefined for anything that was not named here for `of`. */
  read(name: string, of: string): StreamPart | undefined
}

const nonceBytes = 12
const tagBytes = 16

/**
 * Names of parts that tell nothing: the address sealed (AES-256-GCM), bound to the camera and the version of its addresses (`of`). The nonce is made of what is sealed, for two parts never share
 * one and the same part is named alike. Servers with the same secret read each other's names; without one, names live as long as the process.
 */
export function createStreamParts(secret: string | undefined): StreamParts {
  const key = secret === undefined ? randomBytes(32) : createHash('sha256').update('fangcun stream parts ').update(secret).digest()
  const nonceKey = createHash('sha256').update('fangcun stream nonce ').update(key).digest()
  return {
    name({ kind, href }, of) {
      const text = `${kind} ${href}`
      const nonce = createHmac('sha256', nonceKey).update(`${of} ${text}`).digest().subarray(0, nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(of))
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
    },
    read(name, of) {
      const bytes = Buffer.from(name, 'base64url')
      if (bytes.length < nonceBytes + tagBytes + 1) return undefined
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes)).setAAD(Buffer.from(of))
      decipher.setAuthTag(bytes.subarray(-tagBytes))
      try {
        const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8')
        const at = text.indexOf(' ')
        return { kind: text.slice(0, at) as StreamPart['kind'], href: text.slice(at + 1) }
      } catch {
        return undefined
      }
    },
  }
}
