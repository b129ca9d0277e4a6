import type { Entries } from './entry.ts'
import { areas, newId, places, type Wanted, type World } from './world.ts'

const at = (wanted: Wanted) => (wanted === 'absent' ? { lng: 120, lat: 30 } : places[wanted])
const teamOf = (wanted: Wanted) => (wanted === 'absent' ? 999 : areas[wanted] - 1)
const upper = (wanted: Wanted) => wanted.toUpperCase()
const period = `from=${encodeURIComponent(new Date().toISOString())}&to=${encodeURIComponent(new Date(Date.now() + 86_400_000).toISOString())}`
const line = () => ({ id: newId(), name: 'a line', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '07:00', to: '12:00', needed: 1 })
const event = (wanted: Wanted) => ({ version: 0, areaId: areas[wanted], name: 'an event', startsOn: '2199-01-01', endsOn: '2199-01-01', windows: [{ from: '07:00', to: '12:00' }], posts: [{ id: newId(), code: '1', needs: [1], ...at(wanted) }] })

async function freshTemplate({ door }: World, wanted: Wanted): Promise<string> {
  const id = newId()
  if (wanted !== 'absent') await door.db.sql`with t as (insert into shift_template (id, area_id, name, valid_from, created_by) values (${id}, ${areas[wanted]}, ${`${upper(wanted)}PLAN`}, '2199-01-01', 'x') returning id)
    insert into shift_template_line (id, template_id, ordinal, name, weekdays, starts, ends, needed) select ${newId()}, t.id, 1, 'x', '{1,2,3,4,5,6,7}', '07:00', '12:00', 1 from t`
  return id
}
async function freshEvent({ door }: World, wanted: Wanted): Promise<string> {
  const id = newId()
  if (wanted !== 'absent') await door.db.sql`with e as (insert into event_plan (id, area_id, name, starts_on, ends_on, windows, created_by) values (${id}, ${areas[wanted]}, ${`${upper(wanted)}PLAN`}, '2199-01-01', '2199-01-01', '[{"from": "07:00", "to": "12:00"}]', 'x') returning id, area_id)
    insert into event_post (id, plan_id, area_id, code, needs, geom) select ${newId()}, e.id, e.area_id, '1', '{1}', st_setsrid(st_makepoint(${at(wanted).lng}, ${at(wanted).lat}), 4326) from e`
  return id
}
async function freshStation({ door }: World, wanted: Wanted): Promise<string> {
  const id = newId()
  if (wanted !== 'absent') await door.db.sql`insert into patrol_station (id, area_id, name, geom, created_by) values (${id}, ${areas[wanted]}, ${`${upper(wanted)}PLAN`}, st_setsrid(st_makepoint(${at(wanted).lng}, ${at(wanted).lat}), 4326), 'x')`
  return id
}
const freshNeed = (wanted: Wanted) => ({ id: newId(), areaId: areas[wanted], kind: 'edit', needs: [{ id: newId(), name: `${upper(wanted)}PLAN`, from: '2199-01-01T00:00:00Z', to: '2199-01-01T08:00:00Z', needed: 1 }] })
async function freshChange(world: World, wanted: Wanted): Promise<string> {
  const body = freshNeed(wanted)
  if (wanted !== 'absent') await world.operate('POST', '/api/roster-changes', body)
  return body.id
}
const shiftOf = async ({ door }: World, wanted: Wanted) => (wanted === 'absent' ? 999_999 : ((await door.db.sql<{ id: number }[]>`select id from shift where team_id = ${teamOf(wanted)} order by id limit 1`)[0]?.id ?? 0))
const versionOf = async ({ door }: World, wanted: Wanted) => (await door.db.sql<{ version: number }[]>`select version from team where id = ${teamOf(wanted)}`)[0]?.version ?? 1
const ruleVersion = async ({ door }: World, wanted: Wanted) => (await door.db.sql<{ version: number }[]>`select version from roster_rule where area_id = ${areas[wanted]}`)[0]?.version ?? 0

export const rosterReading: Entries = {
  'get /api/rosters': { kind: 'row', right: 'brief', ask: async (world, wanted) => (await freshStation(world, wanted), [{ path: `/api/rosters?areaId=${areas[wanted]}&${period}` }]) },
  'get /api/roster-changes': { kind: 'list', tells: false, ask: (_, wanted) => [{ path: '/api/roster-changes' }, { path: `/api/roster-changes?areaId=${areas[wanted]}` }] },
  'get /api/shifts/{id}/substitutes': { kind: 'row', right: 'patrol', ask: async (world, wanted) => [{ path: `/api/shifts/${await shiftOf(world, wanted)}/substitutes` }] },
  'get /api/patrol-stations': { kind: 'list', tells: false, ask: (_, wanted) => [{ path: '/api/patrol-stations' }, { path: `/api/patrol-stations?areaId=${areas[wanted]}` }] },
  'get /api/shift-templates': { kind: 'list', tells: false, ask: (_, wanted) => [{ path: '/api/shift-templates' }, { path: `/api/shift-templates?areaId=${areas[wanted]}` }] },
  'get /api/event-plans': { kind: 'list', tells: false, ask: (_, wanted) => [{ path: '/api/event-plans' }, { path: `/api/event-plans?areaId=${areas[wanted]}` }] },
  'get /api/event-plans/{id}': { kind: 'row', right: 'brief', ask: async (world, wanted) => [{ path: `/api/event-plans/${await freshEvent(world, wanted)}` }] },
}

export const rosterWriting: Entries = {
  'post /api/roster-changes': { kind: 'write', right: 'patrol', ask: (_, wanted) => [{ method: 'POST', path: '/api/roster-changes', body: freshNeed(wanted) }] },
  'post /api/roster-changes/{id}/undo': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'POST', path: `/api/roster-changes/${await freshChange(world, wanted)}/undo`, body: {} }] },
  'put /api/patrol-stations/{id}': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'PUT', path: `/api/patrol-stations/${await freshStation(world, wanted)}`, body: { version: 1, areaId: areas[wanted], name: 'a station', ...at(wanted) } }] },
  'post /api/teams': { kind: 'write', right: 'patrol', ask: (_, wanted) => [{ method: 'POST', path: '/api/teams', body: { areaId: areas[wanted], callSigns: [`v-${newId().slice(-8)}`], kind: 'volunteer' } }] },
  'patch /api/teams/{id}': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'PATCH', path: `/api/teams/${teamOf(wanted)}`, body: { version: await versionOf(world, wanted), crews: 2 } }] },
  'put /api/areas/{id}/roster-rules': {
    kind: 'write', right: 'patrol',
    ask: async (world, wanted) => [{ method: 'PUT', path: `/api/areas/${areas[wanted]}/roster-rules`, body: { version: await ruleVersion(world, wanted), restHours: 11, mostRunHours: 12, mostWeekHours: 48, nightFrom: '22:00', nightTo: '06:00', fairWeeks: 4, mostKm: 15 } }],
  },
  'put /api/shift-templates/{id}': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'PUT', path: `/api/shift-templates/${await freshTemplate(world, wanted)}`, body: { version: 1, areaId: areas[wanted], name: 'a template', validFrom: '2199-01-01', lines: [line()] } }] },
  'post /api/shift-templates/{id}/apply': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'POST', path: `/api/shift-templates/${await freshTemplate(world, wanted)}/apply`, body: { id: newId(), first: '2199-01-01', last: '2199-01-02' } }] },
  'put /api/event-plans/{id}': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'PUT', path: `/api/event-plans/${await freshEvent(world, wanted)}`, body: { ...event(wanted), version: 1 } }] },
  'post /api/event-plans/{id}/publish': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'POST', path: `/api/event-plans/${await freshEvent(world, wanted)}/publish`, body: { version: 1 } }] },
  'post /api/event-plans/{id}/withdraw': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'POST', path: `/api/event-plans/${await freshEvent(world, wanted)}/withdraw`, body: { version: 1 } }] },
  'post /api/event-plans/{id}/discard': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'POST', path: `/api/event-plans/${await freshEvent(world, wanted)}/discard`, body: { version: 1 } }] },
}
