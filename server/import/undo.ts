import { asActor, type Sql, type Transaction } from '../database.ts'
import { importActor } from './accounts.ts'
import { daysOfImport, recomputeCoverage } from './recomputeCoverage.ts'
import { announce } from './runBook.ts'
import { ImportError } from './types.ts'

export type Kept = { noun: string; id: string; title: string; reason: string }
export type Undone = { id: number; removed: Record<string, number>; kept: Kept[] }

const since = 'somebody acted on it since'
const used = 'other rows still refer to it'

/**
 * Takes back a whole import in one transaction: what it added goes, except rows that people acted upon since (they are listed) and areas
 * that something else stands in. Names of areas that it changed are those of before again; other values that it changed in older rows stay as they are. @throws ImportError if there is no such import
 */
export async function undoImport(sql: Sql, id: number, actor: string = importActor): Promise<Undone> {
  const [run] = await sql<{ state: string }[]>`select state from import_run where id = ${id}`
  if (!run) throw new ImportError(`There is no import ${id}; fangcun import --list shows them.`)
  if (run.state === 'undone') throw new ImportError(`Import ${id} was undone already.`)
  const undone = await asActor(sql, actor, async (tx) => {
    const kept: Kept[] = [...(await actedIncidents(tx, id, actor)), ...(await changedEquipment(tx, id))]
    const removed: Record<string, number> = {}
    const gone = async (noun: string, count: number) => void (count && (removed[noun] = (removed[noun] ?? 0) + count))
    await removeIncidents(tx, id, kept, gone)
    await removeMap(tx, id, gone)
    const [names] = await tx<{ undone: number }[]>`select undo_imported_names(${id}) as undone`
    await gone('names of areas', names?.undone ?? 0)
    await removePatrols(tx, id, gone)
    await removeZonesAndAreas(tx, id, kept, gone)
    await tx`update import_run set state = 'undone', finished_at = now(), summary = summary || ${JSON.stringify({ undone: { removed, kept: kept.length } })}::text::jsonb where id = ${id}`
    return { id, removed, kept }
  })
  await announce(sql)
  return undone
}

type Gone = (noun: string, count: number) => Promise<void>

const actedIncidents = (tx: Transaction, id: number, actor: string) => tx<Kept[]>`
  select 'incidents' as noun, i.id::text, i.number || ' ' || i.title as title, ${since} as reason from incident i
  where i.import_id = ${id} and (exists (select from incident_log l where l.incident_id = i.id and (l.actor <> ${actor} or l.action <> 'report'))
    or exists (select from incident m where m.merged_into = i.id or m.split_from = i.id) or exists (select from photo p where p.incident_id = i.id))`

const changedEquipment = (tx: Transaction, id: number) => tx<Kept[]>`
  select 'cameras' as noun, id::text, code || ' ' || name as title, ${since} as reason from camera where import_id = ${id} and version > 1
  union all select 'zones', id::text, code || ' ' || name_zh, ${since} from zone z where import_id = ${id} and (version > 1 or ${lived(tx)})`

/** A zone `z` that people work with: a post of it has orders or is held, or a plan that was adopted since the import counts on it. */
const lived = (tx: Transaction) => tx`(exists (select from post p join work_order o on o.post_id = p.id where p.zone_id = z.id) or exists (select from post_holding h join post p on p.id = h.post_id where p.zone_id = z.id)
  or exists (select from zone_plan n where n.state in ('scheduled', 'adopted') and z.area_id in (select areas_below(n.area_id)) and n.changed_at >= (select r.started_at from import_run r where r.id = z.import_id)))`

async function removeIncidents(tx: Transaction, id: number, kept: Kept[], gone: Gone): Promise<void> {
  const ids = kept.filter(({ noun }) => noun === 'incidents').map((row) => row.id)
  await gone('incidents', (await tx`delete from incident where import_id = ${id} and not id = any (${ids}::uuid[])`).count)
}

async function removeMap(tx: Transaction, id: number, gone: Gone): Promise<void> {
  await gone('streets', (await tx`delete from street where import_id = ${id}`).count)
  await gone('ground', (await tx`delete from ground where import_id = ${id}`).count)
  await gone('barriers', (await tx`delete from street_barrier where import_id = ${id}`).count)
  await gone('walls', (await tx`delete from wall where import_id = ${id}`).count)
  await gone('buildings', (await tx`delete from building where import_id = ${id}`).count)
  await gone('lights', (await tx`delete from place where import_id = ${id} and kind = 'street_light'`).count)
  await gone('places', (await tx`delete from place where import_id = ${id}`).count)
  await gone('cameras', (await tx`delete from camera where import_id = ${id} and version = 1`).count)
}

async function removePatrols(tx: Transaction, id: number, gone: Gone): Promise<void> {
  const days = await daysOfImport(tx, id)
  await gone('positions', (await tx`delete from position where import_id = ${id}`).count)
  await tx`select forget_tails()`
  await recomputeCoverage(tx, days)
  await tx`delete from position_reject where import_id = ${id}`
  await tx`delete from device d where import_id = ${id} and not exists (select from position p where p.device_id = d.id)`
  await gone('teams', (await tx`delete from team t where import_id = ${id} and not exists (select from device d where d.team_id = t.id) and not exists (select from shift s where s.team_id = t.id)`).count)
}

/** Areas go from the leaves up, as long as nothing stands in them; also those that an earlier undo had to leave because this import used them. */
async function removeZonesAndAreas(tx: Transaction, id: number, kept: Kept[], gone: Gone): Promise<void> {
  await gone('zones', (await tx`delete from zone z where import_id = ${id} and version = 1 and not ${lived(tx)}`).count)
  // A draft that came of it is given up, unless somebody worked on it.
  const drafts = await tx`select discard_zone_plan(p.id, 1) from zone_plan p where p.origin ->> 'importId' = ${String(id)} and p.state = 'draft' and p.version = 1`
  await gone('zone plans', drafts.count)
  for (const level of ['community', 'subdistrict', 'district', 'city']) {
    const removed = await tx`
      delete from area a where import_id in (select r.id from import_run r where r.id = ${id} or r.state = 'undone') and level = ${level}
        and not exists (select from area b where b.parent_id = a.id) and not exists (select from incident x where x.area_id = a.id) and not exists (select from zone x where x.area_id = a.id)
        and not exists (select from camera x where x.area_id = a.id) and not exists (select from team x where x.area_id = a.id) and not exists (select from building x where x.area_id = a.id)
        and not exists (select from street x where x.area_id = a.id) and not exists (select from place x where x.area_id = a.id) and not exists (select from estate x where x.area_id = a.id)
        and not exists (select from saved_view x where x.area_id = a.id) and not exists (select from coverage x where x.area_id = a.id) and not exists (select from live_position x where x.area_id = a.id)`
    await gone('areas', removed.count)
  }
  kept.push(...(await tx<Kept[]>`select 'areas' as noun, id::text, code || ' ' || name_zh as title, ${used} as reason from area where import_id = ${id}`))
}
