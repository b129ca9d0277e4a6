import type { Asked, Entries } from './entry.ts'
import { areas, newId, savedView, type Wanted, type World } from './world.ts'

const { value: view } = savedView('a view')
const layout = { rows: 1, columns: 2, widthMm: 1000, heightMm: 560, bezelMm: { x: 4, y: 4 } }
const operators = ['administrator', 'supervisor', 'command_operator'] as const
const make = (wanted: Wanted, id = newId()) => ({ id, areaId: areas[wanted], name: wanted === 'absent' ? 'a wall' : `${wanted.toUpperCase()}WALL`, layout, view })

type Fresh = { at: string; screenId: string; sceneId: string }
/** A wall of that side with a screen and a scene, made a moment ago. */
async function freshWall({ door }: World, wanted: Wanted, retired = false): Promise<Fresh> {
  const [id, screenId, sceneId] = [newId(), newId(), newId()]
  const { sql } = door.db
  if (wanted !== 'absent') await sql`
    with account as (insert into account (id, name_zh, name_en) values (${`wall-${id}`}, '大屏', 'Wall')),
      wall as (insert into map_wall (id, area_id, name, layout, view, rotation, account_id, retired_at, created_by)
        values (${id}, ${areas[wanted]}, ${make(wanted).name}, ${sql.json(layout)}, ${sql.json(view)}, '{"seconds": 60, "startedAt": "2026-01-01T00:00:00.000Z", "pausedAt": null}', ${`wall-${id}`}, case when ${retired} then now() end, 'somebody')),
      screen as (insert into wall_screen (id, wall_id, area_id, name, place, content) values (${screenId}, ${id}, ${areas[wanted]}, '1-1', '{"x": 0, "y": 0, "width": 1000, "height": 560}', '{"kind": "shared"}'))
    insert into wall_scene (id, wall_id, area_id, name, ordinal, view) values (${sceneId}, ${id}, ${areas[wanted]}, 'a scene', 0, ${sql.json(view)})`
  return { at: `/api/map-walls/${id}`, screenId, sceneId }
}
/** The code of a window that waits now. */
async function waiting(world: World): Promise<string> {
  const answer = await world.door.ask('/api/wall-codes', { as: null, method: 'POST', body: {} })
  return ((await answer.json()) as { code: string }).code
}
const of = (method: string, path: (wall: Fresh) => string, body?: (wall: Fresh) => object) => async (world: World, wanted: Wanted): Promise<Asked[]> => {
  const wall = await freshWall(world, wanted)
  return [{ method, path: path(wall), ...(body ? { body: body(wall) } : {}) }]
}

export const wallReading: Entries = {
  'get /api/map-walls': { kind: 'list', tells: false, ask: async (world, wanted) => (await freshWall(world, wanted), [{ path: '/api/map-walls' }, { path: '/api/map-walls?retired=true' }]) },
  'get /api/map-walls/{id}': { kind: 'row', roles: [...operators, 'wall_display'], ask: of('GET', ({ at }) => at) },
  'get /api/wall-figures': { kind: 'row', roles: [...operators, 'wall_display'], ask: of('GET', ({ at }) => `/api/wall-figures?wallId=${at.split('/').at(-1)}`) },
}

export const wallWriting: Entries = {
  'post /api/map-walls': {
    kind: 'write', right: 'wall', done: [201],
    // An area has so many walls at most.
    ask: async ({ door }, wanted) => (await door.db.sql`update map_wall set retired_at = now() where area_id = ${areas[wanted]}`, [{ method: 'POST', path: '/api/map-walls', body: make(wanted) }]),
  },
  'patch /api/map-walls/{id}': { kind: 'write', right: 'wall', ask: of('PATCH', ({ at }) => at, ({ screenId }) => ({ version: 1, name: 'a name', alarmScreenId: screenId })) },
  'post /api/map-walls/{id}/retire': { kind: 'write', right: 'wall', done: [204], ask: of('POST', ({ at }) => `${at}/retire`, () => ({ version: 1 })) },
  'post /api/map-walls/{id}/restore': {
    kind: 'write', right: 'wall',
    ask: async (world, wanted) => [{ method: 'POST', path: `${(await freshWall(world, wanted, true)).at}/restore`, body: { version: 1 } }],
  },
  'put /api/map-walls/{id}/layout': { kind: 'write', right: 'wall', ask: of('PUT', ({ at }) => `${at}/layout`, () => ({ version: 1, layout: { ...layout, rows: 2 } })) },
  'put /api/map-walls/{id}/rotation': { kind: 'write', right: 'wall', ask: of('PUT', ({ at }) => `${at}/rotation`, ({ sceneId }) => ({ seconds: 30, paused: true, sceneId })) },
  'post /api/map-walls/{id}/moves': { kind: 'write', right: 'wall', done: [204], ask: of('POST', ({ at }) => `${at}/moves`, () => ({ camera: view.camera, desk: 'a desk', seq: 1, sentAt: 1 })) },
  'post /api/map-walls/{id}/approvals': {
    kind: 'write', right: 'wall',
    ask: async (world, wanted) => {
      const { at, screenId } = await freshWall(world, wanted)
      return [{ method: 'POST', path: `${at}/approvals`, body: { code: await waiting(world), screenId } }]
    },
  },
  'post /api/map-walls/{id}/screens': { kind: 'write', right: 'wall', ask: of('POST', ({ at }) => `${at}/screens`, () => ({ id: newId(), name: 'a screen', place: { x: 0, y: 0, width: 500, height: 300 } })) },
  'patch /api/map-walls/{id}/screens/{screenId}': { kind: 'write', right: 'wall', ask: of('PATCH', ({ at, screenId }) => `${at}/screens/${screenId}`, ({ sceneId }) => ({ version: 1, content: { kind: 'scene', sceneId } })) },
  'delete /api/map-walls/{id}/screens/{screenId}': { kind: 'write', right: 'wall', ask: of('DELETE', ({ at, screenId }) => `${at}/screens/${screenId}`) },
  'delete /api/map-walls/{id}/screens/{screenId}/window': { kind: 'write', right: 'wall', ask: of('DELETE', ({ at, screenId }) => `${at}/screens/${screenId}/window`) },
  'post /api/map-walls/{id}/scenes': { kind: 'write', right: 'wall', ask: of('POST', ({ at }) => `${at}/scenes`, () => ({ id: newId(), name: 'another', view, panels: [] })) },
  'put /api/map-walls/{id}/scenes': { kind: 'write', right: 'wall', ask: of('PUT', ({ at }) => `${at}/scenes`, ({ sceneId }) => ({ sceneIds: [sceneId] })) },
  'patch /api/map-walls/{id}/scenes/{sceneId}': { kind: 'write', right: 'wall', ask: of('PATCH', ({ at, sceneId }) => `${at}/scenes/${sceneId}`, () => ({ version: 1, name: 'renamed' })) },
  'delete /api/map-walls/{id}/scenes/{sceneId}': { kind: 'write', right: 'wall', ask: of('DELETE', ({ at, sceneId }) => `${at}/scenes/${sceneId}`) },
  // By the window that joined as this screen and nobody else (tests/server/mapWalls.test.ts).
  'post /api/wall-heartbeats': {
    kind: 'write', roles: [], done: [204],
    ask: of('POST', () => '/api/wall-heartbeats', ({ screenId }) => ({ screenId, report: { build: 'a', viewport: { width: 1, height: 1, ratio: 1 }, live: 'live', layers: {}, sharedDelayMs: null, frameMs: null, memoryMb: null, contextLosses: 0, errors: [] } })),
  },
}
