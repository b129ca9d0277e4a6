import { createServer, type Server, type Socket } from 'node:net'
import type { Backend } from './backend.ts'
import { admit, greet, type Stage } from './greeting.ts'
import { Session } from './session.ts'
import { FrameReader, frameType } from './wire.ts'

export type BridgeOptions = { password: string; settings: [string, string][]; onBroken(error: unknown): void }

/** A server that lets many PostgreSQL clients share one embedded backend. The caller listens on it. */
export function createBridge(backend: Backend, options: BridgeOptions): Server {
  let count = 0
  return createServer((socket) => converse(socket, backend, options, ++count))
}

function converse(socket: Socket, backend: Backend, options: BridgeOptions, id: number): void {
  const reader = new FrameReader()
  let stage: Stage = 'startup'
  let session: Session | undefined
  // Frames are handled strictly one after another; `work` is the end of that chain.
  let work = Promise.resolve()
  socket.setNoDelay(true)

  const handle = async (message: Buffer): Promise<void> => {
    if (stage === 'refused') return
    if (session) return frameType(message) === 'X' ? void socket.end() : session.receive(message)
    const step = stage === 'startup' ? greet(message) : admit(message, options.password, options.settings)
    stage = step.stage
    if (step.reply.length) socket.write(step.reply)
    if (stage === 'refused') socket.end()
    if (stage === 'open') session = new Session(socket, backend, id)
  }

  socket.on('data', (chunk) => {
    reader.push(chunk)
    try {
      for (let message = reader.next(); message; message = reader.next()) {
        const whole = message
        if (!reader.typed) reader.typed = whole.readInt32BE(4) >>> 16 === 3
        work = work.then(() => handle(whole)).catch(options.onBroken)
      }
    } catch {
      socket.destroy()
    }
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    work = work.then(() => session?.close()).catch(options.onBroken)
  })
}
