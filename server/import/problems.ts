import { asActor } from '../database.ts'
import type { Run } from './types.ts'

/** What was wrong with a row; `wkb` is where it would have been drawn, which may cross itself. */
export type FoundProblem = { line: number | string; ref: string; kind: string; reason: string; rejected: boolean; wkb: string | null }

/** A file that is wrong from end to end needs no more to be understood. */
const mostKept = 2_000

/** Keeps problems of rows with the run, so that the map can show them. */
export async function keepProblems(run: Run, file: string, all: readonly FoundProblem[], noun: 'zones' | 'cameras' = 'zones'): Promise<void> {
  const kept = all.slice(0, mostKept)
  const of = <Key extends keyof FoundProblem>(key: Key) => kept.map((each) => each[key])
  await asActor(run.sql, run.actor, (tx) => tx`
    insert into import_problem (import_id, noun, file, line, ref, kind, reason, rejected, geom, area_id)
    select ${run.id}, ${noun}, ${file}, p.line, p.ref, p.kind, p.reason, p.rejected, g.geom, import_area_at(g.geom)
    from unnest(${kept.map(({ line }) => String(line))}::text[], ${of('ref')}::text[], ${of('kind')}::text[], ${of('reason')}::text[], ${kept.map(({ rejected }) => String(rejected))}::text[]::boolean[], ${of('wkb')}::text[]) as p(line, ref, kind, reason, rejected, wkb),
      lateral (select case when geometry_bounded(p.wkb::geometry) then p.wkb::geometry end as geom) g`)
}

/** Pieces of a zone thinner than this on the mean are taken for a slip of the hand. */
const thinMeters = 3

/**
 * Zones of the run that lie over others, beyond their area, in pieces, with holes or in slivers, and ground of their areas that none of them covers: taken all the same, told where they are.
 * Answers how many of each kind.
 */
export async function judgeZones(run: Run, file: string): Promise<Record<string, number>> {
  const rows = await asActor(run.sql, run.actor, (tx) => tx<{ kind: string; count: number }[]>`
    with mine as materialized (select z.id, z.code, z.area_id, z.geom, coalesce(z.source_ref, z.code) as ref from zone z where z.import_id = ${run.id} and z.valid_to is null),
    pieces as materialized (select m.ref, m.area_id, d.geom, row_number() over (partition by m.id order by st_area(d.geom) desc) as rank, 2 * st_area(d.geom::geography) / nullif(st_perimeter(d.geom::geography), 0) as wide from mine m, lateral st_dump(m.geom) d),
    found as (
      select m.ref, m.area_id, 'overlap' as kind, 'lies over zone ' || o.code as reason, s.shape from mine m join zone o on o.valid_to is null and o.id <> m.id and o.geom && m.geom and st_intersects(o.geom, m.geom) and (o.import_id is distinct from ${run.id} or o.id > m.id),
        lateral (select ground_that_counts(st_intersection(m.geom, o.geom, 1e-8)) as shape) s where s.shape is not null
      union all select m.ref, m.area_id, 'outside', 'reaches beyond its area ' || a.code, s.shape from mine m join area a on a.id = m.area_id and a.geom is not null, lateral (select ground_that_counts(st_difference(m.geom, a.geom, 1e-8)) as shape) s where s.shape is not null
      union all select p.ref, p.area_id, 'in_pieces', 'is in several pieces', st_multi(st_collect(p.geom)) from pieces p where p.rank > 1 group by p.ref, p.area_id
      union all select p.ref, p.area_id, 'hole', 'has a hole', st_multi(st_makepolygon(st_interiorringn(p.geom, h))) from pieces p, generate_series(1, st_numinteriorrings(p.geom)) h
      union all select p.ref, p.area_id, 'sliver', 'is thinner than ' || ${thinMeters}::text || ' m', st_multi(p.geom) from pieces p where p.wide < ${thinMeters}
      union all select a.code, a.id, 'gap', 'ground of the area that is in no zone', s.shape from area a, lateral (select ground_that_counts(st_difference(a.geom, (select st_union(z.geom, 1e-8) from zone z where z.area_id = a.id and z.valid_to is null), 1e-8)) as shape) s
        where a.id in (select area_id from mine) and a.geom is not null and s.shape is not null
    ), kept as (
      insert into import_problem (import_id, noun, file, line, ref, kind, reason, rejected, geom, area_id) select ${run.id}, 'zones', ${file}, '', ref, kind, reason, false, case when geometry_bounded(shape) then shape end, area_id from found order by ref, kind limit ${mostKept}
      returning kind
    ) select kind, count(*)::integer as count from kept group by kind order by kind`)
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]))
}
