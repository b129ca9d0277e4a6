import type { Briefing, BriefingDraft, BriefingQuestion } from '../../geodata/model/briefing.ts'
import type { Sql } from '../database.ts'
import type { Versions } from '../live/versions.ts'
import { Problem } from '../problem.ts'
import { categoriesOf } from '../queries/analysis.ts'
import { addBriefingRun, briefingById, checkBriefingArea, keepBriefing } from '../queries/briefing.ts'
import { hotspotById } from '../queries/hotspot.ts'
import { createQueue } from '../queue.ts'
import { createTurns } from '../turns.ts'
import { runBriefing } from './run.ts'
import { shownBriefing } from './shown.ts'

type Options = { signal: AbortSignal; told?: (stage: string, progress: number) => void }

/** Runs at once, for all accounts together: each holds a transaction open while it counts. */
const atOnce = 2
const mostWaiting = 20
/** Of one account: one that asks without end waits for itself, and somebody else's has its turn. */
const mostOfAccount = 5
const firstYear = '1900-01-01'
const lastYear = '2200-01-01'

const refused = (field: string, expected: string) => new Problem(422, `question.${field}: ${expected}`, [{ field: `question.${field}`, expected }])

async function checkQuestion(sql: Sql, actor: string, { areaId, template, categoryIds, hotspotId, from, to }: BriefingQuestion): Promise<void> {
  await checkBriefingArea(sql, actor, areaId)
  if (from < firstYear || from >= lastYear) throw refused('from', 'expected a year from 1900 to 2199')
  if (!(from < to)) throw refused('to', 'expected a day after from')
  if (Date.parse(to) - Date.parse(from) > 400 * 86_400_000) throw refused('to', 'expected at most 400 days after from')
  if (template === 'hotspot' && hotspotId === null) throw refused('hotspotId', 'expected the hotspot that the briefing is about')
  if (hotspotId !== null && !(await hotspotById(sql, actor, hotspotId))) throw refused('hotspotId', 'expected the id of a hotspot in your areas')
  if (!categoryIds) return
  const { unknown } = await categoriesOf(sql, actor, categoryIds)
  if (unknown.length || !categoryIds.length) throw refused('categoryIds', unknown.length ? `expected ids of the catalogue; there is no category ${unknown.join(', ')}` : 'expected at least one category, or null for all')
}

/** Briefings as they are made: counted first, then kept. */
export function createBriefings({ sql, versions }: { sql: Sql; versions: Versions | null }) {
  const queue = createQueue(atOnce, mostWaiting, () => new Problem(429, 'Too many briefings are being made; ask again in a while.', [], { 'retry-after': '10' }))
  const inTurn = createTurns(1, mostOfAccount)
  const count = (actor: string, question: BriefingQuestion, options: Options) => inTurn(actor, () => queue.run(() => runBriefing(sql, actor, question, { ...options, version: versions?.all().incident ?? null }), options.signal), options.signal)
  const shown = async (actor: string, id: string): Promise<Briefing | undefined> => {
    const stored = await briefingById(sql, actor, id)
    return stored && shownBriefing(stored, actor)
  }

  return {
    /** What can be refused before anything is counted. */
    check: (actor: string, question: BriefingQuestion) => checkQuestion(sql, actor, question),
    /** The same id again answers the briefing as it is. */
    async make(actor: string, draft: BriefingDraft, options: Options): Promise<Briefing> {
      const known = await shown(actor, draft.id)
      if (known) return known
      await keepBriefing(sql, actor, draft, await count(actor, draft.question, options))
      return (await shown(actor, draft.id)) as Briefing
    },
    /** Undefined where it is not there, or not for this actor. */
    async runAgain(actor: string, id: string, { version, asOf }: { version: number; asOf: string | null }, options: Options): Promise<Briefing | undefined> {
      const stored = await briefingById(sql, actor, id)
      if (!stored) return undefined
      if (stored.briefing.version !== version) throw new Problem(409, `Somebody changed this briefing since; it is at version ${stored.briefing.version}.`, [{ field: 'version', expected: String(stored.briefing.version) }])
      const question = { ...stored.question, asOf }
      return (await addBriefingRun(sql, actor, id, version, question, await count(actor, question, options))) && shown(actor, id)
    },
  }
}
