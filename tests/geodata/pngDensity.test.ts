import { crc32, deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { withDensity } from '../../geodata/format/pngDensity.ts'

/** A PNG written here, chunk by chunk; zlib's CRC-32 is the reference. */
function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  crc.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, crc])
}
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const header = Buffer.alloc(13)
header.writeUInt32BE(2, 0)
header.writeUInt32BE(1, 4)
header.set([8, 0, 0, 0, 0], 8)
const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from([0, 10, 200]))), chunk('IEND', Buffer.alloc(0))]
const png = Buffer.concat([signature, ...parts])

describe('density of a PNG', () => {
  test('300 dots an inch are 11811 a metre, in a chunk with the right CRC between header and picture', () => {
    const density = Buffer.alloc(9)
    density.writeUInt32BE(11_811, 0)
    density.writeUInt32BE(11_811, 4)
    density[8] = 1
    expect(Buffer.from(withDensity(png, 300))).toEqual(Buffer.concat([signature, parts[0]!, chunk('pHYs', density), ...parts.slice(1)]))
  })
  test('a view into larger bytes is read where it lies', () => {
    const larger = Buffer.concat([Buffer.alloc(5), png, Buffer.alloc(5)])
    expect(withDensity(larger.subarray(5, 5 + png.length), 300)).toEqual(withDensity(png, 300))
  })
  test('what is no PNG, or says its density already, is refused', () => {
    expect(() => withDensity(Buffer.from('GIF89a'), 300)).toThrow('not a PNG')
    expect(() => withDensity(new Uint8Array(), 300)).toThrow('not a PNG')
    expect(() => withDensity(png.subarray(0, 20), 300)).toThrow('not a PNG')
    expect(() => withDensity(withDensity(png, 300), 96)).toThrow('already')
  })
})
