import { mercatorOf } from '../../../geodata/geometry/mercator.ts'
import { decodeColumns } from '../../../geodata/format/incidentColumns.ts'
import { decodeFrame, frameLength } from '../../../geodata/format/incidentFrames.ts'
import { briefingReading } from './briefings.ts'
import type { Asked, Entries } from './entry.ts'
import { rosterReading } from './rosters.ts'
import { wallReading } from './walls.ts'
import { areas, days, places, type Wanted } from './world.ts'

const day = 86_400_000
const from = (days: number) => `from=${encodeURIComponent(new Date(Date.now() - days * day).toISOString())}&to=${encodeURIComponent(new Date(Date.now() + day).toISOString())}`
export const span = from(60)
const month = from(20)

const nouns = ['areas', 'zones', 'streets', 'buildings', 'estates', 'places', 'cameras', 'incidents', 'grounds', 'positions', 'patrols', 'coverage', 'hotspots']
const zones = { west: 1, east: 3, absent: 999 } as const
const rows = { areas, zones, cameras: { west: 1, east: 2, absent: 999 }, patrols: { west: 1, east: 2, absent: 999 } } as const
const at = (wanted: Wanted) => (wanted === 'absent' ? { lng: 120, lat: 30 } : places[wanted])
const paths = (...all: string[]): Asked[] => all.map((path) => ({ path }))

function tile(layer: string, zoom: number, wanted: Wanted): string {
  const { x, y } = mercatorOf([at(wanted).lng, at(wanted).lat])
  return `/tiles/${layer}/${zoom}/${x >>> (31 - zoom)}/${y >>> (31 - zoom)}.mvt`
}
const tiles = (wanted: Wanted) => [tile('zones', 13, wanted), `${tile('zones', 13, wanted)}?day=2199-12-31`, tile('cameras', 16, wanted), tile('cameraViews', 16, wanted), tile('incidents', 11, wanted), tile('incidents', 16, wanted), tile('coverage', 13, wanted), tile('base', 16, wanted)]
const noLetters = { tells: false } as const
/** Rows of all frames of a stream. */
function rowsOfFrames(bytes: Uint8Array): number {
  let rows = 0
  for (let at = 0; at < bytes.byteLength; ) {
    const length = frameLength(bytes.subarray(at)) as number
    rows += decodeFrame(bytes.subarray(at, at + length)).count
    at += length
  }
  return rows
}

export const reading: Entries = {
  ...rosterReading,
  ...briefingReading,
  ...wallReading,
  'get /health': { kind: 'open', ask: () => paths('/health') },
  // Whether it may be read is asked of the briefing itself; what is drawn is asked in `printing.test.ts`.
  'get /api/briefings/{id}/pdf': { kind: 'stream', ask: () => [] },
  'get /api/config': { kind: 'count', ask: () => paths('/api/config'), count: (answer) => answer.counts.incidents },
  'get /api/categories': { kind: 'list', ...noLetters, ask: () => paths('/api/categories') },
  'get /api/transitions': { kind: 'list', ...noLetters, ask: () => paths('/api/transitions') },
  'get /api/zones': { kind: 'list', ask: () => paths('/api/zones', '/api/zones?on=2000-01-01', '/api/zones?on=2199-12-31') },
  'get /api/zones/days': { kind: 'list', ...noLetters, ask: () => paths('/api/zones/days') },
  'get /api/zones/figures': { kind: 'list', ...noLetters, ask: () => paths(`/api/zones/figures?${span}`) },
  'get /api/zones/{id}': { kind: 'row', ask: (_, wanted) => paths(`/api/zones/${zones[wanted]}`, `/api/zones/${zones[wanted]}?on=2000-01-01`) },
  'get /api/areas': { kind: 'list', ask: () => paths('/api/areas', '/api/areas?on=2020-01-01') },
  'get /api/areas/{id}/history': { kind: 'row', ask: (_, wanted) => paths(`/api/areas/${areas[wanted]}/history`) },
  'get /api/code-schemes': { kind: 'list', ...noLetters, ask: () => paths('/api/code-schemes') },
  'get /api/post-kinds': { kind: 'list', ...noLetters, ask: () => paths('/api/post-kinds') },
  'get /api/posts': { kind: 'list', ...noLetters, ask: (_, wanted) => paths('/api/posts', '/api/posts?on=2026-01-01', `/api/posts?areaId=${areas[wanted]}&vacant=true`) },
  'get /api/posts/{id}/holdings': { kind: 'row', ask: (_, wanted) => paths(`/api/posts/${areas[wanted] - 1}/holdings`) },
  'get /api/duty': { kind: 'list', done: [200, 404], ask: (_, wanted) => paths(`/api/duty?lng=${at(wanted).lng}&lat=${at(wanted).lat}`, `/api/duty?lng=${at(wanted).lng}&lat=${at(wanted).lat}&on=2026-01-01`, '/api/duty?code=310101001001', '/api/duty?code=310101001002002', '/api/duty?buildingId=1', '/api/duty?buildingId=2') },
  'get /api/areas/{id}/ground': { kind: 'row', right: 'plan', ask: (_, wanted) => paths(`/api/areas/${areas[wanted]}/ground`) },
  'get /api/figures': { kind: 'count', ask: () => paths(`/api/figures?${span}`), count: (answer) => answer.received },
  'get /api/incidents/columns': { kind: 'count', ask: () => paths(`/api/incidents/columns?${span}`), count: (answer) => decodeColumns(answer as Uint8Array).count },
  'get /api/incidents/explore': { kind: 'count', ask: () => paths(`/api/incidents/explore?${span}`), count: (answer) => rowsOfFrames(answer as Uint8Array) },
  'get /api/incidents/export': { kind: 'list', right: 'export', ...noLetters, ask: () => paths(`/api/incidents/export?${span}`) },
  'get /api/incidents/at-place': { kind: 'list', ...noLetters, ask: (_, wanted) => paths(`/api/incidents/at-place?lng=${at(wanted).lng}&lat=${at(wanted).lat}&at=${encodeURIComponent(new Date().toISOString())}`) },
  'get /api/incidents/grid': { kind: 'count', ask: () => paths(`/api/incidents/grid?${span}&level=12&totals=true`), count: (answer) => answer.total },
  'get /api/incidents/{id}': { kind: 'row', ask: ({ incident }, wanted) => paths(`/api/incidents/${incident[wanted]}`) },
  'get /api/incidents/{id}/photos/{photoId}': { kind: 'row', ask: ({ incident, photo }, wanted) => paths(`/api/incidents/${incident[wanted]}/photos/${photo[wanted]}`) },
  'get /api/incidents/{id}/duplicates': { kind: 'row', ask: ({ incident }, wanted) => paths(`/api/incidents/${incident[wanted]}/duplicates`) },
  'get /api/duplicates': { kind: 'list', ...noLetters, ask: (_, wanted) => paths(`/api/duplicates?lng=${at(wanted).lng}&lat=31.205&occurredAt=${encodeURIComponent(new Date().toISOString())}&categoryId=1&title=matter`) },
  'get /api/indicators': {
    kind: 'list', ...noLetters,
    ask: (_, wanted) => ['area', 'zone', 'category'].flatMap((by) => paths(`/api/indicators?${span}&by=${by}`, `/api/indicators?${span}&by=${by}&areaId=${areas[wanted]}`, `/api/indicators?${span}&by=${by}&at=${encodeURIComponent(new Date(Date.now() - 1_000).toISOString())}`)),
  },
  'get /api/indicators/{id}/rows': {
    kind: 'list', ...noLetters,
    ask: (_, wanted) => ['completion', 'zero_incident_estates'].flatMap((id) => ['', `&areaId=${areas[wanted]}`, `&zoneId=${zones[wanted]}`].map((more) => ({ path: `/api/indicators/${id}/rows?${span}&part=denominator${more}` }))),
  },
  'get /api/calendar': { kind: 'row', ask: (_, wanted) => paths(`/api/calendar?areaId=${areas[wanted]}`) },
  'get /api/deadline-rules': { kind: 'row', ask: (_, wanted) => paths(`/api/deadline-rules?areaId=${areas[wanted]}`) },
  'get /api/place-of': { kind: 'list', ask: (_, wanted) => paths(`/api/place-of?lng=${at(wanted).lng}&lat=${at(wanted).lat}`) },
  'get /api/cameras/seeing': { kind: 'list', done: [200, 404], ask: ({ incident }, wanted) => paths(`/api/cameras/seeing?lng=${at(wanted).lng}&lat=${at(wanted).lat}`, `/api/cameras/seeing?incidentId=${incident[wanted]}`) },
  'get /api/search': { kind: 'list', ask: () => ['W-1', 'E-1', '西', '东', '31010100100', '2', '%', '_'].map((q) => ({ path: `/api/search?q=${encodeURIComponent(q)}` })) },
  'get /api/teams': { kind: 'list', ask: () => paths('/api/teams') },
  'get /api/positions/live': { kind: 'list', ...noLetters, ask: () => paths('/api/positions/live') },
  'get /api/positions/tracks': { kind: 'list', ...noLetters, ask: (_, wanted) => paths(`/api/positions/tracks?${month}&reason=review`, `/api/positions/tracks?${month}&reason=review&teamId=${areas[wanted] - 1}`) },
  'get /api/device-keys': { kind: 'list', ...noLetters, ask: () => paths('/api/device-keys') },
  'get /api/position-retention': { kind: 'list', ...noLetters, ask: () => paths('/api/position-retention') },
  'get /api/check-ins': { kind: 'list', ...noLetters, ask: (_, wanted) => paths(`/api/check-ins?${month}`, `/api/check-ins?${month}&teamId=${areas[wanted] - 1}`) },
  'get /api/my-teams': { kind: 'list', ...noLetters, ask: () => paths('/api/my-teams') },
  'get /api/coverage': { kind: 'list', ...noLetters, ask: (_, wanted) => paths(`/api/coverage?${span}`, `/api/coverage?${span}&bbox=${at(wanted).lng - 0.001},31.2,${at(wanted).lng + 0.001},31.21`) },
  'get /api/patrol-doses': { kind: 'list', ...noLetters, ask: () => paths(`/api/patrol-doses?${month}`) },
  'get /api/last-visits': { kind: 'list', ...noLetters, ask: (_, wanted) => paths(`/api/last-visits?bbox=${at(wanted).lng - 0.003},31.203,${at(wanted).lng + 0.003},31.208`) },
  'get /api/street-presence': { kind: 'list', ...noLetters, ask: (_, wanted) => paths(`/api/street-presence?${month}&bbox=${at(wanted).lng - 0.003},31.203,${at(wanted).lng + 0.003},31.208`) },
  'get /api/hotspots': { kind: 'list', ask: (_, wanted) => paths('/api/hotspots', '/api/hotspots?retired=true', `/api/hotspots?areaId=${areas[wanted]}`) },
  'get /api/hotspots/{id}': { kind: 'row', ask: ({ hotspot }, wanted) => paths(`/api/hotspots/${hotspot[wanted]}`) },
  'get /api/hotspots/{id}/leaders': { kind: 'row', ask: ({ hotspot }, wanted) => paths(`/api/hotspots/${hotspot[wanted]}/leaders`) },
  'get /api/camera-gateways': { kind: 'list', ...noLetters, ask: () => paths('/api/camera-gateways') },
  'get /api/camera-cover': { kind: 'list', done: [200, 404], ...noLetters, ask: (_, wanted) => paths('/api/camera-cover', `/api/camera-cover?areaId=${areas[wanted]}`) },
  'get /api/street-lights': { kind: 'row', right: 'plan', ...noLetters, ask: (_, wanted) => paths(`/api/street-lights?areaId=${areas[wanted]}`) },
  'get /api/blind-spots': { kind: 'row', right: 'brief', ask: (_, wanted) => paths(`/api/blind-spots?areaId=${areas[wanted]}`) },
  'get /api/cameras/{id}/sight': { kind: 'row', ask: (_, wanted) => paths(`/api/cameras/${rows.cameras[wanted]}/sight`) },
  // Streets are open to everybody who acts.
  'get /api/street-route': { kind: 'list', ...noLetters, ask: (_, wanted) => paths(`/api/street-route?from=${at(wanted).lng},${at(wanted).lat}&to=${at(wanted).lng + 0.001},${at(wanted).lat}`) },
  'get /api/street-graph': { kind: 'list', done: [200, 404], ...noLetters, ask: (_, wanted) => paths(`/api/street-graph?areaId=${areas[wanted]}`, '/api/street-graph?bbox=121.4,31.2,121.44,31.22') },
  'get /api/camera-health': { kind: 'list', ask: (_, wanted) => paths(`/api/camera-health?${span}`, `/api/camera-health?${span}&areaId=${areas[wanted]}`) },
  'get /api/cameras/{id}/health': { kind: 'row', ask: (_, wanted) => paths(`/api/cameras/${rows.cameras[wanted]}/health`) },
  'get /api/cameras/{id}': { kind: 'row', ask: (_, wanted) => paths(`/api/cameras/${rows.cameras[wanted]}`) },
  'get /api/zone-plans': { kind: 'list', ...noLetters, ask: (_, wanted) => paths('/api/zone-plans', `/api/zone-plans?areaId=${areas[wanted]}&discarded=true`) },
  'get /api/zone-plans/{id}': { kind: 'row', right: 'plan', ask: ({ plan }, wanted) => paths(`/api/zone-plans/${plan[wanted]}`) },
  'get /api/camera-plans': { kind: 'list', ...noLetters, ask: (_, wanted) => paths('/api/camera-plans', `/api/camera-plans?areaId=${areas[wanted]}&discarded=true`) },
  'get /api/camera-plans/{id}': { kind: 'row', right: 'plan', ask: ({ cameraPlan }, wanted) => paths(`/api/camera-plans/${cameraPlan[wanted]}`) },
  'get /api/zone-plans/{id}/comparison': { kind: 'row', right: 'plan', ask: ({ plan }, wanted) => paths(`/api/zone-plans/${plan[wanted]}/comparison`) },
  'get /api/camera-tours': { kind: 'list', right: 'watch', ask: (_, wanted) => paths('/api/camera-tours', `/api/camera-tours?areaId=${areas[wanted]}&retired=true`) },
  'get /api/camera-tours/{id}': { kind: 'row', right: 'watch', ask: ({ tour }, wanted) => paths(`/api/camera-tours/${tour[wanted]}`) },
  'get /api/camera-looks': { kind: 'list', roles: ['administrator', 'supervisor', 'command_operator', 'patrol_leader', 'auditor'], ask: (_, wanted) => paths('/api/camera-looks', `/api/camera-looks?areaId=${areas[wanted]}`) },
  'get /api/cameras/{id}/stream': { kind: 'row', roles: ['administrator', 'supervisor', 'command_operator', 'patrol_leader'], ask: (_, wanted) => paths(`/api/cameras/${rows.cameras[wanted]}/stream`) },
  // Their host is not listed: whoever may watch there is told so, nobody else learns that there is one.
  'get /api/cameras/{id}/playlist.m3u8': { kind: 'row', right: 'watch', done: [422], ask: async (world, wanted, as) => paths(`/api/cameras/${rows.cameras[wanted]}/playlist.m3u8?look=${await world.freshLook(wanted, as)}`) },
  'get /api/cameras/{id}/snapshot': { kind: 'row', right: 'watch', done: [422], ask: async (world, wanted, as) => paths(`/api/cameras/${rows.cameras[wanted]}/snapshot?look=${await world.freshLook(wanted, as)}`) },
  // No part was ever named: nobody is given one, which tests/server/cameraStreams.test.ts asks for as those who were.
  'get /api/cameras/{id}/parts/{partName}': { kind: 'row', roles: [], ask: async (world, wanted, as) => paths(`/api/cameras/${rows.cameras[wanted]}/parts/${'a'.repeat(60)}?look=${await world.freshLook(wanted, as)}`) },
  'get /api/checkpoints': { kind: 'list', ask: (_, wanted) => paths('/api/checkpoints', `/api/checkpoints?areaId=${areas[wanted]}&retired=true`) },
  'get /api/patrol-plans': { kind: 'list', ...noLetters, ask: (_, wanted) => paths('/api/patrol-plans', `/api/patrol-plans?areaId=${areas[wanted]}&discarded=true`) },
  // Drafts are for those who plan; where it is published, for those who brief too.
  'get /api/patrol-plans/{id}': { kind: 'row', right: 'brief', ask: ({ patrolPlan }, wanted) => paths(`/api/patrol-plans/${patrolPlan[wanted]}`) },
  'get /api/patrol-plans/{id}/rounds.gpx': { kind: 'row', right: 'brief', ask: ({ patrolPlan }, wanted) => paths(`/api/patrol-plans/${patrolPlan[wanted]}/rounds.gpx`) },
  'get /api/patrol-progress': { kind: 'list', ...noLetters, ask: () => paths('/api/patrol-progress', `/api/patrol-progress?at=${encodeURIComponent(new Date(Date.now() - 1_000).toISOString())}`) },
  'get /api/patrol-reports/{planId}': { kind: 'row', right: 'brief', ask: ({ patrolPlan }, wanted) => paths(`/api/patrol-reports/${patrolPlan[wanted]}`) },
  'get /api/my-round': { kind: 'list', ...noLetters, ask: () => paths('/api/my-round') },
  'post /api/analyses': {
    kind: 'list', done: [200, 422],
    ask: (_, wanted) => [{ parameters: { units: 'areas' } }, { areaId: areas[wanted] }].map((body) => ({ method: 'POST', path: '/api/analyses', body: { method: 'counts', ...days(60), backtest: false, compareWith: 'nothing', ...body } })),
  },
  'post /api/analyses/export': {
    kind: 'list', right: 'export', done: [200, 422],
    ask: (_, wanted) => [{}, { areaId: areas[wanted] }].map((body) => ({ method: 'POST', path: '/api/analyses/export?format=geojson', body: { method: 'counts', parameters: { units: 'areas' }, ...days(60), backtest: false, compareWith: 'nothing', ...body } })),
  },
  'get /api/views': { kind: 'list', ask: () => paths('/api/views') },
  'get /api/filters': { kind: 'list', ...noLetters, ask: () => paths('/api/filters') },
  'get /api/alarms': { kind: 'list', ...noLetters, ask: () => paths('/api/alarms') },
  'get /api/imports': { kind: 'list', ...noLetters, ask: () => paths('/api/imports') },
  'get /api/imports/{id}/problems': { kind: 'list', done: [200, 404], ...noLetters, ask: () => paths('/api/imports/1/problems') },
  'get /api/board': {
    kind: 'count', count: (answer) => answer.total,
    ask: () => paths(...['', '?sort=zone&direction=ascending', '?minSeverity=1'].map((query) => `/api/board${query}`)),
  },
  'get /conformance': { kind: 'list', ...noLetters, ask: () => paths('/conformance') },
  'get /collections': { kind: 'list', ...noLetters, ask: () => paths('/collections') },
  'get /collections/{noun}': { kind: 'list', ...noLetters, ask: () => nouns.map((noun) => ({ path: `/collections/${noun}` })) },
  'get /collections/{noun}/items': {
    kind: 'list', done: [200, 422],
    ask: (_, wanted) => [...paths(...nouns.map((noun) => `/collections/${noun}/items?limit=1000`)), ...paths(`/collections/incidents/items?areaId=${areas[wanted]}`, `/collections/incidents/items?zoneId=${zones[wanted]}`, '/collections/positions/items?datetime=../..')],
  },
  'get /collections/{noun}/items/{id}': {
    kind: 'row', ask: ({ incident, hotspot }, wanted) => [...Object.entries(rows).map(([noun, ids]) => ({ path: `/collections/${noun}/items/${ids[wanted]}` })), ...paths(`/collections/incidents/items/${incident[wanted]}`, `/collections/hotspots/items/${hotspot[wanted]}`)],
  },
  'get /tiles/{layer}/{z}/{x}/{y}': { kind: 'tile', done: [200, 204], ask: (_, wanted) => paths(...tiles(wanted)) },
  'get /live': { kind: 'stream', ask: () => paths('/live') },
  'get /api/accounts': { kind: 'list', right: 'account', ask: () => paths('/api/accounts') },
  'get /api/audit': { kind: 'list', right: 'audit', ask: () => paths('/api/audit?limit=1000') },
}
