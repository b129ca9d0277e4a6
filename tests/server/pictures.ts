import { Transformer } from '@napi-rs/image'

/** A picture whose left half is red and whose right half is blue. */
export function twoHalves(width: number, height: number): Transformer {
  const pixels = new Uint8Array(width * height * 4)
  for (let i = 0; i < width * height; i++) pixels.set(i % width < width / 2 ? [220, 20, 20, 255] : [20, 20, 220, 255], i * 4)
  return Transformer.fromRgbaPixels(pixels, width, height)
}

const segment = (marker: number, body: Buffer) => Buffer.concat([Buffer.from([0xff, marker]), Buffer.from([(body.length + 2) >> 8, (body.length + 2) & 255]), body])
const entry = (tag: number, type: number, count: number, value: number) => { const b = Buffer.alloc(12); b.writeUInt16BE(tag, 0); b.writeUInt16BE(type, 2); b.writeUInt32BE(count, 4); if (type === 3) b.writeUInt16BE(value, 8); else b.writeUInt32BE(value, 8); return b }
const short = (value: number) => { const b = Buffer.alloc(2); b.writeUInt16BE(value); return b }
const long = (...values: number[]) => { const b = Buffer.alloc(values.length * 4); values.forEach((value, i) => b.writeUInt32BE(value, i * 4)); return b }

/** EXIF (CIPA DC-008): TIFF big-endian, IFD0 with orientation, maker and a pointer to the GPS IFD with 31°12'18"N 121°24'18"E. */
function exif(orientation: number): Buffer {
  const ifd0 = 8
  const maker = 'SECRETPHONE\0'
  const gps = ifd0 + 2 + 3 * 12 + 4
  const rational = gps + 2 + 4 * 12 + 4
  const text = rational + 48
  const head = Buffer.concat([Buffer.from('MM\0*', 'latin1'), long(ifd0), short(3), entry(0x010f, 2, maker.length, text), entry(0x0112, 3, 1, orientation), entry(0x8825, 4, 1, gps), long(0)])
  const place = Buffer.concat([short(4), entry(1, 2, 2, 0x4e000000), entry(2, 5, 3, rational), entry(3, 2, 2, 0x45000000), entry(4, 5, 3, rational + 24), long(0), long(31, 1, 12, 1, 18, 1), long(121, 1, 24, 1, 18, 1)])
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), head, place, Buffer.from(maker, 'latin1')])
}

/** The JPEG with EXIF and GPS, a comment and a piece of ICC put behind its first marker. */
export const withMetadata = (jpeg: Buffer, orientation = 1): Buffer =>
  Buffer.concat([jpeg.subarray(0, 2), segment(0xe1, exif(orientation)), segment(0xfe, Buffer.from('SECRETCOMMENT')), segment(0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\u0001\u0001', 'latin1'), Buffer.from('SECRETPROFILE')])), jpeg.subarray(2)])

/** Markers of a JPEG up to its coded data. */
export function markersOf(jpeg: Buffer): string[] {
  const found: string[] = []
  for (let at = 2; at + 4 <= jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    found.push(jpeg[at + 1]!.toString(16))
    if (jpeg[at + 1] === 0xda) break
  }
  return found
}
