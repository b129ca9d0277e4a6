import { AnalysisQuestion } from '../../geodata/model/analysis.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { townPlaceName } from '../../geodata/town/patrols.ts'
import { townOffsetHours } from '../../geodata/town/rhythm.ts'
import type { Town } from '../../geodata/town/types.ts'
import type { Analyses } from '../analyses.ts'
import { asActorQuery, type Sql } from '../database.ts'
import { keepGround } from '../hotspotKeeping.ts'
import { changeHotspot, patrolLeaders } from '../queries/hotspot.ts'

/** Who watches the hotspots of the demo. */
const keeper = 'demo-command'
const most = 3
const dayMs = 86_400_000
/** They were found in half a year that ended two weeks ago, so that there is something to say of what came of them since. */
const [foundDays, sinceDays] = [182, 14]

const dayStart = (at: number) => Math.floor((at + townOffsetHours * 3_600_000) / dayMs) * dayMs - townOffsetHours * 3_600_000

function questionOf(town: Town): AnalysisQuestion {
  const to = dayStart(Date.parse(town.now)) - sinceDays * dayMs
  return AnalysisQuestion.parse({ method: 'gi_star', parameters: { seed: 1 }, from: new Date(to - foundDays * dayMs).toISOString(), to: new Date(to).toISOString() })
}

/**
 * Keeps the busiest hot areas that the app's own analysis finds in the demo's incidents, as its operator would, unless there is or was a hotspot; the busiest is given to who leads
 * patrols there. Answers how many were kept.
 */
export async function watchHotspots({ sql, analyses }: { sql: Sql; analyses: Analyses }, town: Town, signal: AbortSignal): Promise<number> {
  if ((await asActorQuery(sql, keeper, (tx) => tx`select from hotspot limit 1`)).length) return 0
  const question = questionOf(town)
  await analyses.check(keeper, question)
  const { previous } = await analyses.ask({ actor: keeper }, question, { signal })
  const areas = previous?.areas.slice(0, most) ?? []
  // The last first: lists begin with the newest, which is then the busiest.
  for (const [i, { units, center }] of [...areas.entries()].toReversed()) {
    const { hotspot } = await keepGround({ sql, analyses }, { actor: keeper }, { id: uuidv7(Math.random, Date.now()), name: townPlaceName(town, center), note: '', question, units }, signal)
    if (i === 0 && hotspot) await assign(sql, hotspot)
  }
  return areas.length
}

async function assign(sql: Sql, { id, version }: { id: string; version: number }): Promise<void> {
  const [leader] = await patrolLeaders(sql, keeper, id)
  if (leader) await changeHotspot(sql, keeper, id, { version, assignedTo: leader.id })
}
