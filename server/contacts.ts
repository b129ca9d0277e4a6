import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16
/** Refused plainly, never with its value: it stands in the environment of a server. */
export const contactKeyFault = `expected ${keyBytes} bytes as base64; several with commas, the first of which seals`

/** Keys by an id of their own, which stands beside what they sealed. @throws Error that says what is expected */
function readKeys(text: string): Map<string, Buffer> {
  const keys = text.split(',').map((part) => Buffer.from(part.trim(), 'base64'))
  if (keys.some((key) => key.length !== keyBytes)) throw new Error(contactKeyFault)
  return new Map(keys.map((key) => [createHash('sha256').update('fangcun contact key ').update(key).digest('hex').slice(0, 12), key]))
}

export const isContactKey = (text: string): boolean => {
  try {
    return readKeys(text).size > 0
  } catch {
    return false
  }
}

export type Sealed = { sealed: Buffer; keyId: string }
export type Contacts = {
  /** Whether this server has a key, and so takes contacts in. */
  offered: boolean
  /** AES-256-GCM: nonce, ciphertext, tag. The incident is authenticated with it, so that a row put under another incident does not open. */
  seal(text: string, incidentId: string): Sealed
  /** Undefined when no key of this server opens it. */
  open(sealed: Sealed, incidentId: string): string | undefined
}

export function createContacts(keysText: string | undefined): Contacts {
  const keys = keysText ? readKeys(keysText) : new Map<string, Buffer>()
  const [current] = keys
  return {
    offered: current !== undefined,
    seal(text, incidentId) {
      if (!current) throw new Error('this server has no key for contacts')
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', current[1], nonce).setAAD(Buffer.from(incidentId.toLowerCase()))
      return { sealed: Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]), keyId: current[0] }
    },
    open({ sealed, keyId }, incidentId) {
      const key = keys.get(keyId)
      if (!key) return undefined
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes)).setAAD(Buffer.from(incidentId.toLowerCase()))
      decipher.setAuthTag(sealed.subarray(-tagBytes))
      try {
        return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}
