import { once } from 'node:events'
import { createWriteStream, existsSync, unlinkSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { createGzip } from 'node:zlib'
import { CommandError } from './tell.ts'

/** Written beside its place under another name and moved there at the end, so that nobody reads half of it. @throws CommandError where it cannot be written */
export async function writeWhole(path: string, pieces: Iterable<string | Uint8Array>, gzip = /\.gz$/i.test(path)): Promise<void> {
  const half = `${path}.${process.pid}.part`
  const leave = () => process.exit(130)
  const clean = () => existsSync(half) && unlinkSync(half)
  process.once('SIGINT', leave).once('SIGTERM', leave).once('exit', clean)
  try {
    await writePieces(half, pieces, gzip)
    await rename(half, path)
  } catch (error) {
    clean()
    const { code, message } = error as NodeJS.ErrnoException
    throw code ? new CommandError(`--out ${path} cannot be written: ${message}.`) : error
  } finally {
    process.off('SIGINT', leave).off('SIGTERM', leave).off('exit', clean)
  }
}

async function writePieces(path: string, pieces: Iterable<string | Uint8Array>, gzip: boolean): Promise<void> {
  const file = createWriteStream(path)
  await once(file, 'open')
  const out = gzip ? createGzip() : file
  if (out !== file) out.pipe(file)
  const failed = new Promise<never>((_, reject) => file.once('error', reject))
  failed.catch(() => {})
  for (const piece of pieces) if (!out.write(piece)) await Promise.race([once(out, 'drain'), failed])
  const closed = once(file, 'close')
  out.end()
  await Promise.race([closed, failed])
}
