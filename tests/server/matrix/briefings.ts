import type { Entries } from './entry.ts'
import { areas, newId, type Wanted, type World } from './world.ts'

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
/** Of voices alone: no hotspots are looked for, which takes longest. */
const question = (wanted: Wanted) => ({ areaId: areas[wanted], template: 'daily', from: day(1), to: day(0), categoryIds: [3], hotspotId: null, seed: 1, asOf: null })
const draft = (wanted: Wanted) => ({ id: newId(), title: 'a briefing', question: question(wanted), audience: 'area' })

/** A briefing of that side with one figure, made a moment ago. */
async function fresh({ door }: World, wanted: Wanted, state: 'draft' | 'filed' | 'discarded' = 'draft'): Promise<string> {
  const id = newId()
  if (wanted === 'absent') return id
  const { sql } = door.db
  await sql`insert into briefing (id, area_id, title, template, during, question, state, created_by) values (${id}, ${areas[wanted]}, 'a briefing', 'daily', tstzrange(now() - interval '1 day', now()), ${sql.json(question(wanted))}, ${state}, 'demo-command')`
  await sql`insert into briefing_figure (briefing_id, area_id, run, key, query, snapshot, method, value) values (${id}, ${areas[wanted]}, 1, 'incidents.hours', ${sql.json({ name: 'incidents.hours', params: { areaId: areas[wanted], from: `${day(1)}T00:00:00Z`, to: `${day(0)}T00:00:00Z` } })},
    ${sql.json({ at: new Date().toISOString(), version: null, rows: 0 })}, ${sql.json({ id: 'hours_of_week', version: 1, text: { zh: '', en: '' } })}, ${sql.json({ kind: 'matrix', unit: 'count', values: Array.from({ length: 168 }, () => 0) })})`
  return id
}
const read = (path: string, state: 'draft' | 'filed') => async (world: World, wanted: Wanted) => [{ path: `/api/briefings/${await fresh(world, wanted, state)}${path}` }]
const write = (method: string, path: string, body: object | undefined, state: 'draft' | 'filed' | 'discarded' = 'draft') => async (world: World, wanted: Wanted) => [{ method, path: `/api/briefings/${await fresh(world, wanted, state)}${path}`, ...(body ? { body } : {}) }]

const schedule = (wanted: Wanted, id = newId()) => ({ id, areaId: areas[wanted], title: 'every day', template: 'daily', categoryIds: null, audience: 'area', onDay: null, atHour: 7 })
/** A schedule of that side, made a moment ago. */
async function freshSchedule({ door }: World, wanted: Wanted): Promise<string> {
  const id = newId()
  if (wanted !== 'absent') await door.db.sql`insert into briefing_schedule (id, area_id, title, template, question, next_at, created_by) values (${id}, ${areas[wanted]}, 'every day', 'daily', '{"categoryIds": null}', '2199-01-01T00:00:00Z', 'demo-command')`
  return id
}

/** Briefings: who briefs makes them, who reads the area reads what is filed. */
export const briefingReading: Entries = {
  'get /api/briefings': { kind: 'list', tells: false, ask: (_, wanted) => [{ path: '/api/briefings' }, { path: `/api/briefings?areaId=${areas[wanted]}&discarded=true` }] },
  'get /api/briefings/{id}': { kind: 'row', ask: read('', 'filed') },
  'get /api/briefing-schedules': { kind: 'list', tells: false, ask: () => [{ path: '/api/briefing-schedules' }] },
  'get /api/briefings/{id}/changes': { kind: 'row', ask: read('/changes?against=1', 'filed') },
  'get /api/briefings/{id}/figures/{key}/rows': { kind: 'row', ask: read('/figures/incidents.hours/rows', 'filed') },
}
export const briefingWriting: Entries = {
  'post /api/briefings': { kind: 'write', right: 'brief', ask: (_, wanted) => [{ method: 'POST', path: '/api/briefings', body: draft(wanted) }] },
  'post /api/briefings/{id}/runs': { kind: 'write', right: 'brief', ask: write('POST', '/runs', { version: 1 }) },
  'patch /api/briefings/{id}': { kind: 'write', right: 'brief', ask: write('PATCH', '', { version: 1, title: 'another' }) },
  'post /api/briefings/{id}/file': { kind: 'write', right: 'brief', ask: write('POST', '/file', { version: 1 }) },
  'post /api/briefings/{id}/withdraw': { kind: 'write', right: 'brief', ask: write('POST', '/withdraw', { version: 1 }, 'filed') },
  'post /api/briefings/{id}/discard': { kind: 'write', right: 'brief', ask: write('POST', '/discard', { version: 1 }) },
  'post /api/briefings/{id}/restore': { kind: 'write', right: 'brief', ask: write('POST', '/restore', { version: 1 }, 'discarded') },
  'put /api/briefings/{id}/texts/{key}': { kind: 'write', right: 'brief', ask: write('PUT', '/texts/summary', { locale: 'zh', text: '文', composed: '', version: 0 }) },
  'delete /api/briefings/{id}/texts/{key}': { kind: 'write', right: 'brief', done: [204], ask: write('DELETE', '/texts/summary?locale=zh&version=1', undefined) },
  'post /api/briefings/{id}/read': { kind: 'write', done: [204], ask: write('POST', '/read', {}, 'filed') },
  'post /api/briefing-schedules': { kind: 'write', right: 'brief', done: [201], ask: (_, wanted) => [{ method: 'POST', path: '/api/briefing-schedules', body: schedule(wanted) }] },
  'put /api/briefing-schedules/{id}': {
    kind: 'write', right: 'brief',
    ask: async (world, wanted) => {
      const id = await freshSchedule(world, wanted)
      return [{ method: 'PUT', path: `/api/briefing-schedules/${id}`, body: { ...schedule(wanted, id), atHour: 8, version: 1 } }]
    },
  },
  'delete /api/briefing-schedules/{id}': { kind: 'write', right: 'brief', done: [204], ask: async (world, wanted) => [{ method: 'DELETE', path: `/api/briefing-schedules/${await freshSchedule(world, wanted)}?version=1` }] },
}
