import type { Briefing, BriefingDraft } from '../../geodata/model/briefing.ts'
import { newId } from '../browser/wallWindows.ts'
import { addIncidents } from './board.ts'
import { median } from './pair.ts'
import { type Place, withSql } from './place.ts'
import { type Line, plainLine } from './report.ts'

const seconds = async <Result>(work: () => Promise<Result>): Promise<[number, Result]> => {
  const begun = performance.now()
  const result = await work()
  return [(performance.now() - begun) / 1000, result]
}

/** Seconds that the database has spent in statements, ever; sessions tell theirs a second after they end one. */
async function spentInStatements(url: string): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  return withSql(url, async (sql) => (await sql<{ seconds: number }[]>`select active_time / 1000 as seconds from pg_stat_database where datname = current_database()`)[0]!.seconds)
}

/** Makes one through the interface of programs, to the last line. */
async function make(app: { url: string; cookie: string }, question: BriefingDraft['question']): Promise<Briefing> {
  const draft: BriefingDraft = { id: newId(), title: 'bench', audience: 'area', question }
  const answer = await fetch(`${app.url}/api/briefings`, { method: 'POST', headers: { cookie: app.cookie, 'content-type': 'application/json' }, body: JSON.stringify(draft) })
  const last = (await answer.text()).trim().split('\n').at(-1) ?? ''
  const told = JSON.parse(last) as { answer?: { briefing: Briefing }; problem?: unknown }
  if (!told.answer) throw new Error(last.slice(0, 400))
  return told.answer.briefing
}

/**
 * A monthly briefing over a million incidents of a year, against the time that the database spent in its statements. What is above 1 is everything else: judging hotspots in a thread, composing,
 * the way there and back.
 */
export async function briefingSection(place: Place, rounds: number, tell: (lines: Line[]) => void, total: number): Promise<void> {
  const url = await place.database('briefing', 'town')
  await addIncidents(url, total)
  // No town plays beside it: what the database spends is the briefing's.
  const app = await place.startApp('briefing')
  try {
    const question: BriefingDraft['question'] = { areaId: 1, template: 'monthly', from: '2026-10-01', to: '2026-11-01', categoryIds: null, hotspotId: null, seed: 1, asOf: null }
    const runs: { whole: number; statements: number; idle: number; pages: number; figures: number }[] = []
    for (let round = 0; round <= rounds; round++) {
      // Jobs of the server ask as well: what they spend in as long a time is taken off.
      const [idleWhole, idleSpent] = await (async () => { const from = await spentInStatements(url); const [whole] = await seconds(() => new Promise((resolve) => setTimeout(resolve, 3_000))); return [whole + 2.5, (await spentInStatements(url)) - from] as const })()
      const from = await spentInStatements(url)
      const [whole, briefing] = await seconds(() => make(app, question))
      const spent = (await spentInStatements(url)) - from
      // The first one warms the cache.
      if (round) runs.push({ whole, statements: spent - (idleSpent / idleWhole) * (whole + 2.5), idle: idleSpent / idleWhole, pages: briefing.pages.length, figures: briefing.figures.length })
    }
    const over = (of: (run: (typeof runs)[number]) => number) => median(runs.map(of))
    const ratio = over((run) => run.whole / run.statements)
    tell([plainLine(`a briefing of ${runs[0]!.pages} pages, ${runs[0]!.figures} figures, ${total.toLocaleString('en')} incidents`, `${ratio.toFixed(2)} times as long as its statements (${Math.min(...runs.map((run) => run.whole / run.statements)).toFixed(2)}-${Math.max(...runs.map((run) => run.whole / run.statements)).toFixed(2)}, ${runs.length} runs)  ${over((run) => run.whole).toFixed(2)} s, statements ${over((run) => run.statements).toFixed(2)} s`, { ratio, seconds: over((run) => run.whole), statements: over((run) => run.statements), pages: runs[0]!.pages })])
  } finally {
    await app.stop()
    await place.drop('briefing')
  }
}
