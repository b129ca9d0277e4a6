import type { Sql } from '../database.ts'
import { type Connection, openConnection } from '../connection.ts'

const againMs = 1_000

/**
 * Calls `wake` at each notice on `channel`, and once, without its words, whenever listening begins (what was told before it went unheard). A connection that
 * is lost is replaced; meanwhile nothing is heard, so whoever needs every notice also asks from time to time.
 */
export function listen(sql: Sql, channel: string, wake: (channel?: string, payload?: string) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let connection: Connection | undefined
  let stopped = false

  function begin(): void {
    const own = openConnection({ ...sql.options, onnotify: wake } as Sql['options'])
    connection = own
    own.onCut = () => {
      void own.sql.end({ timeout: 0 }).catch(() => {})
      if (stopped) return
      timer = setTimeout(begin, againMs)
      timer.unref()
    }
    own.sql.unsafe(`listen "${channel}"`).then(() => wake(), () => own.destroy())
  }

  begin()
  return {
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await connection?.sql.end({ timeout: 1 }).catch(() => {})
    },
  }
}
