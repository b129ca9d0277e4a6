import type { Command } from 'commander'

export function addDatabase(program: Command): void {
  program.command('database')
}
