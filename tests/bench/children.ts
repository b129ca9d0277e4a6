import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type Child<Order, Told> = { pid: number; ask(order: Order): Promise<Told>; end(): Promise<void> }

/** A script beside this one as a process of its own that is given orders one after the other. */
export function startChild<Order extends object, Told extends { what: string }>(script: string, args: string[] = []): Child<Order, Told> {
  const child: ChildProcess = fork(fileURLToPath(new URL(script, import.meta.url)), args, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  return {
    pid: child.pid as number,
    async ask(order) {
      child.send(order)
      const told = await new Promise<Told & { error?: string }>((done, fail) => {
        const ended = (code: number | null) => fail(new Error(`${script} ended with ${code}`))
        child.once('exit', ended).once('message', (message) => {
          child.off('exit', ended)
          done(message as Told)
        })
      })
      if (told.what === 'failed') throw new Error(told.error)
      return told
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** Seconds of processor that a process has taken, and the megabytes it holds; Linux. */
export function usageOf(pid: number): { cpuSeconds: number; megabytes: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  // Counted in hundredths of a second on every Linux we know.
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100, megabytes: kilobytes / 1024 }
}
