import { linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Two processes on one embedded database silently lose data, so the second is refused. */
export class DatabaseInUse extends Error {
  override name = 'DatabaseInUse'
}

type Holder = { pid: number; born: string; parent: number; parentBorn: string }

/** When a process was started, in a form that differs after a reboot; empty where the system does not tell. */
function birth(pid: number): string {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? ''
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot} ${afterName.split(' ')[19] ?? ''}`
  } catch {
    return ''
  }
}

/** True if `pid` runs and is the process it was: containers hand out the same few numbers again and again. */
function lives(pid: number, born: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return born === '' || birth(pid) === born
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

/**
 * Takes the folder for this process until the answer is called. A lock left by a dead process is taken over. A holder whose own
 * parent is dead is about to leave (it notices between two statements), so it is waited for, up to `patienceMs`.
 * Throws DatabaseInUse.
 */
export async function lockFolder(folder: string, patienceMs = 15_000): Promise<() => void> {
  const path = join(folder, 'lock')
  mkdirSync(folder, { recursive: true })
  const own: Holder = { pid: process.pid, born: birth(process.pid), parent: process.ppid, parentBorn: birth(process.ppid) }
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, JSON.stringify(own))
  try {
    for (const end = Date.now() + patienceMs; !placed(draft, path); ) {
      const holder = readHolder(path)
      if (holder && lives(holder.pid, holder.born)) {
        if (lives(holder.parent, holder.parentBorn) || Date.now() > end) throw inUse(folder, holder)
        await sleep(100)
      } else clear(path, holder)
    }
  } finally {
    unlinkSync(draft)
  }
  return () => {
    if (readHolder(path)?.pid === process.pid) unlinkSync(path)
  }
}

const inUse = (folder: string, holder: Holder) =>
  new DatabaseInUse(`The data folder ${folder} is in use by a running server (process ${holder.parent}); stop that one or choose another folder.`)

/** A hard link is made whole or not at all, so nobody ever reads half a lock. */
function placed(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Moves a dead lock away. If a rival took it over in between, its fresh lock is put back. */
function clear(path: string, dead: Holder | undefined): void {
  const aside = `${path}.${process.pid}.dead`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const moved = readHolder(aside)
  if (moved && (moved.pid !== dead?.pid || moved.born !== dead.born)) placed(aside, path)
  unlinkSync(aside)
}
