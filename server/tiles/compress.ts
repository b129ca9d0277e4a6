import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip' | 'identity'

/** What the client takes, best first. */
export function chooseEncoding(accepted: string | undefined): Encoding {
  const offers = (accepted ?? '').split(',').filter((part) => !/;\s*q=0(\.0+)?\s*$/.test(part)).map((part) => part.split(';')[0]?.trim().toLowerCase())
  return offers.includes('br') ? 'br' : offers.includes('gzip') || offers.includes('*') ? 'gzip' : 'identity'
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/**
 * Level 1 for what changes: brotli 1 takes 1.9 ms where gzip 6 takes 12.7 (416 KB), for about the same size. A higher level pays off for
 * what is compressed once and sent often.
 */
export async function compress(bytes: Uint8Array, encoding: Encoding, level = 1): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === 'br') return new Uint8Array(await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: level, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } }))
  if (encoding === 'gzip') return new Uint8Array(await zip(bytes, { level }))
  // As it is where it has memory of its own: part of something larger would keep all of that.
  return bytes.buffer instanceof ArrayBuffer && bytes.buffer.byteLength < bytes.byteLength + 1_024 ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes)
}

/** The header of what `compress` made; none for plain bytes. */
export const encodingHeader = (encoding: Encoding): Record<string, string> => (encoding === 'identity' ? {} : { 'content-encoding': encoding })
