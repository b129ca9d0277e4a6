/** Whoever reads the live stream. Readers with the same rights share one framed buffer. */
export type Reader = { actor: string; rightsKey: string; send(bytes: Uint8Array): void; close(): void }
export type Hub = ReturnType<typeof createHub>

/** A reader this far behind is dropped; it resumes by its last event id when it can. */
const maxBehindBytes = 1_048_576

export function createHub() {
  const readers = new Set<Reader>()
  return {
    get size() {
      return readers.size
    },
    /** One actor for each distinct set of rights that listens now. */
    groups(): Map<string, string> {
      return new Map([...readers].map(({ rightsKey, actor }) => [rightsKey, actor]))
    },
    add: (reader: Reader) => void readers.add(reader),
    remove: (reader: Reader) => void readers.delete(reader),
    send(bytes: Uint8Array, rightsKey?: string): void {
      for (const reader of readers) if (rightsKey === undefined || reader.rightsKey === rightsKey) reader.send(bytes)
    },
    closeAll(): void {
      for (const reader of readers) reader.close()
      readers.clear()
    },
  }
}

/**
 * A response body that is one reader. What arrives before `begin` is held back, in order, so that a resuming reader first gets what it
 * missed.
 */
export function createReader(hub: Hub, actor: string, rightsKey: string) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let held: Uint8Array[] | undefined = []
  const reader: Reader = {
    actor,
    rightsKey,
    send(bytes) {
      if (held) held.push(bytes)
      else write(bytes)
    },
    close() {
      hub.remove(reader)
      try {
        controller?.close()
      } catch {
        // Already closed by the other side.
      }
    },
  }
  const write = (bytes: Uint8Array) => {
    if (!controller) return
    if ((controller.desiredSize ?? 0) <= 0) return reader.close()
    controller.enqueue(bytes)
  }
  const body = new ReadableStream<Uint8Array>(
    { start: (own) => void (controller = own), cancel: () => hub.remove(reader) },
    new ByteLengthQueuingStrategy({ highWaterMark: maxBehindBytes }),
  )
  const begin = (first: Uint8Array[]) => {
    const later = held ?? []
    held = undefined
    for (const bytes of [...first, ...later]) write(bytes)
  }
  return { reader, body, begin }
}
