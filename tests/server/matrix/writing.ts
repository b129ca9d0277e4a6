import { briefingWriting } from './briefings.ts'
import { report } from '../door.ts'
import { twoHalves } from '../pictures.ts'
import type { Entries } from './entry.ts'
import { roles, areas, days, newId, other, patrolQuestion, places, savedView, spareOf, type Side, type Wanted, type World } from './world.ts'
import { rosterWriting } from './rosters.ts'
import { wallWriting } from './walls.ts'

const at = (wanted: Wanted) => (wanted === 'absent' ? { lng: 120, lat: 30 } : places[wanted])
const account = (wanted: Wanted) => (wanted === 'absent' ? 'not-there' : spareOf(wanted))
/** Who has the room's view of the loop (sql/functions/incident_transition.sql), and the zone lead with it. */
const room = ['command_operator', 'supervisor', 'administrator'] as const
const roomAndLead = [...room, 'zone_lead'] as const

/** Makes a thing of the same name by the same role on the wanted side and answers its id: one's own there, that of a stranger elsewhere. */
async function madeBy(world: World, as: string, wanted: Wanted, path: string, body: { id: string }): Promise<string> {
  if (wanted === 'absent') return body.id
  const own = as.slice(0, 4) as Side
  const maker = wanted === own ? as : as.replace(own, other[own])
  await (await world.door.ask(path, { as: maker, method: 'POST', body })).text()
  return body.id
}

const savedFilter = () => ({ id: newId(), name: 'a filter', value: { minSeverity: 3 } })

async function severe(world: World, wanted: Wanted): Promise<number> {
  if (wanted === 'absent') return 999_999
  const sent = report(places[wanted], { severity: 4 })
  await world.operate('POST', '/api/incidents', sent)
  const { alarms } = (await world.operate('GET', '/api/alarms')) as { alarms: { id: number; incidentId: string }[] }
  return alarms.find(({ incidentId }) => incidentId === sent.id)?.id ?? 0
}

async function batch(world: World, wanted: Wanted) {
  const incidentId = await world.freshIncident(wanted)
  return { id: newId(), action: 'register', incidents: [{ id: newId(), incidentId, version: 1 }] }
}

async function freshDevice(world: World, wanted: Wanted): Promise<string> {
  const id = newId()
  if (wanted !== 'absent') await world.operate('POST', '/api/device-keys', { id, teamId: areas[wanted] - 1, name: id })
  return id
}

const postVersion = async (world: World, id: number): Promise<number> => (await world.door.db.sql<{ version: number }[]>`select version from post where id = ${id}`)[0]?.version ?? 1

const streamVersion = async ({ door }: World, wanted: Wanted) => (await door.db.sql<{ version: number }[]>`select version from camera_stream where camera_id = ${wanted === 'absent' ? 999 : areas[wanted] - 1}`)[0]?.version ?? 0

export const writing: Entries = {
  ...rosterWriting,
  ...briefingWriting,
  ...wallWriting,
  'post /api/incidents': { kind: 'write', right: 'report', done: [201], ask: (_, wanted) => [{ method: 'POST', path: '/api/incidents', body: report(at(wanted)) }] },
  'post /api/incidents/{id}/steps': {
    kind: 'write', roles: roomAndLead,
    ask: async (world, wanted) => [{ method: 'POST', path: `/api/incidents/${await world.freshIncident(wanted)}/steps`, body: { id: newId(), action: 'register', version: 1 } }],
  },
  'post /api/step-batches': {
    kind: 'write', roles: roomAndLead, did: ({ done }: { done: string[] }) => done.length > 0,
    ask: async (world, wanted) => [{ method: 'POST', path: '/api/step-batches', body: await batch(world, wanted) }],
  },
  'post /api/step-batches/{id}/undo': {
    kind: 'write', roles: roomAndLead, did: ({ done }: { done: string[] }) => done.length > 0,
    // Only who took a step takes it back.
    ask: async (world, wanted, as) => [{ method: 'POST', path: `/api/step-batches/${await madeBy(world, as, wanted, '/api/step-batches', await batch(world, wanted))}/undo`, body: {} }],
  },
  // Whoever takes a matter in handles it until it is dispatched, and nobody else sees whom to call back.
  'get /api/incidents/{id}/contact': {
    kind: 'row', right: 'report',
    ask: async (world, wanted, as) => [{ path: `/api/incidents/${await madeBy(world, as, wanted, '/api/incidents', report(at(wanted), { contact: '010-66668888' }))}/contact` }],
  },
  'put /api/incidents/{id}/contact': {
    kind: 'write', right: 'report',
    ask: async (world, wanted, as) => [{ method: 'PUT', path: `/api/incidents/${await madeBy(world, as, wanted, '/api/incidents', report(at(wanted)))}/contact`, body: { contact: '010-66668888' } }],
  },
  'put /api/incidents/{id}/photos/{photoId}': {
    kind: 'write', right: 'report', done: [201],
    ask: async (world, wanted) => [{ method: 'PUT', path: `/api/incidents/${await world.freshIncident(wanted)}/photos/${newId()}`, body: new Uint8Array(await twoHalves(8, 8).jpeg(80)), type: 'image/jpeg' }],
  },
  'put /api/calendar': {
    kind: 'write', right: 'configure',
    ask: (_, wanted) => [{ method: 'PUT', path: `/api/calendar?areaId=${areas[wanted]}`, body: { hours: [{ weekday: 1, opens: '08:00', closes: '12:00' }], days: [] } }],
  },
  'put /api/deadline-rules': {
    kind: 'write', right: 'configure', ask: (_, wanted) => [{ method: 'PUT', path: `/api/deadline-rules?areaId=${areas[wanted]}`, body: { rules: [{ step: 'register', amount: 5, unit: 'minute' }] } }],
  },
  // The area above is configured by nobody of one side: changes of the tree, kinds and schemes are for whoever has the whole (tests/server/areas.test.ts, duty.test.ts).
  'post /api/areas/{id}/changes': {
    kind: 'write', roles: [], ask: (_, wanted) => [{ method: 'POST', path: `/api/areas/${areas[wanted]}/changes`, body: { kind: 'rename', id: newId(), on: '2026-01-02', version: 1, nameZh: '新' } }],
  },
  'delete /api/areas/{id}/changes/{changeId}': {
    kind: 'write', right: 'configure',
    ask: async ({ door }, wanted) => {
      const change = newId()
      if (wanted !== 'absent') await door.db.sql`insert into area_change_due (id, area_id, areas, kind, on_day, sent, actor) values (${change}, ${areas[wanted]}, ${[areas[wanted]]}, 'rename', '2199-01-01', '{}', 'demo-admin')`
      return [{ method: 'DELETE', path: `/api/areas/${areas[wanted]}/changes/${change}` }]
    },
  },
  'put /api/code-schemes/{id}': {
    kind: 'write', roles: [], ask: () => [{ method: 'PUT', path: '/api/code-schemes/own', body: { noun: 'zone', nameZh: '自', nameEn: 'Own', version: 0, parts: [{ level: 'community', length: 12 }, { level: 'zone', length: 4 }] } }],
  },
  'put /api/post-kinds/{id}': { kind: 'write', roles: [], ask: () => [{ method: 'PUT', path: '/api/post-kinds/own', body: { nameZh: '自', nameEn: 'Own' } }] },
  'put /api/areas/{id}/zone-scheme': { kind: 'write', right: 'configure', ask: (_, wanted) => [{ method: 'PUT', path: `/api/areas/${areas[wanted]}/zone-scheme`, body: { scheme: 'zone-16' } }] },
  'post /api/posts': { kind: 'write', right: 'duty', done: [201], ask: (_, wanted) => [{ method: 'POST', path: '/api/posts', body: { zoneId: wanted === 'absent' ? 999 : wanted === 'west' ? 1 : 3, kind: 'safety' } }] },
  'put /api/posts/{id}/holdings': {
    kind: 'write', right: 'duty', ask: async (world, wanted) => [{ method: 'PUT', path: `/api/posts/${areas[wanted] - 1}/holdings`, body: { version: await postVersion(world, areas[wanted] - 1), holdings: [{ id: newId(), holder: '甲', from: '2026-01-01' }] } }],
  },
  'post /api/posts/{id}/close': {
    kind: 'write', right: 'duty',
    ask: async (world, wanted) => {
      const [made] = wanted === 'absent' ? [] : await world.door.db.sql<{ id: number }[]>`insert into post (area_id, zone_id, kind) values (${areas[wanted]}, ${wanted === 'west' ? 1 : 3}, 'safety') returning id`
      return [{ method: 'POST', path: `/api/posts/${made?.id ?? 99_999}/close`, body: { version: 1 } }]
    },
  },
  'post /api/positions': {
    kind: 'write', right: 'position',
    ask: (_, wanted) => [{ method: 'POST', path: '/api/positions', body: { teamId: areas[wanted] - 1, device: `pda-${wanted}-${newId().slice(-8)}`, fixes: [{ at: new Date(Date.now() - 1_000).toISOString(), ...at(wanted) }] } }],
  },
  'post /api/check-ins': {
    kind: 'write', right: 'position', did: ({ kept }: { kept: string[] }) => kept.length > 0,
    ask: async ({ door }, wanted) => {
      await door.db.sql`insert into shift (area_id, team_id, during) select t.area_id, t.id, tstzrange(now() - interval '1 hour', now() + interval '1 hour') from team t where not exists (select from shift s where s.team_id = t.id)`
      return [{ method: 'POST', path: '/api/check-ins', body: { checkIns: [{ id: newId(), teamId: areas[wanted] - 1, kind: 'arrive', at: new Date(Date.now() - 1_000).toISOString() }] } }]
    },
  },
  // Nothing is stored, but what one may design is what one may plan.
  'post /api/zone-designs': {
    kind: 'row', right: 'plan', ask: (_, wanted) => [{ method: 'POST', path: '/api/zone-designs', body: { areaId: areas[wanted], bounds: { min: 0, max: 10_000 }, seconds: 0.2, alternatives: 1 } }],
  },
  'post /api/hotspots': {
    kind: 'write', right: 'brief', done: [201],
    ask: (_, wanted) => [{ method: 'POST', path: '/api/hotspots', body: { id: newId(), name: 'a hotspot', question: { method: 'counts', ...days(60), areaId: areas[wanted], backtest: false, compareWith: 'nothing' }, units: [0, 1] } }],
  },
  'patch /api/hotspots/{id}': {
    kind: 'write', right: 'brief', ask: async (world, wanted) => [{ method: 'PATCH', path: `/api/hotspots/${await world.freshHotspot(wanted)}`, body: { version: 1, note: 'seen' } }],
  },
  'post /api/camera-gateways': { kind: 'write', right: 'camera', done: [201], ask: (_, wanted) => [{ method: 'POST', path: '/api/camera-gateways', body: { id: newId(), areaId: areas[wanted], name: 'a gateway' } }] },
  'patch /api/camera-gateways/{id}': { kind: 'write', right: 'camera', ask: async (world, wanted) => [{ method: 'PATCH', path: `/api/camera-gateways/${await world.freshGateway(wanted)}`, body: { version: 1, revoked: true } }] },
  'post /api/camera-gateways/{id}/key': { kind: 'write', right: 'camera', ask: async (world, wanted) => [{ method: 'POST', path: `/api/camera-gateways/${await world.freshGateway(wanted)}/key`, body: { version: 1 } }] },
  'post /api/device-keys': { kind: 'write', right: 'patrol', done: [201], ask: (_, wanted) => [{ method: 'POST', path: '/api/device-keys', body: { id: newId(), teamId: areas[wanted] - 1, name: newId() } }] },
  'patch /api/device-keys/{id}': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'PATCH', path: `/api/device-keys/${await freshDevice(world, wanted)}`, body: { version: 1, revoked: true } }] },
  'post /api/device-keys/{id}/key': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'POST', path: `/api/device-keys/${await freshDevice(world, wanted)}/key`, body: { version: 1 } }] },
  'put /api/position-retention/{areaId}': { kind: 'write', right: 'configure', ask: (_, wanted) => [{ method: 'PUT', path: `/api/position-retention/${areas[wanted]}`, body: { days: 20 } }] },
  'post /api/cameras': { kind: 'write', right: 'camera', done: [201], ask: (_, wanted) => [{ method: 'POST', path: '/api/cameras', body: { id: newId(), code: 'new', kind: 'fixed', ...at(wanted) } }] },
  'patch /api/cameras/{id}': { kind: 'write', right: 'camera', ask: async (world, wanted) => [{ method: 'PATCH', path: `/api/cameras/${await world.freshCamera(wanted)}`, body: { version: 1, azimuthDegrees: 45 } }] },
  'delete /api/cameras/{id}': { kind: 'write', right: 'camera', done: [204], ask: async (world, wanted) => [{ method: 'DELETE', path: `/api/cameras/${await world.freshCamera(wanted)}` }] },
  'post /api/cameras/{id}/restore': {
    kind: 'write', right: 'camera',
    ask: async (world, wanted) => {
      const id = await world.freshCamera(wanted)
      if (wanted !== 'absent') await world.operate('DELETE', `/api/cameras/${id}`)
      return [{ method: 'POST', path: `/api/cameras/${id}/restore`, body: {} }]
    },
  },
  'post /api/zone-plans': { kind: 'write', right: 'plan', done: [201], ask: (_, wanted) => [{ method: 'POST', path: '/api/zone-plans', body: { id: newId(), areaId: areas[wanted], name: 'a plan' } }] },
  'put /api/zone-plans/{id}': { kind: 'write', right: 'plan', ask: async (world, wanted) => [{ method: 'PUT', path: `/api/zone-plans/${await world.freshPlan(wanted)}`, body: { version: 1, note: 'seen' } }] },
  'post /api/zone-plans/{id}/adopt': {
    kind: 'write', right: 'adopt', ask: async (world, wanted) => [{ method: 'POST', path: `/api/zone-plans/${await world.freshPlan(wanted)}/adopt`, body: { version: 1, on: new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10) } }],
  },
  'post /api/zone-plans/{id}/withdraw': { kind: 'write', right: 'adopt', ask: async (world, wanted) => [{ method: 'POST', path: `/api/zone-plans/${await world.freshPlan(wanted, 'scheduled')}/withdraw`, body: { version: 1 } }] },
  'post /api/zone-plans/{id}/discard': { kind: 'write', right: 'plan', ask: async (world, wanted) => [{ method: 'POST', path: `/api/zone-plans/${await world.freshPlan(wanted)}/discard`, body: { version: 1 } }] },
  // Nothing is stored, but where one may propose is where one may plan.
  'post /api/camera-placements': { kind: 'row', right: 'plan', ask: (_, wanted) => [{ method: 'POST', path: '/api/camera-placements', body: { areaId: areas[wanted], count: 1, seconds: 0.2, alternatives: 1, mounts: ['facade'] } }] },
  'post /api/camera-plans': { kind: 'write', right: 'plan', done: [201], ask: (_, wanted) => [{ method: 'POST', path: '/api/camera-plans', body: { id: newId(), areaId: areas[wanted], name: 'a plan' } }] },
  'put /api/camera-plans/{id}': { kind: 'write', right: 'plan', ask: async (world, wanted) => [{ method: 'PUT', path: `/api/camera-plans/${await world.freshCameraPlan(wanted)}`, body: { version: 1, note: 'seen' } }] },
  'post /api/camera-plans/{id}/adopt': { kind: 'write', right: 'adopt', ask: async (world, wanted) => [{ method: 'POST', path: `/api/camera-plans/${await world.freshCameraPlan(wanted)}/adopt`, body: { version: 1 } }] },
  'post /api/camera-plans/{id}/withdraw': { kind: 'write', right: 'adopt', ask: async (world, wanted) => [{ method: 'POST', path: `/api/camera-plans/${await world.freshCameraPlan(wanted, 'adopted')}/withdraw`, body: { version: 1 } }] },
  'post /api/camera-plans/{id}/discard': { kind: 'write', right: 'plan', ask: async (world, wanted) => [{ method: 'POST', path: `/api/camera-plans/${await world.freshCameraPlan(wanted)}/discard`, body: { version: 1 } }] },
  'put /api/cameras/{id}/stream': { kind: 'write', right: 'camera', ask: async (world, wanted) => [{ method: 'PUT', path: `/api/cameras/${wanted === 'absent' ? 999 : areas[wanted] - 1}/stream`, body: { version: await streamVersion(world, wanted), streamUrl: null } }] },
  'post /api/camera-tours': {
    kind: 'write', right: 'watch', done: [201],
    ask: (_, wanted) => [{ method: 'POST', path: '/api/camera-tours', body: { id: newId(), areaId: areas[wanted], name: 'a tour', mode: 'timed', stops: [{ cameraId: wanted === 'absent' ? 999 : areas[wanted] - 1 }] } }],
  },
  'patch /api/camera-tours/{id}': { kind: 'write', right: 'watch', ask: async (world, wanted) => [{ method: 'PATCH', path: `/api/camera-tours/${await world.freshTour(wanted)}`, body: { version: 1, priority: 1 } }] },
  'post /api/camera-looks': { kind: 'write', right: 'watch', done: [201], ask: (_, wanted) => [{ method: 'POST', path: '/api/camera-looks', body: { id: newId(), cameraId: wanted === 'absent' ? 999 : areas[wanted] - 1, reason: 'matrix' } }] },
  'post /api/camera-looks/{id}/end': { kind: 'write', right: 'watch', ask: async (world, wanted, as) => [{ method: 'POST', path: `/api/camera-looks/${await world.freshLook(wanted, as)}/end`, body: {} }] },
  'post /api/patrol-routes': { kind: 'write', right: 'patrol', ask: (_, wanted) => [{ method: 'POST', path: '/api/patrol-routes', body: { ...patrolQuestion(wanted), seconds: 0.1 } }] },
  'post /api/checkpoints': { kind: 'write', right: 'patrol', done: [201], ask: (_, wanted) => [{ method: 'POST', path: '/api/checkpoints', body: { id: newId(), areaId: areas[wanted], name: 'a checkpoint', ...at(wanted) } }] },
  'patch /api/checkpoints/{id}': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'PATCH', path: `/api/checkpoints/${await world.freshCheckpoint(wanted)}`, body: { version: 1, dwellMinutes: 5 } }] },
  'post /api/patrol-plans': { kind: 'write', right: 'patrol', done: [201], ask: (_, wanted) => [{ method: 'POST', path: '/api/patrol-plans', body: { id: newId(), areaId: areas[wanted], name: 'a plan', question: patrolQuestion(wanted), figures: {}, routes: [] } }] },
  'put /api/patrol-plans/{id}': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'PUT', path: `/api/patrol-plans/${await world.freshPatrolPlan(wanted)}`, body: { version: 1, note: 'seen' } }] },
  'post /api/patrol-plans/{id}/publish': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'POST', path: `/api/patrol-plans/${await world.freshPatrolPlan(wanted)}/publish`, body: { version: 1 } }] },
  'post /api/patrol-plans/{id}/withdraw': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'POST', path: `/api/patrol-plans/${await world.freshPatrolPlan(wanted, 'published')}/withdraw`, body: { version: 1 } }] },
  'post /api/patrol-plans/{id}/discard': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'POST', path: `/api/patrol-plans/${await world.freshPatrolPlan(wanted)}/discard`, body: { version: 1 } }] },
  'post /api/patrol-plans/{id}/restore': { kind: 'write', right: 'patrol', ask: async (world, wanted) => [{ method: 'POST', path: `/api/patrol-plans/${await world.freshPatrolPlan(wanted, 'discarded')}/restore`, body: { version: 1 } }] },
  'post /api/views': { kind: 'mine', done: [201], ask: () => [{ method: 'POST', path: '/api/views', body: savedView('a view') }] },
  'delete /api/views/{id}': {
    kind: 'write', roles, done: [204],
    ask: async (world, wanted, as) => [{ method: 'DELETE', path: `/api/views/${await madeBy(world, as, wanted, '/api/views', savedView('a view'))}` }],
  },
  'post /api/filters': { kind: 'mine', done: [201], ask: () => [{ method: 'POST', path: '/api/filters', body: savedFilter() }] },
  'delete /api/filters/{id}': {
    kind: 'write', roles, done: [204],
    ask: async (world, wanted, as) => [{ method: 'DELETE', path: `/api/filters/${await madeBy(world, as, wanted, '/api/filters', savedFilter())}` }],
  },
  'post /api/alarms/{id}/acknowledge': { kind: 'write', right: 'acknowledge', ask: async (world, wanted) => [{ method: 'POST', path: `/api/alarms/${await severe(world, wanted)}/acknowledge`, body: {} }] },
  'post /api/accounts': {
    kind: 'write', right: 'account', done: [201],
    ask: (_, wanted) => [{ method: 'POST', path: '/api/accounts', body: { id: `made-${newId()}`, nameZh: '新人', nameEn: 'Newcomer', assignments: [{ role: 'leader', areaId: areas[wanted] }] } }],
  },
  'put /api/accounts/{id}': { kind: 'write', right: 'account', ask: (_, wanted) => [{ method: 'PUT', path: `/api/accounts/${account(wanted)}`, body: { nameEn: 'Changed' } }] },
  'put /api/accounts/{id}/handles': { kind: 'write', right: 'account', ask: (_, wanted) => [{ method: 'PUT', path: `/api/accounts/${account(wanted)}/handles`, body: { postIds: [], teamIds: wanted === 'absent' ? [999] : [areas[wanted] - 1] } }] },
  'put /api/accounts/{id}/password': { kind: 'write', right: 'account', done: [204], ask: (_, wanted) => [{ method: 'PUT', path: `/api/accounts/${account(wanted)}/password`, body: { password: 'violet-harbour-92-teapot' } }] },
  'post /api/accounts/{id}/tokens': { kind: 'write', right: 'account', done: [201], ask: (_, wanted) => [{ method: 'POST', path: `/api/accounts/${account(wanted)}/tokens`, body: { id: newId(), label: 'matrix' } }] },
  'delete /api/accounts/{id}/sessions': {
    kind: 'write', right: 'account', done: [204],
    ask: (_, wanted) => [{ method: 'DELETE', path: `/api/accounts/${account(wanted)}/sessions` }],
  },
}
