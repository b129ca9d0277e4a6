import type { CountRow, IndicatorData, NameRow } from '../../geodata/analysis/indicatorTable.ts'
import { type Counts, type CountedSet, countedSets, type IndicatorBy } from '../../geodata/model/indicator.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { estatesIn } from './indicatorEstates.ts'
import { type IndicatorScope, type Spans, axis, hidesSmall, setConditions, source, spansOf } from './indicatorSets.ts'

export type IndicatorRead = IndicatorData & { spans: Spans }

type Grouped = { key: number | null; voice: boolean } & Record<string, number>
const noCounts = Object.fromEntries(countedSets.map((set) => [set, 0])) as Counts
/** Column names arrive in camelCase. */
const field = (set: CountedSet) => set.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

async function countsOf(tx: Transaction, by: IndicatorBy, scope: IndicatorScope, { now, before }: Spans): Promise<CountRow[]> {
  const sets = setConditions(tx, scope.at)
  const counted = (Object.keys(sets) as CountedSet[]).filter((set) => set !== 'received_before')
  const columns = counted.map((set) => tx`count(*) filter (where ${sets[set]}) as ${tx(set)}`).reduce((all, one) => tx`${all}, ${one}`)
  const [rows, past] = await Promise.all([
    tx<Grouped[]>`select ${axis(tx, by)} as key, c.voice, ${columns} from ${source(tx, scope, now, true)} group by 1, 2`,
    tx<Grouped[]>`select ${axis(tx, by)} as key, c.voice, count(*) as received_before from ${source(tx, scope, before, false)} group by 1, 2`,
  ])
  const all = new Map<string, CountRow>()
  for (const { key, voice, ...given } of [...rows, ...past]) {
    const known = all.get(`${key}.${voice}`) ?? { key, voice, counts: { ...noCounts } }
    for (const set of countedSets) known.counts[set] += given[field(set)] ?? 0
    all.set(`${key}.${voice}`, known)
  }
  return [...all.values()]
}

/** What may stand on the axis, in the order in which it is read. */
function namesOf(tx: Transaction, by: IndicatorBy): Promise<NameRow[]> {
  if (by === 'category') return tx<NameRow[]>`select id::integer as key, code, name_zh, name_en, null::integer as parent_id, null as level, voice from category order by voice, scheme, category.code`
  if (by === 'zone') return tx<NameRow[]>`select id as key, code, name_zh, name_en, area_id as parent_id, null as level, false as voice from zone where valid_to is null order by zone.code, id`
  return tx<NameRow[]>`select id as key, code, name_zh, name_en, parent_id, level, false as voice from area where valid_to is null order by array_position(array['city', 'district', 'subdistrict', 'community'], area.level), area.code, id`
}

/** All counts of a period along an axis, as the actor sees the rows. */
export const indicatorData = (sql: Sql, actor: string, by: IndicatorBy, scope: IndicatorScope): Promise<IndicatorRead> =>
  asActor(sql, actor, async (tx) => {
    const spans = await spansOf(tx, scope)
    const [smallHidden, counts, names, estates] = await Promise.all([hidesSmall(tx), countsOf(tx, by, scope, spans), namesOf(tx, by), estatesIn(tx, scope, spans.now)])
    return { spans, beforeKnown: spans.beforeKnown, smallHidden, counts, names: [...names], estates }
  })
