import { Transformer } from '@napi-rs/image'
import { type ImageHeader, imageHeader } from '../geodata/format/imageHeader.ts'
import { Problem } from './problem.ts'
import { createShared } from './shared.ts'

export const maxPhotoBytes = 8_388_608
const mostPixels = 40_000_000
/** A line of 40 million pixels takes the decoder ten times as long as a picture of as many. */
const mostSide = 32_768
const longestSide = 2_048
/** What the table takes; a picture that is larger at one quality is written at the next. */
const mostStoredBytes = 2_097_152
const qualities = [82, 70, 55, 35]
/** `inside` of the library: as large as fits, never cropped. */
const inside = 2

export type Photo = { bytes: Buffer; width: number; height: number }
const refused = (status: 413 | 415 | 422, detail: string, expected: string) => new Problem(status, detail, [{ field: '(body)', expected }])

/** The decoder fills what is missing with grey, so a picture that broke off is told from a whole one by its end. */
function isWhole(bytes: Buffer, { type }: ImageHeader): boolean {
  if (type === 'image/png') return bytes.lastIndexOf('IEND', undefined, 'latin1') > 0
  if (type === 'image/webp') return bytes.readUInt32LE(4) + 8 <= bytes.length
  return endsJpeg(bytes)
}

/** Walks segments and coded data to the marker EOI; what cameras append behind it is of no account. */
function endsJpeg(bytes: Buffer): boolean {
  let at = 2
  while (at + 3 < bytes.length + 2) {
    at = bytes.indexOf(0xff, at)
    if (at < 0 || at + 1 >= bytes.length) return false
    const marker = bytes[at + 1] as number
    if (marker === 0xd9) return true
    const isAlone = marker === 0x00 || marker === 0x01 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd8)
    if (isAlone) at += marker === 0xff ? 1 : 2
    else if (at + 4 > bytes.length) return false
    else at += 2 + Math.max(2, bytes.readUInt16BE(at + 2))
  }
  return false
}

/** Judged before anything is decoded. @throws Problem */
function judge(bytes: Buffer, stated: string): ImageHeader {
  const header = imageHeader(bytes)
  if (!header) throw refused(415, 'The body is no picture that can be read.', 'a whole JPEG, PNG or WebP picture')
  if (header.type !== stated) throw new Problem(415, `The body is ${header.type}, not ${stated}.`, [{ field: 'Content-Type', expected: header.type }])
  if (Math.max(header.width, header.height) > mostSide) throw refused(413, `The picture is ${header.width} × ${header.height} pixels.`, `at most ${mostSide} pixels a side`)
  if (header.width * header.height > mostPixels) throw refused(413, `The picture has ${header.width} × ${header.height} pixels.`, `at most ${mostPixels} pixels`)
  if (!isWhole(bytes, header)) throw refused(422, 'The picture is cut off.', 'a whole picture')
  return header
}

async function encode(bytes: Buffer, { width, height }: ImageHeader): Promise<Photo> {
  for (const quality of qualities) {
    const upright = new Transformer(bytes).rotate()
    const fitting = Math.max(width, height) > longestSide ? upright.resize({ width: longestSide, height: longestSide, fit: inside }) : upright
    const made = await fitting.jpeg(quality)
    const header = imageHeader(made)
    if (header && made.length <= mostStoredBytes) return { bytes: made, width: header.width, height: header.height }
  }
  throw refused(422, 'The picture stays too large.', 'a picture of fewer details')
}

/** One picture at a time is decoded: 40 million pixels take 160 MB, outside of JavaScript's thread and its heap. */
const inTurn = createShared<Photo>(1)
let jobs = 0

/**
 * A picture as it is stored: JPEG, upright, at most 2,048 px a side, made anew from its pixels, so that nothing else of the file is left (no EXIF, no place, no comment).
 * @throws Problem that names the body
 */
export async function readPhoto(bytes: Buffer, stated: string): Promise<Photo> {
  const header = judge(bytes, stated)
  return inTurn(String(jobs++), () => encode(bytes, header).catch((error: unknown) => {
    if (error instanceof Problem) throw error
    throw refused(422, 'The picture cannot be decoded.', 'a whole JPEG, PNG or WebP picture')
  }))
}
