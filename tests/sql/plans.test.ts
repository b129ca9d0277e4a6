import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asActor } from '../../server/database.ts'
import { areasOf, boardPage, type BoardQuery } from '../../server/queries/board.ts'
import { freshDatabase, type FreshDatabase } from '../database.ts'
import { makeCity, makeIncidents } from '../server/city.ts'

let db: FreshDatabase
beforeAll(async () => {
  db = await freshDatabase()
  await makeCity(db.sql)
  await makeIncidents(db.sql, 2, 20_000)
  await db.sql`insert into street (class, geom) select 'residential', st_setsrid(st_makeline(st_makepoint(121.3 + i % 300 * 0.001, 31.1 + i / 300 * 0.001), st_makepoint(121.3 + i % 300 * 0.001 + 0.0005, 31.1 + i / 300 * 0.001)), 4326) from generate_series(0, 20000) i`
  await db.sql`insert into camera (area_id, code, kind, geom) select 2, 'P' || i, 'dome', st_setsrid(st_makepoint(121.3 + i % 300 * 0.001, 31.1 + i / 300 * 0.001), 4326) from generate_series(0, 20000) i`
  await db.sql`insert into zone (area_id, code, geom) select 2, 'Z' || i, st_multi(st_setsrid(st_makeenvelope(121.3 + i % 300 * 0.001, 31.1 + i / 300 * 0.001, 121.3009 + i % 300 * 0.001, 31.1009 + i / 300 * 0.001), 4326)) from generate_series(0, 5000) i`
  await db.sql`analyze`
})
afterAll(() => db?.drop())

type Node = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; 'Index Cond'?: string; Filter?: string; Plans?: Node[] }
const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)]

/** The plan as the application role gets it, policies included. */
async function scans(statement: string, actor = 'demo-command'): Promise<Node[]> {
  const [row] = await asActor(db.sql, actor, (tx) => tx.unsafe<{ queryPlan: { Plan: Node }[] }[]>(`explain (format json) ${statement}`))
  const plan = Object.values(row as object)[0] as { Plan: Node }[]
  return nodes((plan[0] as { Plan: Node }).Plan)
}

describe('policies do not cost the index', () => {
  const box = 'st_makeenvelope(121.305, 31.105, 121.31, 31.11, 4326)'
  it.each(['street', 'zone', 'camera'].flatMap((table) => ['demo-command', 'demo-lead-01', 'demo-auditor'].map((actor) => [table, actor] as const)))('of a box on %s as %s', async (table, actor) => {
    const plan = await scans(`select * from ${table} where geom && ${box}`, actor)
    const scan = plan.find((node) => node['Index Name'] === `${table}_geom`)
    expect(scan?.['Index Cond']).toMatch(/geom && /)
    expect(plan.some((node) => node['Node Type'] === 'Seq Scan' && node.Filter?.includes('geom'))).toBe(false)
  })

  it('of a range of z_order on incident, by the index alone', async () => {
    const plan = await scans('select z_order, severity from incident where z_order >= tile_z_order(16, 54869, 26783) and z_order < tile_z_order(16, 54869, 26783) + tile_z_span(16)')
    const scan = plan.find((node) => node['Index Name'] === 'incident_z_order')
    expect(scan?.['Index Cond']).toMatch(/z_order >= .* AND .*z_order < /)
  })

  it('of a range of z_order with filters beside it, as the zone lead of one community', async () => {
    const plan = await scans(`select id, title from incident where z_order >= tile_z_order(16, 54869, 26783) and z_order < tile_z_order(16, 54869, 26783) + tile_z_span(16) and severity >= 3 and state = 'reported'`, 'demo-lead-01')
    const scan = plan.find((node) => node['Index Cond']?.includes('z_order'))
    expect(scan?.['Index Cond']).toMatch(/z_order >= .* AND .*z_order < /)
    expect(plan.some((node) => node['Node Type'] === 'Seq Scan' && node.Filter?.includes('z_order'))).toBe(false)
  })

  it('of a session by the hash of its token', async () => {
    await db.sql`insert into session (token_hash, account_id, expires_at) select decode(md5(i::text) || md5((-i)::text), 'hex'), 'demo-command', now() + interval '1 hour' from generate_series(1, 5000) i`
    await db.sql`analyze session`
    const [row] = await db.sql.unsafe<object[]>(`explain (format json) select account_id from session s where s.token_hash = any(array(select decode(h, 'hex') from unnest(array['00', 'ff']) h)) and s.revoked_at is null and s.expires_at > now()`)
    const [plan] = Object.values(row as object)[0] as { Plan: Node }[]
    expect(nodes((plan as { Plan: Node }).Plan).find((node) => node['Index Cond']?.includes('token_hash'))?.['Index Name'] ?? '').toMatch(/token_hash/)
  })

  it('inside of the tile functions', async () => {
    const names = async (statement: string) => new Set((await scans(statement)).flatMap((node) => node['Index Name'] ?? []))
    expect(await names('select * from tile_base_rows(16, 54854, 26799)')).toContain('street_geom')
    expect(await names('select * from tile_cameras_rows(16, 54854, 26799)')).toContain('camera_geom')
    expect(await names('select * from tile_zones_rows(16, 54854, 26799)')).toContain('zone_geom')
    expect(await names('select * from tile_incidents_near(16, 54869, 26783)')).toContain('incident_z_order')
  })

  it('of the pyramid, by the cell; of what is marked, by the cell and then by z_order', async () => {
    await db.sql`select rebuild_incident_counts()`
    await db.sql`vacuum analyze incident_cell`
    await makeIncidents(db.sql, 3, 10)
    const cells = (level: number, table: string, cell: string) => ['demo-command', 'demo-lead-01'].map(async (actor) => {
      const scan = (await scans(`select * from incident_cells_${table}(${level}, 214, 104)`, actor)).find((node) => node['Index Name'] === cell)
      expect(scan?.['Index Cond'], `${table} as ${actor}`).toMatch(/cell >= .*cell < /)
    })
    await Promise.all([...cells(8, 'folded', 'incident_cell_pkey'), ...cells(8, 'marked', 'incident_cell_pkey'), ...cells(8, 'marked', 'incident_delta_cell')])
    const plan = await scans('select * from incident_cells_marked(8, 214, 104)')
    expect(plan.find((node) => node['Index Name'] === 'incident_z_order')?.['Index Cond']).toMatch(/z_order >= .*z_order < /)
    expect(plan.some((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'incident')).toBe(false)
    const [folded] = await scans('select * from incident_cells_folded(8, 214, 104)')
    expect(nodes(folded as Node).some((node) => node['Node Type'] === 'Index Only Scan')).toBe(true)
  })
})

describe('policies do not cost the board its indexes', () => {
  /** The plan of a page as the app asks for it. */
  async function pageScans(as: string, query: Partial<BoardQuery>, settings = ''): Promise<Node[]> {
    const plan = await asActor(db.sql, as, async (tx) => {
      if (settings) await tx.unsafe(settings)
      const rows = await tx`explain (format json) ${boardPage(tx, { offset: 0, limit: 100, ...query }, await areasOf(tx, query.areaId)) as never}`
      return Object.values(rows[0] as object)[0] as { Plan: Node }[]
    })
    return nodes((plan[0] as { Plan: Node }).Plan)
  }
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString()
  beforeAll(async () => {
    await db.sql`update incident set due_at = occurred_at + interval '20 days', state = case when random() < 0.1 then 'handling' else 'closed' end where due_at is null`
    await makeIncidents(db.sql, 3, 40_000)
    await db.sql`vacuum analyze incident`
  })

  it.each<[string, string, Partial<BoardQuery>, string, RegExp]>([
    ['a window of time', 'demo-command', { from: day(2), minSeverity: 2 }, 'incident_time', /occurred_at >= /],
    ['what is overdue', 'demo-command', { overdue: true, states: ['handling'], to: day(29), sort: 'dueAt' }, 'incident_time|incident_due|incident_open', /due_at < |occurred_at < /],
    ['one area below the actor’s', 'demo-command', { areaId: 2, from: day(2), minSeverity: 3 }, 'incident_area', /area_id = ANY.*occurred_at >= |occurred_at >= .*area_id = /],
    ['all areas of a zone lead', 'demo-lead-01', { from: day(2), states: ['handling'] }, 'incident_area', /area_id = ANY.*occurred_at >= |occurred_at >= .*area_id = /],
  ])('%s, by an index condition', async (_, as, query, index, condition) => {
    const plan = await pageScans(as, query)
    const scan = plan.find((node) => new RegExp(`^(${index})$`).test(node['Index Name'] ?? ''))
    expect(scan?.['Index Cond']).toMatch(condition)
    expect(plan.some((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'incident')).toBe(false)
  })

  it('the newest first without a sort, and the open ones by deadline in the order of their index', async () => {
    expect((await pageScans('demo-command', { minSeverity: 2 })).some((node) => node['Index Name'] === 'incident_time')).toBe(true)
    const open = await pageScans('demo-command', { states: ['reported', 'handling', 'suspended'], sort: 'dueAt', direction: 'ascending' })
    expect(open.some((node) => node['Index Name'] === 'incident_open')).toBe(true)
  })

  it('a read of the whole table may be parallel', async (context) => {
    if (db.kind === 'embedded') return context.skip('the embedded database is one process')
    const plan = await pageScans('demo-command', { q: 'matter 77', sort: 'number' }, 'set local parallel_setup_cost = 0; set local parallel_tuple_cost = 0; set local min_parallel_table_scan_size = 0')
    expect(plan.some((node) => node['Node Type'].startsWith('Gather'))).toBe(true)
  })
})
