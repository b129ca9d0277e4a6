import { composeText } from '../../geodata/briefing/composeSentence.ts'
import { figureTable } from '../../geodata/briefing/figureTable.ts'
import { figureTitle } from '../../geodata/briefing/figureTitles.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { Briefing, BriefingFigure, BriefingTemplate } from '../../geodata/model/briefing.ts'
import { createBriefings } from '../briefing/briefings.ts'
import { shownBriefing } from '../briefing/shown.ts'
import type { Sql } from '../database.ts'
import { Problem } from '../problem.ts'
import { briefingById, stepBriefing } from '../queries/briefing.ts'
import { areaByText } from './areaByText.ts'
import { CommandError } from './tell.ts'

type Locale = 'zh' | 'en'
export type BriefingFlags = { area: string; from: string; to: string; template: BriefingTemplate; as: string; format: 'markdown' | 'json'; locale: Locale; title?: string; file?: boolean; seed: number }

/** Makes a briefing on behalf of an account and writes it down. */
export async function briefingText(sql: Sql, flags: BriefingFlags): Promise<string> {
  const { briefing, timeZone } = await make(sql, flags)
  return flags.format === 'json' ? JSON.stringify(briefing, null, 2) : markdown(briefing, flags.locale, timeZone)
}

async function make(sql: Sql, { area, from, to, template, as, title, file, seed: random }: BriefingFlags): Promise<{ briefing: Briefing; timeZone: string }> {
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
  return { briefing: shownBriefing(stored, as), timeZone: stored.ground.timeZone }
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
