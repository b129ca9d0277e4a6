import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { text } from 'node:stream/consumers'
import { Writable } from 'node:stream'
import { CommandError } from './tell.ts'

/** A password that nobody has to think up: 20 signs that are not taken for one another, 98 bits. */
export function makePassword(): string {
  const signs = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  const pick = () => signs[randomBytes(4).readUInt32BE() % signs.length] as string
  return Array.from({ length: 4 }, () => Array.from({ length: 5 }, pick).join('')).join('-')
}

/** From the terminal, unseen and twice, or one line from a pipe; never from the command line, which other users of the machine can read. */
export async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).split(/\r?\n/)[0] ?? ''
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  try {
    process.stderr.write('Password: ')
    const first = await reader.question('')
    process.stderr.write('\nThe same again: ')
    const second = await reader.question('')
    process.stderr.write('\n')
    if (first !== second) throw new CommandError('The two are not the same; nothing was changed.')
    return first
  } finally {
    reader.close()
  }
}
