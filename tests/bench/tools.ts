import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Load generators and peers the bench needs beyond npm; a missing one is asked for with the exact command. Nothing is installed here. */
export function requireTools(packageOf: Record<string, string>): void {
  const missing = Object.entries(packageOf).filter(([program]) => !has(program))
  if (!missing.length) return
  const packages = [...new Set(missing.map(([, name]) => name))]
  throw new Error(`The bench needs ${missing.map(([program]) => program).join(', ')}. Install with:\n  sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`)
}

function has(program: string): boolean {
  try {
    execFileSync('sh', ['-c', 'PATH="$PATH:/usr/sbin"; command -v "$1"', 'sh', program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const whole = (seconds: number) => String(Math.max(1, Math.round(seconds)))

/** Requests per second of one URL on loopback by wrk: one thread, keep-alive, for whole seconds. Throws if any answer is not 2xx. */
export async function requestsPerSecond(url: string, seconds: number, { connections = 8, headers = {} as Record<string, string> } = {}): Promise<number> {
  if (!url.startsWith('http://127.0.0.1:')) throw new Error(`expected a loopback address, not ${url}`)
  const flags = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const { stdout } = await run('wrk', ['-t1', `-c${connections}`, `-d${whole(seconds)}s`, '--timeout', '20s', ...flags, url])
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
  if (!(rate > 0) || /Non-2xx|Socket errors/.test(stdout)) throw new Error(`bad answers from ${url}:\n${stdout}`)
  return rate
}

/** Transactions per second of a pgbench script with as many clients on one thread. `programs` is the folder of the server's programs. */
export async function transactionsPerSecond(programs: string, url: string, script: string, seconds: number, clients = 8): Promise<number> {
  const { stdout, stderr } = await run(`${programs}/pgbench`, ['-n', '-M', 'prepared', '-c', String(clients), '-j', '1', '-T', whole(seconds), '-f', script, url])
  const rate = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  if (!(rate > 0) || /aborted/.test(stdout + stderr) || /failed transactions: [1-9]/.test(stdout)) throw new Error(stdout + stderr)
  return rate
}

/** Runs commands of psql on one connection and answers the output; stops at the first error. */
export async function psql(url: string, commands: string[]): Promise<string> {
  const { stdout } = await run('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', ...commands.flatMap((command) => ['-c', command]), url], { maxBuffer: 1 << 28 })
  return stdout
}
