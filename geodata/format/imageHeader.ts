export type ImageHeader = { type: 'image/jpeg' | 'image/png' | 'image/webp'; width: number; height: number }

/** Kind and size of a picture from its first bytes, so that what is too large is never decoded. Undefined for anything else, or where the size does not come. */
export function imageHeader(bytes: Uint8Array): ImageHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (starts(view, [0xff, 0xd8, 0xff])) return jpeg(view)
  if (starts(view, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return png(view)
  if (word(view, 0) === 'RIFF' && word(view, 8) === 'WEBP') return webp(view)
  return undefined
}

const starts = (view: DataView, signature: readonly number[]) => view.byteLength >= signature.length && signature.every((byte, i) => view.getUint8(i) === byte)
const word = (view: DataView, at: number) => (view.byteLength < at + 4 ? '' : String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i))))
const sized = (type: ImageHeader['type'], width: number, height: number) => (width > 0 && height > 0 ? { type, width, height } : undefined)

/** PNG (ISO 15948): the first chunk is IHDR, with width and height as 32 bits each. */
const png = (view: DataView) => (view.byteLength < 24 || word(view, 12) !== 'IHDR' ? undefined : sized('image/png', view.getUint32(16), view.getUint32(20)))

/** JPEG (ITU-T T.81): segments up to the frame header SOF0 to SOF15, which is none of DHT (C4), JPG (C8), DAC (CC). */
function jpeg(view: DataView): ImageHeader | undefined {
  let at = 2
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    // Fill bytes, and markers that stand alone.
    if (marker === 0xff) at += 1
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return sized('image/jpeg', view.getUint16(at + 7), view.getUint16(at + 5))
    else if (marker === 0xd9 || marker === 0xda) return undefined
    else at += 2 + Math.max(2, view.getUint16(at + 2))
  }
  return undefined
}

const uint24 = (view: DataView, at: number) => view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16)

/** WebP (RFC 9649): lossy, lossless or extended. */
function webp(view: DataView): ImageHeader | undefined {
  if (view.byteLength < 30) return undefined
  const kind = word(view, 12)
  if (kind === 'VP8X') return sized('image/webp', uint24(view, 24) + 1, uint24(view, 27) + 1)
  if (kind === 'VP8 ') return sized('image/webp', view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff)
  if (kind !== 'VP8L' || view.getUint8(20) !== 0x2f) return undefined
  const bits = view.getUint32(21, true)
  return sized('image/webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
}
