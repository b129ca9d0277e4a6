import { type Command, InvalidArgumentError, Option } from 'commander'
import { BriefingTemplate } from '../../geodata/model/briefing.ts'
import { Day } from '../../geodata/model/time.ts'
import type { BriefingFlags } from './briefingText.ts'
import { withDatabase } from './withDatabase.ts'

const day = (text: string) => {
  if (!Day.safeParse(text).success) throw new InvalidArgumentError('Expected a day, YYYY-MM-DD.')
  return text
}
const seed = (text: string) => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.')
  return Number(text)
}

export function addBriefing(program: Command): void {
  program.command('briefing')
    .summary('count the figures of an area and a period, and write them down')
    .description('Makes a briefing as the actor would in the app and prints it. It stays as a draft there, or is filed with --file. On the embedded database stop the server first.')
    .requiredOption('--area <area>', 'code or name of the area').requiredOption('--from <day>', 'first day', day).requiredOption('--to <day>', 'the day after the last', day)
    .addOption(new Option('--template <template>', 'what it tells').choices(BriefingTemplate.options.filter((each) => each !== 'hotspot')).default('weekly'))
    .option('--as <actor>', 'account on whose behalf', 'demo-command').option('--title <title>', 'title').option('--seed <number>', 'of random numbers', seed, 1).option('--file', 'file it, which announces it to its readers')
    .addOption(new Option('--format <format>', 'markdown or json').choices(['markdown', 'json']).default('markdown')).addOption(new Option('--locale <locale>', 'language of the text').choices(['zh', 'en']).default('zh'))
    .addHelpText('after', `
Examples:
  fangcun briefing --area 3101 --from 2026-11-16 --to 2026-11-23
  fangcun briefing --area Chicago --from 2018-05-01 --to 2018-06-01 --template monthly --locale en --format json --as demo-admin`)
    .action((flags: BriefingFlags) => withDatabase(async (sql) => {
      // All questions and sentences: read only for whoever makes one.
      const { briefingText } = await import('./briefingText.ts')
      console.log(await briefingText(sql, flags))
    }))
}

