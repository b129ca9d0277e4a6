import { type CountedIncident, type CountedSet, indicatorOf, type IndicatorId, type IndicatorRowsAnswer } from '../../geodata/model/indicator.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { anchorOf } from './fields.ts'
import { estatesIn } from './indicatorEstates.ts'
import { type IndicatorScope, hidesSmall, setConditions, source, spansOf } from './indicatorSets.ts'

export type RowsScope = IndicatorScope & { zoneId?: number | 'none' | undefined; categoryId?: number | undefined; withVoice: boolean }
export type RowsPage = { part: 'numerator' | 'denominator'; offset: number; limit: number }

/** The rows behind a number, by the very conditions that counted it. */
export const indicatorRows = (sql: Sql, actor: string, id: IndicatorId, scope: RowsScope, page: RowsPage): Promise<IndicatorRowsAnswer> =>
  asActor(sql, actor, async (tx) => {
    const { sets } = indicatorOf(id)
    const hides = await hidesSmall(tx)
    const spans = await spansOf(tx, scope)
    const { part, offset, limit } = page
    if (!sets) {
      const estates = (await estatesIn(tx, scope, spans.now)).filter(({ zero }) => part === 'denominator' || zero)
      if (hides && isSmall(estates.length)) return nothing
      return { incidents: [], estates: estates.slice(offset, offset + limit), more: estates.length > offset + limit, hidden: false }
    }
    const set = sets[part]
    const span = set === 'received_before' ? spans.before : spans.now
    if (hides && isSmall(await countUpToFive(tx, scope, span, set))) return nothing
    const rows = await tx<CountedIncident[]>`
      select i.id, i.number, i.title, i.category_id, i.severity, i.state, i.area_id, i.zone_id, i.occurred_at, ${anchorOf(tx)}
      from ${chosen(tx, scope, span, set)} order by i.occurred_at desc, i.id offset ${offset} limit ${limit + 1}`
    return { incidents: rows.slice(0, limit), estates: [], more: rows.length > limit, hidden: false }
  })

const nothing: IndicatorRowsAnswer = { incidents: [], estates: [], more: false, hidden: true }
const isSmall = (count: number) => count >= 1 && count <= 4

const chosen = (tx: Transaction, scope: RowsScope, span: { from: string; to: string }, set: CountedSet) => tx`${source(tx, scope, span, set === 'due' || set === 'in_time')}
  and ${setConditions(tx, scope.at)[set]} ${scope.withVoice ? tx`` : tx`and not c.voice`}
  ${scope.zoneId === undefined ? tx`` : scope.zoneId === 'none' ? tx`and i.zone_id is null` : tx`and i.zone_id = ${scope.zoneId}`} ${scope.categoryId === undefined ? tx`` : tx`and i.category_id = ${scope.categoryId}`}`

async function countUpToFive(tx: Transaction, scope: RowsScope, span: { from: string; to: string }, set: CountedSet): Promise<number> {
  const [row] = await tx<{ count: number }[]>`select count(*) from (select from ${chosen(tx, scope, span, set)} limit 5) few`
  return row?.count ?? 0
}
