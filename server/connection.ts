import { connect as open, type Socket } from 'node:net'
import postgres from 'postgres'
import type { Sql } from './database.ts'

/**
 * A postgres.js client that is one connection and never a second one: what was asked inside a transaction must not be sent on, by the
 * client's own reconnecting, outside of it and as somebody else. `cut` is set once the connection is lost, and `onCut` told; `failure` is why
 * there was never one.
 */
export type Connection = { sql: Sql; cut: boolean; failure?: unknown; onCut: () => void; destroy(): void }

/** Seconds to reach the server, and again as many until it takes questions. */
const connectSeconds = 5

const lost = (code: string) => Object.assign(new Error('The connection to the database was closed.'), { code })

/** A connected socket to the first host that answers. Throws what the last one said. */
async function reach({ host, port, path }: postgres.ParsedOptions, keep: (socket: Socket) => void): Promise<Socket> {
  let failure: unknown
  for (const [i, name] of host.entries()) {
    const address = path ? { path: String(path) } : { host: name, port: port[i] ?? 5432 }
    try {
      return await new Promise((done, fail) => {
        const socket = open({ ...address, noDelay: true })
        keep(socket)
        const timer = setTimeout(() => socket.destroy(lost('CONNECT_TIMEOUT')), connectSeconds * 1000)
        const failed = (error: unknown) => fail(error instanceof Error ? error : lost('CONNECTION_CLOSED'))
        socket.once('error', failed).once('close', failed).once('connect', () => {
          clearTimeout(timer)
          socket.off('error', failed).off('close', failed)
          // postgres.js verifies certificates against this name.
          done(Object.assign(socket, { host: name }))
        })
        socket.once('close', () => clearTimeout(timer))
      })
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

export function openConnection(options: postgres.ParsedOptions): Connection {
  let socket: Socket | undefined
  const connection: Connection = { sql: undefined as unknown as Sql, cut: false, onCut: () => {}, destroy: () => void socket?.destroy() }
  const cut = () => {
    if (connection.cut) return
    connection.cut = true
    connection.onCut()
  }
  const reachOnce = async (parsed: postgres.ParsedOptions): Promise<Socket> => {
    if (socket) throw lost('CONNECTION_CLOSED')
    try {
      return await reach(parsed, (tried) => (socket = tried))
    } catch (error) {
      connection.failure = error
      queueMicrotask(cut)
      throw error
    }
  }
  const own = { max: 1, socket: reachOnce, onclose: cut, connect_timeout: connectSeconds, max_lifetime: null, idle_timeout: null, shared: { retries: 0, typeArrayMap: {} } }
  // Parsed options are taken as they are; see parseOptions of postgres.js.
  connection.sql = postgres({ ...options, ...own } as unknown as string) as unknown as Sql
  return connection
}
