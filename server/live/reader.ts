import type { Framed } from './frame.ts'
import type { Hub } from './hub.ts'

/** Whose stream it is: `session` is what must stay good, `rightsKey` names those who see the same, `walls` are those whose moves it asked for. */
export type Who = { account: string; session: string; rightsKey: string; walls?: readonly string[] }
/** Where the bytes of one stream go. */
export type Sink = {
  write(bytes: Framed): void
  /** Bytes that were written and not yet taken. */
  behind(): number
  /** No more comes; what still waits may be thrown away. */
  end(): void
}
export type Reader = { who: Who; send(bytes: Framed): void; close(): void }

/** A reader this far behind is dropped; it resumes by its last event id when it can. */
const mostBehindBytes = 1_048_576

/**
 * One reader of the hub. What arrives before `begin` is held back, in order, so that a resuming reader first gets what it missed; a long
 * absence does not count as being slow.
 */
export function createReader(hub: Hub, who: Who, sink: Sink) {
  let held: Framed[] | undefined = []
  let most = mostBehindBytes
  let closed = false
  const reader: Reader = {
    who,
    send(bytes) {
      if (closed) return
      if (held) {
        held.push(bytes)
        return
      }
      if (sink.behind() >= most) reader.close()
      else sink.write(bytes)
    },
    close() {
      if (closed) return
      closed = true
      hub.remove(reader)
      sink.end()
    },
  }
  const begin = (first: Framed[]) => {
    const all = [...first, ...(held ?? [])]
    held = undefined
    most += first.reduce((sum, { plain }) => sum + plain.byteLength, 0)
    for (const bytes of all) reader.send(bytes)
  }
  return { reader, begin }
}
