import { type Command, InvalidArgumentError, Option } from 'commander'
import { composeText } from '../../geodata/briefing/composeSentence.ts'
import { figureTable } from '../../geodata/briefing/figureTable.ts'
import { figureTitle } from '../../geodata/briefing/figureTitles.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { type Briefing, type BriefingFigure, BriefingTemplate } from '../../geodata/model/briefing.ts'
import { Day } from '../../geodata/model/time.ts'
import { createBriefings } from '../briefing/briefings.ts'
import { shownBriefing } from '../briefing/shown.ts'
import type { Sql } from '../database.ts'
import { Problem } from '../problem.ts'
import { briefingById, stepBriefing } from '../queries/briefing.ts'
import { areaByText } from './areaByText.ts'
import { CommandError } from './tell.ts'
import { withDatabase } from './withDatabase.ts'

type Locale = 'zh' | 'en'
type Flags = { area: string; from: string; to: string; template: BriefingTemplate; as: string; format: 'markdown' | 'json'; locale: Locale; title?: string; file?: boolean; seed: number }

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
    .description('Makes a briefing as the actor would in the app and prints it. It stays as a draft there, or is filed with --file.')
    .requiredOption('--area <area>', 'code or name of the area').requiredOption('--from <day>', 'first day', day).requiredOption('--to <day>', 'the day after the last', day)
    .addOption(new Option('--template <template>', 'what it tells').choices(BriefingTemplate.options.filter((each) => each !== 'hotspot')).default('weekly'))
    .option('--as <actor>', 'account on whose behalf', 'demo-command').option('--title <title>', 'title').option('--seed <number>', 'of random numbers', seed, 1).option('--file', 'file it, which announces it to its readers')
    .addOption(new Option('--format <format>', 'markdown or json').choices(['markdown', 'json']).default('markdown')).addOption(new Option('--locale <locale>', 'language of the text').choices(['zh', 'en']).default('zh'))
    .addHelpText('after', `
Examples:
  fangcun briefing --area 3101 --from 2026-11-16 --to 2026-11-23
  fangcun briefing --area Chicago --from 2018-05-01 --to 2018-06-01 --template monthly --locale en --format json --as demo-admin`)
    .action((flags: Flags) => withDatabase(async (sql) => {
      const { briefing, timeZone } = await make(sql, flags)
      console.log(flags.format === 'json' ? JSON.stringify(briefing, null, 2) : markdown(briefing, flags.locale, timeZone))
    }))
}

async function make(sql: Sql, { area, from, to, template, as, title, file, seed: random }: Flags): Promise<{ briefing: Briefing; timeZone: string }> {
  const question = { areaId: await areaByText(sql, area), template, from, to, categoryIds: null, hotspotId: null, seed: random, asOf: null }
  const briefings = createBriefings({ sql, versions: null })
  const id = uuidv7(Math.random, Date.now())
  try {
    await briefings.check(as, question)
    const made = await briefings.make(as, { id, title: title ?? `${area} ${from}`, question, audience: 'area' }, { signal: new AbortController().signal })
    if (file) await stepBriefing(sql, as, 'file', id, made.version)
  } catch (error) {
    if (error instanceof Problem) throw new CommandError(error.message)
    if ((error as { code?: string }).code === '42501') throw new CommandError(`The account "${as}" may not brief in ${area}.`)
    throw error
  }
  const stored = (await briefingById(sql, as, id)) as NonNullable<Awaited<ReturnType<typeof briefingById>>>
  return { briefing: shownBriefing(stored), timeZone: stored.ground.timeZone }
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

function tableOf({ value }: BriefingFigure, locale: Locale, timeZone: string): string {
  const { head, rows } = figureTable(value, locale, timeZone)
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(({ cells }) => line(cells.map(({ text }) => text)))].join('\n')
}

/** Pages as headings, sentences and tables; maps are for the app. */
function markdown({ title, pages, figures }: Briefing, locale: Locale, timeZone: string): string {
  const byKey = new Map(figures.map((figure) => [figure.key, figure]))
  const told = new Set<string>()
  const parts = pages.flatMap((page) => [
    `## ${composeText([page.title], locale, timeZone)}`,
    ...page.blocks.flatMap((block) => {
      if (block.kind === 'text') return composeText(block.sentences, locale, timeZone).split('\n').map((text) => `- ${text}`).join('\n')
      // A chart and a table of one figure are one table here.
      const figure = block.kind === 'figure' && !told.has(block.figure) ? byKey.get(block.figure) : undefined
      if (figure) told.add(figure.key)
      return figure ? [`### ${figureTitle(figure.key, locale)}`, tableOf(figure, locale, timeZone)] : []
    }),
  ])
  return [`# ${title}`, ...parts].join('\n\n')
}
