import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export type Link = { url: string; bytes(): number; close(): Promise<void> }

const slice = 1_400

/**
 * A wire to the app that counts what comes down it and, with `kilobitsPerSecond`, is as slow as that for all connections together. The
 * browser's own emulation does not slow its workers, and MapLibre fetches tiles in one.
 */
export async function openLink(appUrl: string, kilobitsPerSecond?: number): Promise<Link> {
  const { port } = new URL(appUrl)
  const sockets = new Set<Socket>()
  let bytes = 0
  let freeAt = 0
  const turn = async (size: number) => {
    if (!kilobitsPerSecond) return
    // A timer that fires late is made up for, or a busy machine would be a slower wire.
    freeAt = Math.max(freeAt, performance.now() - 200) + (size * 8) / kilobitsPerSecond
    const wait = freeAt - performance.now()
    if (wait > 2) await sleep(wait)
  }
  async function down(from: Socket, to: Socket): Promise<void> {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      for (let at = 0; at < chunk.length; at += slice) {
        const part = chunk.subarray(at, at + slice)
        await turn(part.length)
        if (to.destroyed) return
        bytes += part.length
        to.write(part)
      }
    }
    to.end()
  }
  const server = createServer((client) => {
    const upstream = connect(Number(port), '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay())
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    }
    // Not the other way round: the app may have closed while its last answer is still on the slow wire.
    client.on('close', () => upstream.destroy())
    client.pipe(upstream)
    down(upstream, client).catch(() => client.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((done) => server.close(done))
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bytes: () => bytes, close }
}
