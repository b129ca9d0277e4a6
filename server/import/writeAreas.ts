import { toWkbHex } from '../../geodata/format/wkb.ts'
import { asActor, type Transaction } from '../database.ts'
import { type AreaNode } from './areaTree.ts'
import { ensureCity, growCity } from './makeAreas.ts'
import { chunkRows, type Run, type Written } from './types.ts'
import { fitting } from './writeMapRows.ts'

const order = ['city', 'district', 'subdistrict', 'community'] as const

/** Writes a tree from the top down, level by level in chunks; cities as the owner, the rest as the importing actor. */
export async function writeAreaTree(run: Run, nodes: AreaNode[], timeZone: string, refuse: (node: AreaNode, reason: string) => void): Promise<Written> {
  const total: Written = { inserted: 0, updated: 0, unchanged: 0 }
  const cities: number[] = []
  for (const node of nodes.filter(({ level }) => level === 'city')) {
    const city = await ensureCity(run.sql, { code: node.code, name: node.nameZh, timeZone, source: run.source, importId: run.id })
    cities.push(city.id)
    if (city.made) total.inserted++
    else total.unchanged++
  }
  for (const level of order.slice(1)) {
    const rows = nodes.filter((node) => node.level === level)
    for (let at = 0; at < rows.length; at += chunkRows) {
      const written = await asActor(run.sql, run.actor, (tx) => writeChunk(tx, run, rows.slice(at, at + chunkRows), timeZone, refuse))
      total.inserted += written.inserted
      total.updated += written.updated
      total.unchanged += written.unchanged
    }
  }
  const [fresh] = await asActor(run.sql, run.actor, (tx) => tx<{ dated: number }[]>`select date_imported_areas(${run.id}, ${run.source}) as dated`)
  if (fresh?.dated) run.note(`${fresh.dated} areas are new since an earlier list of "${run.source}": they are there from today on`)
  await noteMissing(run, nodes)
  // Many new rows that the planner has not heard of make the next list many times slower.
  if (total.inserted > 500) await run.sql`analyze area`
  if (nodes.some(({ geometry }) => geometry)) for (const city of cities) await growCity(run.sql, city)
  return total
}

/** What an earlier list of the source had and this one has not: nothing is closed by a list. */
async function noteMissing(run: Run, nodes: AreaNode[]): Promise<void> {
  const missing = await asActor(run.sql, run.actor, (tx) => tx<{ code: string; name: string }[]>`
    select code, name_zh as name from area where source = ${run.source} and valid_to is null and import_id is distinct from ${run.id} and not code = any(${nodes.map(({ code }) => code)}::text[]) order by code`)
  if (missing.length) run.note(`${missing.length} areas of "${run.source}" are not in this list and stay (${missing.slice(0, 5).map(({ code, name }) => `${code} ${name}`).join(', ')}${missing.length > 5 ? ', ...' : ''}): merge or close them on the page of areas`)
}

async function writeChunk(tx: Transaction, run: Run, all: AreaNode[], timeZone: string, refuse: (node: AreaNode, reason: string) => void): Promise<Written> {
  const shaped = all.flatMap((node) => (node.geometry ? [{ ...node, wkb: toWkbHex(node.geometry) }] : []))
  const fit = shaped.length ? await fitting(tx, run, shaped, 50_000, refuse) : []
  const rows = [...fit, ...all.filter(({ geometry }) => !geometry).map((node) => ({ ...node, wkb: null }))]
  const of = <Key extends keyof (typeof rows)[number]>(key: Key) => rows.map((row) => row[key])
  const given = tx`(select code, ref, parent, level, name_zh, name_en, wkb::geometry as geom
    from unnest(${of('code')}::text[], ${of('ref')}::text[], ${of('parent')}::text[], ${of('level')}::text[], ${of('nameZh')}::text[], ${of('nameEn')}::text[], ${of('wkb')}::text[])
      as u(code, ref, parent, level, name_zh, name_en, wkb)) t`
  const { count } = await tx`
    insert into area (parent_id, level, code, name_zh, name_en, time_zone, geom, source, source_ref, import_id)
    select p.id, t.level, t.code, t.name_zh, t.name_en, ${timeZone}, t.geom, ${run.source}, t.ref, ${run.id}
    from ${given} join area p on p.code = t.parent and p.valid_to is null
    where not exists (select from area a where a.code = t.code and a.valid_to is null)`
  // A name is changed from today on and stays in the past of the area; a shape is only drawn better.
  const [names] = await tx<{ changed: number }[]>`select rename_imported_areas(${run.id}, ${run.source}, ${of('code')}::text[], ${of('nameZh')}::text[], ${of('nameEn')}::text[]) as changed`
  const shapes = await tx`
    update area a set geom = t.geom from ${given}
    where a.code = t.code and a.valid_to is null and a.source is not distinct from ${run.source} and t.geom is not null and (a.geom is null or not a.geom = t.geom)`
  const elsewhere = await tx<{ code: string; name: string; parent: string }[]>`
    select a.code, a.name_zh as name, p.code as parent from ${given} join area a on a.code = t.code and a.valid_to is null and a.source is not distinct from ${run.source} join area p on p.id = a.parent_id where p.code <> t.parent order by a.code`
  for (const { code, name, parent } of elsewhere.slice(0, 20)) run.note(`${code} ${name} stays below ${parent}: an area is moved by a change of the tree (page of areas), not by a list`)
  const updated = Math.max(names?.changed ?? 0, shapes.count)
  return { inserted: count, updated, unchanged: rows.length - count - updated }
}
