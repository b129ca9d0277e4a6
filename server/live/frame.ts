const encoder = new TextEncoder()

/** One server-sent event, framed once for all its readers (HTML standard, 9.2.5). Without data it only moves the reader's last id. */
export function frame(event: { name?: string; id?: string; data?: unknown }): Uint8Array {
  const name = event.name ? `event: ${event.name}\n` : ''
  const id = event.id ? `id: ${event.id}\n` : ''
  const data = event.data === undefined ? '' : `data: ${JSON.stringify(event.data)}\n`
  return encoder.encode(`${name}${id}${data}\n`)
}

export function joinFrames(frames: Uint8Array[]): Uint8Array {
  return frames.length === 1 && frames[0] ? frames[0] : new Uint8Array(Buffer.concat(frames))
}
