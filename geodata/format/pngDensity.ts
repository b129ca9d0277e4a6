/** After the 8 bytes of the signature stands IHDR, always of 13 bytes (PNG, third edition, 5.6 and 11.2.1). */
const [signature, afterHeader] = [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 8 + 4 + 4 + 13 + 4]
const metersPerInch = 0.0254

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})
/** CRC-32 of ISO 3309, as PNG (annex D) wants it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 255]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** The same picture, saying how large it is on paper: a chunk pHYs after the header. @throws Error where the bytes are no PNG, or already say it */
export function withDensity(png: Uint8Array, dotsPerInch: number): Uint8Array<ArrayBuffer> {
  if (!signature.every((byte, i) => png[i] === byte) || png.length < afterHeader) throw new Error('not a PNG')
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  for (let at = 8; at + 12 <= png.length; at += 12 + view.getUint32(at)) if (view.getUint32(at + 4) === 0x70485973) throw new Error('the PNG already says its density')
  const chunk = new Uint8Array(4 + 4 + 9 + 4)
  const into = new DataView(chunk.buffer)
  const perMeter = Math.round(dotsPerInch / metersPerInch)
  into.setUint32(0, 9)
  into.setUint32(4, 0x70485973)
  into.setUint32(8, perMeter)
  into.setUint32(12, perMeter)
  into.setUint8(16, 1)
  into.setUint32(17, crc32(chunk.subarray(4, 17)))
  const out = new Uint8Array(png.length + chunk.length)
  out.set(png.subarray(0, afterHeader))
  out.set(chunk, afterHeader)
  out.set(png.subarray(afterHeader), afterHeader + chunk.length)
  return out
}
