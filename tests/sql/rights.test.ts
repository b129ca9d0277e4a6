// What every table promises (sql/CONVENTIONS.md), asked of the catalogue, and what each demo role then really may.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor, asDoor } from '../../server/database.ts'
import { freshDatabase, type FreshDatabase } from '../database.ts'

let db: FreshDatabase
const square = (west: number) => `SRID=4326;MULTIPOLYGON(((${west} 30,${west + 0.1} 30,${west + 0.1} 30.1,${west} 30.1,${west} 30)))`
const report = (lng: number, id: string) => ({ id, categoryId: 1, channel: 'phone', provenance: 'public', title: 'street light out', occurredAt: '2026-11-01T10:00:00+08:00', geometry: { type: 'Point', coordinates: [lng, 30.05] } })
const id = (last: number) => `01930000-0000-7000-8000-${String(last).padStart(12, '0')}`

beforeAll(async () => {
  db = await freshDatabase()
  await db.sql.unsafe(`
    insert into category (scheme, code, group_zh, group_en, name_zh, name_en) values ('test', '01001', '设施', 'Facilities', '路灯', 'Street light');
    insert into area (level, code, name_zh, geom) values ('city', '9999', '城', null);
    insert into area (parent_id, level, code, name_zh, geom) values (1, 'community', 'east', '东', '${square(110.1)}'), (1, 'community', 'west', '西', '${square(110)}');
    insert into zone (area_id, code, geom) values (2, 'east001', '${square(110.1)}'), (3, 'west001', '${square(110)}');
    insert into account (id, name_zh, name_en) values ('city', '', ''), ('east', '', ''), ('reader', '', ''), ('nowhere', '', '');
    insert into assignment (account_id, area_id, role) values ('city', 1, 'command_operator'), ('east', 2, 'zone_lead'), ('reader', 1, 'auditor');
  `)
})
afterAll(() => db?.drop())

describe('the catalogue', () => {
  test('every table has forced row-level security', async () => {
    const open = await db.sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not (relrowsecurity and relforcerowsecurity) and relname not in ('spatial_ref_sys', 'migration', 'migration_state')`
    expect(open.map(({ relname }) => relname)).toEqual([])
  })
  test('the application role owns nothing, bypasses nothing and can not sign in', async () => {
    const [role] = await db.sql`select rolsuper, rolbypassrls, rolcanlogin, (select count(*) from pg_class where relowner = pg_roles.oid) as owned from pg_roles where rolname = 'fangcun_app'`
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcanlogin: false, owned: 0 })
  })
  test('security definer functions set their search_path and are not granted to everybody', async () => {
    const loose = await db.sql`select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
      and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
      and (proconfig is null or not proconfig::text like '%search_path%' or (prorettype <> 'trigger'::regtype and has_function_privilege('public', pg_proc.oid, 'execute')))`
    expect(loose.map(({ proname }) => proname)).toEqual([])
  })
  test('views decide as their reader', async () => {
    const views = await db.sql`select relname, coalesce(reloptions::text, '') as options from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
      and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')`
    expect(views.length).toBeGreaterThan(0)
    for (const view of views) expect(view.options, String(view.relname)).toContain('security_invoker')
  })
})

describe('who may what', () => {
  const zones = (actor: string) => asActor(db.sql, actor, (tx) => tx`select code from zone order by code`)
  const codes = async (actor: string) => (await zones(actor)).map(({ code }) => code)

  test('reading follows the subtree of the assignment', async () => {
    expect(await codes('city')).toEqual(['east001', 'west001'])
    expect(await codes('east')).toEqual(['east001'])
    expect(await codes('nowhere')).toEqual([])
    expect(await codes('')).toEqual([])
    expect(await codes("' or true --")).toEqual([])
  })
  test('reporting is possible inside the area and refused outside it', async () => {
    const tell = (actor: string, lng: number, key: string) => asActor(db.sql, actor, (tx) => tx`select state, zone_id from report_incident(${db.sql.json(report(lng, key))})`)
    expect([...(await tell('east', 110.15, id(1)))]).toEqual([{ state: 'reported', zoneId: 1 }])
    expect([...(await tell('east', 110.15, id(1)))]).toHaveLength(1)
    await expect(tell('east', 110.05, id(2))).rejects.toMatchObject({ code: '42501' })
    await expect(tell('reader', 110.15, id(3))).rejects.toMatchObject({ code: '42501' })
    await expect(tell('', 110.15, id(4))).rejects.toMatchObject({ code: expect.stringMatching(/^(23503|42501)$/) })
    expect(await db.sql`select count(*) as n from incident_log`).toMatchObject([{ n: 1 }])
  })
  test('a step moves the state once; the second of two gets a conflict; a wrong step is refused', async () => {
    const step = (actor: string, command: object) => asActor(db.sql, actor, (tx) => tx`select state, version from step_incident(${id(1)}, ${db.sql.json(command as never)})`)
    expect([...(await step('east', { id: id(11), action: 'register', version: 1 }))]).toEqual([{ state: 'registered', version: 2 }])
    expect([...(await step('east', { id: id(11), action: 'register', version: 1 }))]).toEqual([{ state: 'registered', version: 2 }])
    await expect(step('city', { id: id(12), action: 'dispatch', version: 1 })).rejects.toMatchObject({ code: '40001' })
    await expect(step('city', { id: id(13), action: 'archive', version: 2 })).rejects.toMatchObject({ code: '23514' })
    expect(await step('reader', { id: id(14), action: 'dispatch', version: 2 }).then((rows) => rows.length, () => 0)).toBe(0)
    expect(await db.sql`select count(*) as n from incident_log`).toMatchObject([{ n: 2 }])
  })
  test('the log can not be changed, by anybody', async () => {
    await expect(db.sql`update incident_log set note = 'x'`).rejects.toMatchObject({ code: '42501' })
    await expect(asActor(db.sql, 'city', (tx) => tx`delete from incident_log`)).rejects.toMatchObject({ code: '42501' })
  })
  test('accounts, assignments and the outbox are out of reach of the application role', async () => {
    for (const table of ['account', 'assignment', 'role_right', 'outbox', 'spatial_ref_sys_x']) {
      await expect(asActor(db.sql, 'city', (tx) => tx`select * from ${tx(table)}`), table).rejects.toMatchObject({ code: expect.stringMatching(/^42/) })
    }
  })
})

describe('a window that asks to be a screen', () => {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const ask = async (code: string, network = 'own') => (await asDoor<{ id: string }>(db.sql, (tx) => tx`select id from ask_wall_code(${hash(code)}, ${hash(`secret of ${code}`)}, '', ${network})`))[0]?.id ?? null
  const claim = (wanted: string | null, code: string) => asDoor<{ screenId: string | null; begun: boolean }>(db.sql, (tx) => tx`select screen_id, begun from claim_wall_code(${wanted}::uuid, ${hash(`secret of ${code}`)}, null, ${hash(`token of ${code}`)}, '')`)

  test('is let in by somebody who may still do so when it claims', async () => {
    const [wall, screen] = [id(21), id(22)]
    await db.sql.unsafe(`
      insert into account (id, name_zh, name_en) values ('wall-east', '', ''), ('desk', '', '');
      insert into assignment (account_id, area_id, role) values ('wall-east', 2, 'wall_display');
      insert into map_wall (id, area_id, name, layout, view, rotation, account_id, created_by) values ('${wall}', 2, 'wall', '{}', '{}', '{}', 'wall-east', 'desk');
      insert into wall_screen (id, wall_id, area_id, name, place, content) values ('${screen}', '${wall}', 2, '1-1', '{}', '{"kind": "shared"}');
    `)
    const rounds: [string, string][] = [['right', `delete from assignment where account_id = 'desk'`], ['account', `update account set disabled_at = now() where id = 'desk'`], ['nothing', `update account set disabled_at = null where id = 'desk'`]]
    const claimed: unknown[] = []
    for (const [lost, loss] of rounds) {
      await db.sql`insert into assignment (account_id, area_id, role) values ('desk', 1, 'supervisor') on conflict do nothing`
      const wanted = await ask(lost)
      // Whose account is closed approves nothing: it is open until here.
      await db.sql`update account set disabled_at = null where id = 'desk'`
      expect(await asActor(db.sql, 'desk', (tx) => tx`select there, approved from approve_wall_code(${wall}::uuid, ${screen}::uuid, ${hash(lost)})`)).toEqual([{ there: true, approved: true }])
      await db.sql.unsafe(loss)
      claimed.push([lost, ...(await claim(wanted, lost))])
    }
    expect(claimed).toEqual([['right'], ['account'], ['nothing', { screenId: screen, begun: true }]])
    expect(await db.sql`select result, detail ->> 'approvedBy' as by from audit_entry where action = 'map_wall.join' order by id`).toEqual([{ result: 'refused', by: 'desk' }, { result: 'refused', by: 'desk' }, { result: 'done', by: null }])
  })

  test('is in nobody’s way who floods: the oldest of the most crowded network make room', async () => {
    await db.sql`delete from wall_code`
    const own = await ask('first')
    await db.sql`insert into wall_code (code_hash, secret_hash, network, made_at, expires_at) select sha256(n::text::bytea), sha256(('s' || n)::bytea), case when n <= 600 then 'crowd' else 'group' end, now() - make_interval(secs => n), now() + interval '9 minutes' from generate_series(1, 999) n`
    for (const code of ['second', 'third']) expect(await ask(code)).not.toBeNull()
    expect(await ask('flood', 'crowd')).not.toBeNull()
    expect(await db.sql`select network, count(*)::integer as n from wall_code group by 1 order by 1`).toEqual([{ network: 'crowd', n: 598 }, { network: 'group', n: 399 }, { network: 'own', n: 3 }])
    expect(await db.sql`select from wall_code where code_hash in (sha256('600'), sha256('599'), sha256('598'))`).toHaveLength(0)
    expect(await claim(own, 'first')).toEqual([{ screenId: null, begun: false }])
    expect(await ask('third')).toBeNull()
  })
})
