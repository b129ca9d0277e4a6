import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Load generators and peers the bench needs beyond npm; a missing one is asked for with the exact command. */
export function requireTools(names: Record<string, string>): void {
  const missing = Object.entries(names).filter(([program]) => !has(program))
  if (missing.length) throw new Error(`the bench needs ${missing.map(([program]) => program).join(', ')}:\n  sudo apt-get install -y --no-install-recommends ${missing.map(([, pkg]) => pkg).join(' ')}`)
}

function has(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Requests per second of one URL on loopback by wrk, one thread, for whole seconds. Throws if any answer is not 2xx. */
export async function requestsPerSecond(url: string, seconds: number, { connections = 8, headers = {} as Record<string, string> } = {}): Promise<number> {
  if (!/^http:\/\/127\.0\.0\.1:/.test(url)) throw new Error(`expected a loopback address, not ${url}`)
  const flags = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const { stdout } = await run('wrk', ['-t1', `-c${connections}`, `-d${Math.max(1, Math.round(seconds))}s`, ...flags, url])
  if (/Non-2xx|Socket errors: connect [1-9]/.test(stdout)) throw new Error(`bad answers from ${url}:\n${stdout}`)
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
}

/** Transactions per second of a pgbench script. `programs` is the folder of the server's programs. */
export async function transactionsPerSecond(programs: string, url: string, script: string, seconds: number, clients = 8): Promise<number> {
  const { stdout } = await run(`${programs}/pgbench`, ['-n', '-M', 'prepared', '-c', String(clients), '-j', '1', '-T', String(Math.max(1, Math.round(seconds))), '-f', script, url])
  if (/aborted|failed transactions: [1-9]/.test(stdout)) throw new Error(stdout)
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
}
