import type { Command } from 'commander'

export function addSimulate(program: Command): void {
  program.command('simulate')
}
