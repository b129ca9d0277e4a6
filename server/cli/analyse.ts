import type { Command } from 'commander'

export function addAnalyse(program: Command): void {
  program.command('analyse').alias('analyze')
    .summary('ask a method of plain files: hotspots, clusters, scans, backtests')
    .helpOption(false)
    .allowUnknownOption()
    .argument('[words...]')
    .action(async (_: string[], __: object, command: Command) => {
      // Every method and its libraries: read only for whoever asks one.
      const { analyseFiles } = await import('../analyse/analyseFiles.ts')
      await analyseFiles(command.args)
    })
}
