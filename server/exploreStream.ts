import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { Transform } from 'node:stream'
import { encodeFrame } from '../geodata/format/incidentFrames.ts'
import type { ExplorePage, Older } from './queries/explore.ts'
import type { Encoding } from './tiles/compress.ts'

/** The first frame is small, so that something is drawn early; later ones compress better the larger they are. */
const firstRows = 16_384
const laterRows = 131_072

/** A million rows take level 4 an eighth of a second, a twelfth more than level 1, and are smaller and unpacked sooner; beyond it nothing is gained. */
const packer = (encoding: Encoding): Transform | null =>
  encoding === 'br' ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }) : encoding === 'gzip' ? createGzip({ level: 1 }) : null

/** Who has not read for so long has gone without saying so: what packs the frames holds megabytes. */
const patienceMs = 120_000
type Options = { idleMs?: number; /** Told once, however it ends. */ onEnd?: () => void }

/**
 * Frames of a window, newest first, made as fast as they are taken: nothing is read ahead, and who goes away ends it before the next page.
 * @param page reads the page before `older`
 */
export function exploreStream(page: (older: Older | null, limit: number) => Promise<ExplorePage>, encoding: Encoding, mostRows: number, { idleMs = patienceMs, onEnd = () => {} }: Options = {}): ReadableStream<Uint8Array> {
  const packing = packer(encoding)
  let older: Older | null = null
  let sent = 0
  let begun = false
  const pack = (bytes: Uint8Array, last: boolean) => (packing ? packed(packing, bytes, last) : Promise.resolve(bytes))
  let idle: ReturnType<typeof setTimeout> | undefined
  let ended = false
  const end = () => {
    clearTimeout(idle)
    packing?.destroy()
    if (!ended) onEnd()
    ended = true
  }
  const next = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const limit = Math.min(begun ? laterRows : firstRows, mostRows - sent)
    begun = true
    const read = await page(older, limit)
    older = read.older
    sent += read.columns.count
    const last = older === null || sent >= mostRows
    // A window without rows is one empty frame: the answer of nothing and a broken answer must differ.
    const bytes = await pack(encodeFrame(read.columns), last)
    if (ended) return
    controller.enqueue(bytes)
    if (!last) {
      idle = setTimeout(() => {
        end()
        controller.error(new Error('nobody reads'))
      }, idleMs)
      return
    }
    end()
    controller.close()
  }
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      clearTimeout(idle)
      return next(controller).catch((error: unknown) => {
        end()
        throw error
      })
    },
    cancel: end,
  }, { highWaterMark: 1 })
}

/** What `bytes` becomes, whole to its end, so that the reader can use it before the next is there. */
function packed(packing: Transform, bytes: Uint8Array, last: boolean): Promise<Uint8Array> {
  const parts: Buffer[] = []
  return new Promise((resolve, reject) => {
    const take = (part: Buffer) => parts.push(part)
    packing.on('data', take)
    packing.once('error', reject)
    const done = () => {
      packing.off('data', take)
      packing.off('error', reject)
      resolve(new Uint8Array(Buffer.concat(parts)))
    }
    packing.write(bytes)
    if (last) packing.end(() => {}).once('end', done)
    else (packing as Transform & { flush(done: () => void): void }).flush(() => setImmediate(done))
  })
}
