import { comparedCounts, comparedPlain, comparedShares } from '../../geodata/briefing/compared.ts'
import { type FigureKey, figureKeys, figureNames } from '../../geodata/briefing/figureKeys.ts'
import type { Compared } from '../../geodata/model/briefing.ts'
import { closesKnown, type HandledCounts, handledOf, ordersDone, queueOf, resultsOf, toCloseOf } from '../queries/briefingHandled.ts'
import { type Ask, type Drafted, lengthsOf } from './ask.ts'
import { comparedRows } from './counted.ts'

const shares = [['indicator.resolution', 'resolved', 'accepted'], ['indicator.completion', 'completed', 'received'], ['indicator.on_time', 'inTime', 'due'], ['indicator.satisfaction', 'satisfied', 'reached']] as const satisfies [FigureKey, keyof HandledCounts, keyof HandledCounts][]

const shareOf = (counts: HandledCounts, above: keyof HandledCounts, below: keyof HandledCounts) => ({ count: counts[above], total: counts[below] })

/** The period before is looked at as long after its end as this one is: younger matters are less far. */
const momentOfBefore = ({ at, spans }: Ask) => new Date(Date.parse(at) - (Date.parse(spans.now.from) - Date.parse(spans.before.from))).toISOString()

async function shareFigures(ask: Ask, isHandled: boolean): Promise<Drafted[]> {
  const { moment, actor, scope, spans, known } = ask
  const now = await handledOf(moment, actor, scope, spans.now)
  // Rows of a file came closed: that is no work that was done.
  if (!isHandled && now.completed === now.received) return []
  const before = known.before ? await handledOf(moment, actor, { ...scope, at: momentOfBefore(ask) }, spans.before) : null
  return shares.flatMap(([key, above, below]): Drafted[] => {
    const last = comparedShares(shareOf(now, above, below), before && shareOf(before, above, below))
    return last.of?.now[1] ? [{ key, method: 'shares', rows: now.received + (before?.received ?? 0), value: { kind: 'comparison', unit: 'share', last, year: null }, params: before ? { beforeAt: momentOfBefore(ask) } : {} }] : []
  })
}

async function closedFigures(ask: Ask): Promise<Drafted[]> {
  const { moment, actor, scope, spans, known } = ask
  const now = await toCloseOf(moment, actor, scope, spans.now)
  const before = known.before ? await toCloseOf(moment, actor, scope, spans.before) : null
  const last: Compared = comparedPlain(now.median, before?.median ?? null, { now: [now.count, now.count], before: before && [before.count, before.count] })
  const [results, past, ofYear] = [await resultsOf(moment, actor, scope, spans.now), known.before ? await resultsOf(moment, actor, scope, spans.before) : null, known.year ? await resultsOf(moment, actor, scope, spans.year) : null]
  const ids = ['resolved', 'unresolved', 'not_accepted', 'none'].filter((id) => results.has(id) || past?.has(id))
  const rows = comparedRows(ask, ids.map((id) => ({ id, nameZh: figureNames[id]?.zh ?? id, nameEn: figureNames[id]?.en ?? id, sums: { now: results.get(id) ?? 0, before: past && (past.get(id) ?? 0), year: ofYear && (ofYear.get(id) ?? 0) }, tested: true })))
  return [
    ...(now.count ? [{ key: 'time.toClose', method: 'median', rows: now.count + (before?.count ?? 0), value: { kind: 'comparison', unit: 'minutes', last, year: null } } satisfies Drafted] : []),
    ...(rows.length ? [{ key: 'done.results', method: 'results', rows: now.count + (before?.count ?? 0), value: { kind: 'rows', columns: [...figureKeys['done.results'].columns], rows } } satisfies Drafted] : []),
  ]
}

/** The loop's order, as far as what is still open goes. */
const openStates = ['reported', 'registered', 'dispatched', 'accepted', 'handling', 'fed_back', 'verified', 'suspended']

async function queueFigure({ moment, actor, scope }: Ask): Promise<Drafted> {
  const found = new Map((await queueOf(moment, actor, scope)).map((row) => [row.state as string, row]))
  const rows = openStates.flatMap((id) => {
    const row = found.get(id)
    return row ? [{ id, nameZh: figureNames[id]?.zh ?? id, nameEn: figureNames[id]?.en ?? id, count: row.count, overdue: row.overdue }] : []
  })
  return { key: 'queue', method: 'queue', rows: rows.reduce((sum, { count }) => sum + count, 0), value: { kind: 'rows', columns: [...figureKeys.queue.columns], rows } }
}

async function orderFigures(ask: Ask): Promise<Drafted[]> {
  const { moment, actor, scope, spans, known } = ask
  const now = await ordersDone(moment, actor, scope, spans.now)
  const before = known.before ? await ordersDone(moment, actor, scope, spans.before) : null
  if (!now && !before) return []
  return [{ key: 'done.orders', method: 'orders', rows: now + (before ?? 0), value: { kind: 'comparison', unit: 'count', last: comparedCounts(now, before, lengthsOf(ask, spans.before)), year: null } }]
}

/** How matters went: shares, times, what is open and what was done. */
export async function handledFigures(ask: Ask): Promise<Drafted[]> {
  const isHandled = await closesKnown(ask.moment, ask.actor, ask.scope)
  const queue = await queueFigure(ask)
  return [...(await shareFigures(ask, isHandled)), ...(isHandled ? await closedFigures(ask) : []), ...(isHandled || queue.rows ? [queue] : []), ...(await orderFigures(ask))]
}
