import { execFile, execFileSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { PackagesMissing, installCommand } from './packages.ts'

/** Who runs the server: PostgreSQL refuses root, so root hands over to the user `postgres`. */
export type Owner = { uid: number; gid: number } | undefined

const idOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }))

export function serverOwner(): Owner {
  if (process.getuid?.() !== 0) return undefined
  try {
    return { uid: idOf('-u'), gid: idOf('-g') }
  } catch {
    throw new PackagesMissing(`Root cannot run PostgreSQL and the user postgres is missing. Install it with:\n  ${installCommand()}`)
  }
}

export function giveTo(owner: Owner, path: string): void {
  if (owner) chownSync(path, owner.uid, owner.gid)
}

/** Runs a program as `owner` and answers its output. Throws Error with what the program said. */
export function runAs(owner: Owner, program: string, args: string[]): Promise<string> {
  return new Promise((done, fail) => {
    // pg_ctl leaves a server behind that would keep a pipe open, so only programs that end may be read; its own output is short.
    const child = execFile(program, args, { ...owner, cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } }, (error, stdout, stderr) => {
      if (error) fail(new Error(`${program} ${args[0] ?? ''}: ${(stderr || stdout || error.message).trim()}`))
      else done(stdout)
    })
    child.stdin?.end()
  })
}
