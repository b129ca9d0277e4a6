const encoder = new TextEncoder()

/** One server-sent event, framed once for all its readers (HTML standard, 9.2.5). Without data it only moves the reader's last id. */
export function frame(event: { name?: string; id?: string; data?: unknown }): Uint8Array {
  const name = event.name ? `event: ${event.name}\n` : ''
  const id = event.id ? `id: ${event.id}\n` : ''
  const data = event.data === undefined ? '' : `data: ${JSON.stringify(event.data)}\n`
  return encoder.encode(`${name}${id}${data}\n`)
}

/** Frames as one piece of a body, and the same as a chunk of HTTP/1.1 (RFC 9112, 7.1): made once, written to every socket as it is. */
export type Framed = { plain: Uint8Array; chunk: Uint8Array }

export function framed(...frames: Uint8Array[]): Framed {
  const plain = frames.length === 1 && frames[0] ? frames[0] : new Uint8Array(Buffer.concat(frames))
  let chunk: Uint8Array | undefined
  return {
    plain,
    get chunk() {
      return (chunk ??= Buffer.concat([encoder.encode(`${plain.byteLength.toString(16)}\r\n`), plain, encoder.encode('\r\n')]))
    },
  }
}
