import type { ServerResponse } from 'node:http'
import type { Sink } from './reader.ts'

/** A response body, for whoever asks the app without a socket. */
export function bodySink(gone: () => void): { sink: Sink; body: ReadableStream<Uint8Array> } {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>({ start: (own) => void (controller = own), cancel: gone }, new ByteLengthQueuingStrategy({ highWaterMark: 0 }))
  const sink: Sink = {
    write: ({ plain }) => controller?.enqueue(plain),
    behind: () => -(controller?.desiredSize ?? 0),
    end() {
      try {
        controller?.close()
      } catch {
        // Already closed by the other side.
      }
    },
  }
  return { sink, body }
}

/**
 * The socket below a response whose headers go out now. Chunks come framed, so a delivery is one write of a buffer that all share, without
 * the layers of streams above, which cost several times the sending.
 */
export function socketSink(response: ServerResponse, headers: Record<string, string>, gone: () => void): Sink | undefined {
  const { socket } = response
  // Behind an answer that is still being sent there is no socket yet.
  if (!socket) return undefined
  response.writeHead(200, headers)
  response.flushHeaders()
  response.once('close', gone)
  const isChunked = response.chunkedEncoding
  return {
    write: ({ plain, chunk }) => void (socket.writable && socket.write(isChunked ? chunk : plain)),
    behind: () => socket.writableLength,
    end: () => void (socket.writableLength ? socket.destroy() : response.end()),
  }
}
