import type { Command } from 'commander'

export function addZones(program: Command): void {
  program.command('zones')
    .summary('divide units of plain files into zones, or change zones with the fewest households moved')
    .helpOption(false)
    .allowUnknownOption()
    .argument('[words...]')
    .action(async (_: string[], __: object, command: Command) => {
      // Read only for whoever asks for zones.
      const { zonesFiles } = await import('../zones/zonesFiles.ts')
      await zonesFiles(command.args)
    })
}
