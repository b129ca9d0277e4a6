import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { asActor } from '../database.ts'
import { ImportError, type Run } from './types.ts'
import type { ZoneRow } from './zones.ts'

const mostZones = 600

/**
 * Zones of a file as a draft of the area that is named: they may cross themselves and each other, and are mended on the map before anybody adopts them. A zone of today goes on in the one with its code.
 * Answers what was made, in a sentence. @throws ImportError where no area is named, or it has no outline
 */
export async function keepAsPlan(run: Run, file: string, name: string, rows: readonly ZoneRow[]): Promise<string> {
  const area = run.options.area === undefined ? undefined : run.locator.byCode(run.options.area)
  if (!area) throw new ImportError('A plan is of one area: say which with --area CODE.')
  if (rows.length > mostZones) throw new ImportError(`A plan has at most ${mostZones} zones; the file has ${rows.length}.`)
  const id = await asActor(run.sql, run.actor, async (tx) => {
    const shapes = await tx<{ geometry: postgres.JSONValue; zoneId: number | null }[]>`
      select st_asgeojson(s.wkb::geometry, 7, 0)::jsonb as geometry, case when row_number() over (partition by s.code order by s.n) = 1 then z.id end as zone_id
      from unnest(${rows.map(({ wkb }) => wkb)}::text[], ${rows.map(({ code }) => code)}::text[]) with ordinality as s(wkb, code, n) left join zone z on z.code = s.code and z.valid_to is null and z.area_id in (select areas_below(${area.id})) order by s.n`
    const zones = rows.map(({ code, name: nameZh }, i) => ({ key: randomUUID(), zoneId: shapes[i]?.zoneId ?? null, code, nameZh: nameZh.slice(0, 60), nameEn: '', locked: false, geometry: shapes[i]?.geometry ?? null }))
    const given = { id: randomUUID(), areaId: area.id, name: name.slice(0, 100), origin: { importId: run.id, file }, zones }
    const [kept] = await tx<{ id: string }[]>`select id from keep_zone_plan(${tx.json(given as postgres.JSONValue)}::jsonb)`
    return kept?.id
  })
  return `${rows.length} zones are the draft plan "${name}" (${id}); nothing changes until it is adopted`
}
