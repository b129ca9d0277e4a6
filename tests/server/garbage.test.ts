import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nestingDepth } from '../../server/body.ts'
import { west } from './city.ts'
import { type Door, openDoor, report } from './door.ts'

let door: Door
beforeAll(async () => void (door = await openDoor()))
afterAll(() => door?.close())

type Parameter = { name: string; in: 'path' | 'query'; required?: boolean; schema: { type?: string } }
type Operation = { parameters?: Parameter[]; requestBody?: object }
type Document = { paths: Record<string, Record<string, Operation>> }

const nonsense = ['', ' ', '-1', '1e400', 'NaN', '9'.repeat(60), "'; drop table incident; --", '\0', '%00', '\ud800', '网格', '../../etc/passwd', '[object Object]', 'true', '{"$gt":""}', '1,2', '2026-13-45T99:99:99Z', 'null', 'a'.repeat(5_000)]
/** What makes each required parameter pass, so that one bad value is judged alone. */
const sane: Record<string, string> = {
  from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z', lng: '121.405', lat: '31.205', q: 'a', layer: 'base', z: '14', bbox: '121.4,31.2,121.41,31.21', x: '13717', y: '6695.mvt', noun: 'zones', id: '1', occurredAt: '2026-01-01T00:00:00Z', at: '2026-01-01T00:00:00Z', by: 'area', part: 'denominator', changeId: '01930000-0000-7000-8000-000000000006', photoId: '01930000-0000-7000-8000-000000000001', look: '01930000-0000-7000-8000-000000000002', partName: 'a'.repeat(60), screenId: '01930000-0000-7000-8000-000000000003', wallId: '01930000-0000-7000-8000-000000000005', sceneId: '01930000-0000-7000-8000-000000000004', key: 'incidents', locale: 'zh', version: '1', against: '1',
}
const encode = (text: string) => encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '\ufffd'))

function address(path: string, parameters: Parameter[], bad: Parameter, value: string): string {
  const good = (name: string) => (path === '/api/street-route' && /^(from|to)$/.test(name) ? '121.405,31.205' : name === 'id' && path.startsWith('/api/indicators/') ? 'completion' : name === 'id' && path.startsWith('/api/post-kinds/') ? 'safety' : name === 'id' && /^.api.briefing(s|-schedules)./.test(path) ? (sane.photoId as string) : (sane[name] ?? '1'))
  const valueOf = (parameter: Parameter) => encode(parameter === bad ? value : good(parameter.name))
  const filled = parameters.filter((each) => each.in === 'path').reduce((done, each) => done.replace(`{${each.name}}`, valueOf(each)), path)
  const query = parameters.filter((each) => each.in === 'query' && (each.required || each === bad)).map((each) => `${each.name}=${valueOf(each)}`)
  return `${filled}${query.length ? `?${query.join('&')}` : ''}`
}

/** A bad value may be ignored only where the text is free (a search) or happens to be fine. */
async function judge(answer: Response, what: string): Promise<'refused' | 'taken'> {
  expect(answer.status, what).toBeLessThan(500)
  if (answer.status < 400) {
    await answer.body?.cancel()
    return 'taken'
  }
  expect(answer.headers.get('content-type'), what).toBe('application/problem+json')
  const problem = await answer.json()
  expect(problem, what).toMatchObject({ status: answer.status, title: expect.any(String), detail: expect.any(String), errors: expect.any(Array) })
  return 'refused'
}

describe('garbage', () => {
  it('in any parameter of any route is a problem that names it, never a failure', async () => {
    const document = (await (await door.ask('/openapi.json')).json()) as Document
    const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
    expect(operations.length).toBeGreaterThan(30)
    let tried = 0
    let refused = 0
    for (const { path, method, operation } of operations) {
      const parameters = operation.parameters ?? []
      for (const bad of parameters) {
        for (const value of nonsense) {
          const asked = address(path, parameters, bad, value)
          const body = operation.requestBody ? { body: '{}' } : {}
          const answer = await door.ask(asked, { method: method.toUpperCase(), ...body })
          tried++
          const status = answer.status
          const text = status === 400 ? await answer.clone().json() : undefined
          if ((await judge(answer, `${method} ${asked.slice(0, 200)}`)) === 'taken') continue
          refused++
          if (text && !operation.requestBody) expect(text.errors.map(({ field }: { field: string }) => field.split('.')[0]), asked.slice(0, 200)).toContain(bad.name)
        }
      }
    }
    expect(tried).toBeGreaterThan(1_000)
    expect(refused / tried).toBeGreaterThan(0.75)
    expect(door.failures).toEqual([])
  }, 120_000)

  it('in any field of a body is a problem, never a failure', async () => {
    const step = { id: report(west).id, action: 'register', version: 1 }
    const given = {
      note: 'a', orders: [{ id: step.id, postId: 1 }], result: 'resolved', satisfaction: 'satisfied', target: step.id, category: { categoryId: 1, severity: 1 }, parts: [{ id: step.id, categoryId: 1, title: 'a' }],
      addressee: { id: step.id, teamId: 1 }, feedback: 'a',
    }
    const view = { id: report(west).id, name: 'a', value: {} }
    const planZone = { key: step.id, zoneId: 1, code: 'a', nameZh: '', nameEn: '', locked: false, geometry: { type: 'MultiPolygon', coordinates: [[[[121.4, 31.2], [121.41, 31.2], [121.41, 31.22], [121.4, 31.2]]]] } }
    const planSite = { mount: 'drawn', kind: 'fixed', azimuthDegrees: 0, fieldOfViewDegrees: 90, rangeMeters: 40, ...west }
    const bodies: [string, string, Record<string, unknown>][] = [
      ['POST', '/api/incidents', report(west)], ['POST', `/api/incidents/${report(west).id}/steps`, step], ['POST', `/api/incidents/${report(west).id}/steps`, { ...step, ...given }], ['POST', '/api/step-batches', { id: step.id, action: 'register', ...given, incidents: [{ id: step.id, incidentId: step.id, version: 1 }] }], ['POST', '/api/positions', { teamId: 1, device: 'a', fixes: [{}] }], ['POST', '/api/views', view], ['POST', '/api/zone-designs', { areaId: 2, barriers: ['rail'], bounds: { min: 250, max: 500 }, zones: 1, weights: { households: 1, incidents: 0, shops: 0, area: 0 }, lockedZoneIds: [1], mode: 'new', fixZoneId: 1, alternatives: 1, seed: 1, seconds: 0.2 }], ['PUT', `/api/incidents/${report(west).id}/contact`, { contact: null }], ['POST', '/api/session/demo', { id: 'demo-command' }], ['POST', '/api/session', { account: 'nobody', password: 'none', newPassword: 'none' }], ['PUT', '/api/session/password', { password: 'none', newPassword: 'none' }],
      ['POST', '/api/accounts', { id: 'x', nameZh: 'x', nameEn: 'x', assignments: [{ role: 'leader', areaId: 1 }] }], ['PUT', '/api/accounts/demo-lead-02', { nameZh: 'x', assignments: [{ role: 'leader', areaId: 1 }], disabled: false, subject: 'x' }], ['POST', '/api/accounts/demo-lead-02/tokens', { id: report(west).id, label: 'x', days: 1 }],
      ['POST', '/api/zone-plans', { id: report(west).id, areaId: 2, name: 'x', note: '', origin: {}, zones: [] }], ['POST', '/api/zone-plans', { id: report(west).id, areaId: 2, name: 'x', zones: [planZone] }], ['PUT', `/api/zone-plans/${report(west).id}`, { version: 1, name: 'x', note: 'x', zones: [planZone] }],
      ['POST', '/api/cameras', { id: report(west).id, code: 'x', kind: 'fixed', ...west, azimuthDegrees: 1, fieldOfViewDegrees: 90, pixels: 1920, deviceCode: null, estateId: null, datum: 'GCJ-02', note: 'x' }], ['PATCH', '/api/cameras/1', { version: 1, ...west, name: 'x', state: 'fault', rangeMeters: 40 }],
      ['POST', `/api/zone-plans/${report(west).id}/adopt`, { version: 1, on: '2026-12-01' }], ['POST', `/api/zone-plans/${report(west).id}/withdraw`, { version: 1 }],
      ['POST', '/api/camera-placements', { areaId: 2, zoneId: 1, mounts: ['drawn'], drawn: [], offers: [], count: 1, budget: 1, weights: { ground: 1, incidents: 0, unvisited: 0 }, days: 1, hoursOfWeek: [1], homesCost: 1, windowMeters: 15, alternatives: 1, seconds: 0.2 }],
      ['POST', '/api/camera-plans', { id: report(west).id, areaId: 2, name: 'x', note: '', origin: {}, sites: [planSite] }], ['PUT', `/api/camera-plans/${report(west).id}`, { version: 1, name: 'x', note: 'x', sites: [planSite] }], ['POST', `/api/camera-plans/${report(west).id}/adopt`, { version: 1 }],
      ['POST', '/api/roster-changes', { id: step.id, areaId: 2, kind: 'edit', reason: 'x', despiteRules: false, add: [{ teamId: 1, needId: null, from: '2199-01-01T00:00:00Z', to: '2199-01-01T01:00:00Z', note: '' }], change: [], cancel: [{ shiftId: 1, version: 1 }], needs: [], dropNeeds: [] }],
      ['PUT', `/api/patrol-stations/${step.id}`, { version: 0, areaId: 2, name: 'x', ...west, retired: false }], ['POST', '/api/teams', { areaId: 2, callSigns: ['x'], kind: 'staff', vehicle: 'foot', stationId: null, crews: 1 }], ['PATCH', '/api/teams/1', { version: 1, nameZh: 'x', nameEn: 'x', kind: 'staff', vehicle: 'foot', stationId: null, crews: 1, servesDays: [1], servesFrom: '07:00', servesTo: '08:00', retired: false }],
      ['PUT', '/api/areas/2/roster-rules', { version: 0, restHours: 11, mostRunHours: 12, mostWeekHours: 48, nightFrom: '22:00', nightTo: '06:00', fairWeeks: 4, mostKm: 15 }], ['PUT', `/api/shift-templates/${step.id}`, { version: 0, areaId: 2, name: 'x', note: '', validFrom: '2026-01-01', validTo: null, retired: false, lines: [{ id: step.id, name: 'x', weekdays: [1], from: '07:00', to: '08:00', needed: 1 }] }], ['POST', `/api/shift-templates/${step.id}/apply`, { id: step.id, first: '2026-01-01', last: '2026-01-02' }],
      ['PUT', `/api/event-plans/${step.id}`, { version: 0, areaId: 2, name: 'x', note: '', startsOn: '2026-01-01', endsOn: '2026-01-01', windows: [{ from: '07:00', to: '08:00' }], posts: [{ id: step.id, code: '1', needs: [1], ...west }] }],
    ]
    const patrolTeam = { teamId: 1, vehicle: 'foot', speedMetersPerSecond: 1.2, from: '2026-01-01T00:00:00Z', to: '2026-01-01T01:00:00Z', start: [121.405, 31.205], end: null, breaks: [] }
    const patrolStop = { id: step.id, kind: 'hotspot', name: 'a', hotspot: 0, place: [121.405, 31.205], arrivesAt: patrolTeam.from, leavesAt: patrolTeam.to }
    const patrolRound = { id: step.id, teamId: 1, startsAt: patrolTeam.from, endsAt: patrolTeam.to, meters: 1, stops: [patrolStop], line: null }
    const patrolAsk = { areaId: 2, teams: [patrolTeam], hotspots: [{ name: 'a', place: [121.405, 31.205], hotspotId: step.id }], checkpoints: [{ name: 'a', place: [121.405, 31.205], windows: [] }], seed: 1, variation: 0, slackShare: 0, seconds: 0.1 }
    const wall = `/api/map-walls/${step.id}`
    const camera = { ...west, zoom: 14, bearing: 0, pitch: 0 }
    const wallView = { camera, layers: ['zones'], zoneFigure: 'none', time: { lastHours: 24 }, categoryIds: null, states: null, minSeverity: 1, provenance: null, theme: 'dark', selection: null }
    const wallLayout = { rows: 1, columns: 1, widthMm: 100, heightMm: 100, bezelMm: { x: 0, y: 0 } }
    const wallPanels = [{ id: step.id, kind: 'clock', x: 0, y: 0, width: 4, height: 4 }]
    const place = { x: 0, y: 0, width: 100, height: 100 }
    const wallReport = { build: 'a', viewport: { width: 1, height: 1, ratio: 1 }, live: 'live', layers: {}, sharedDelayMs: null, frameMs: null, memoryMb: null, contextLosses: 0, errors: [] }
    bodies.push(
      ['POST', '/api/map-walls', { id: step.id, areaId: 2, name: 'x', layout: wallLayout, view: wallView }], ['PATCH', wall, { version: 1, name: 'x', view: wallView, alarmScreenId: null }], ['PUT', `${wall}/layout`, { version: 1, layout: wallLayout }], ['PUT', `${wall}/rotation`, { version: 1, seconds: 9, paused: true, sceneId: step.id }],
      ['POST', `${wall}/moves`, { camera, desk: 'x', seq: 1, sentAt: 1 }], ['POST', `${wall}/approvals`, { code: 'ABCDEF', screenId: step.id }], ['POST', `${wall}/screens`, { id: step.id, name: 'x', place, content: { kind: 'view', view: wallView }, panels: wallPanels }], ['PATCH', `${wall}/screens/${step.id}`, { version: 1, name: 'x', place, content: { kind: 'scene', sceneId: step.id }, panels: wallPanels }],
      ['POST', `${wall}/scenes`, { id: step.id, name: 'x', view: wallView, panels: null }], ['PATCH', `${wall}/scenes/${step.id}`, { version: 1, name: 'x', view: wallView, panels: wallPanels }], ['PUT', `${wall}/scenes`, { sceneIds: [step.id] }], ['POST', '/api/wall-codes/claims', { id: step.id, secret: 'x'.repeat(43) }], ['POST', '/api/wall-heartbeats', { screenId: step.id, report: wallReport }],
    )
    bodies.push(
      ['POST', '/api/checkpoints', { id: step.id, areaId: 2, name: 'x', kind: 'place', dwellMinutes: 1, openFrom: '22:00', openTo: '02:00', ...west }], ['PATCH', `/api/checkpoints/${step.id}`, { version: 1, name: 'x', openFrom: null, openTo: null, retired: true, ...west }],
      ['POST', '/api/patrol-plans', { id: step.id, areaId: 2, name: 'x', note: '', question: patrolAsk, figures: {}, routes: [patrolRound] }], ['PUT', `/api/patrol-plans/${step.id}`, { version: 1, name: 'x', note: '', question: patrolAsk, figures: {}, routes: [patrolRound] }], ['POST', `/api/patrol-plans/${step.id}/publish`, { version: 1 }],
      ['POST', '/api/patrol-routes', { ...patrolAsk, routes: [patrolRound], alternatives: 1 }], ['POST', '/api/patrol-routes', { ...patrolAsk, teams: [{ ...patrolTeam, breaks: [{}] }] }], ['POST', '/api/patrol-plans', { id: step.id, areaId: 2, name: 'x', question: patrolAsk, figures: {}, routes: [{ ...patrolRound, stops: [{}] }] }],
    )
    const who = (path: string) => (path.startsWith('/api/accounts') || path.startsWith('/api/zone-plans') || path.startsWith('/api/camera-plans') ? 'demo-admin' : 'demo-command')
    const values = [null, true, -1, 1e308, '', '\0', '\ud800', 'x'.repeat(10_000), [], {}, [[]], { type: 'Point', coordinates: [1e308, 'a'] }]
    for (const [method, path, body] of bodies) {
      for (const field of [...Object.keys(body), 'extra']) {
        for (const value of values) await judge(await door.ask(path, { as: who(path), method, body: { ...body, [field]: value } }), `${path} ${field} ${JSON.stringify(value).slice(0, 60)}`)
      }
      for (const whole of ['', '[]', 'null', '"text"', '{', '\0']) {
        const answer = await door.ask(path, { as: who(path), method, body: whole, headers: { 'content-type': 'application/json' } })
        expect([path, whole, answer.status]).toEqual([path, whole, 400])
      }
    }
    expect(door.failures).toEqual([])
  })

  it.each([
    ['a bow tie', { type: 'Polygon', coordinates: [[[121.4, 31.2], [121.41, 31.21], [121.41, 31.2], [121.4, 31.21], [121.4, 31.2]]] }],
    ['an open ring', { type: 'Polygon', coordinates: [[[121.4, 31.2], [121.41, 31.2], [121.41, 31.21], [121.4, 31.21]]] }],
    ['a height', { type: 'Point', coordinates: [121.4, 31.2, 5] }],
    ['off the world', { type: 'Point', coordinates: [500, 95] }],
    ['a collection', { type: 'GeometryCollection', geometries: [] }],
    ['too many points', { type: 'LineString', coordinates: Array.from({ length: 5_001 }, (_, i) => [121.4 + i * 1e-6, 31.2]) }],
  ])('as geometry (%s) is refused by name', async (_, geometry) => {
    const answer = await door.ask('/api/incidents', { method: 'POST', body: report(west, { geometry }) })
    expect([400, 422]).toContain(answer.status)
    expect((await answer.json()).errors[0].field).toMatch(/^geometry/)
  })
})

describe('bombs', () => {
  it('200,000 nested arrays are refused within 50 ms', async () => {
    const bomb = '['.repeat(200_000) + ']'.repeat(200_000)
    await door.ask('/api/incidents', { method: 'POST', body: '[[]]' })
    const before = performance.now()
    const answer = await door.ask('/api/incidents', { method: 'POST', body: bomb })
    expect(performance.now() - before).toBeLessThan(50)
    expect([answer.status, (await answer.json()).errors[0].field]).toEqual([400, '(body)'])
  })

  it('a body above a megabyte is refused, also without a stated length', async () => {
    expect((await door.ask('/api/positions', { method: 'POST', body: `"${'x'.repeat(1_100_000)}"` })).status).toBe(413)
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(91)) })
    const request = new Request('http://127.0.0.1:8080/api/positions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: endless, duplex: 'half' } as RequestInit)
    expect((await door.app.fetch(request)).status).toBe(413)
  })

  it('brackets inside of text do not count as depth', () => {
    expect(nestingDepth('{"a":"[[[[\\"[[{{","b":[[1]]}')).toBe(3)
  })

  it('__proto__ keys change nothing', async () => {
    const body = JSON.stringify(report(west)).replace('{', '{"__proto__":{"polluted":true},')
    const answer = await door.ask('/api/incidents', { method: 'POST', body })
    expect(answer.status).toBeLessThan(500)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(JSON.stringify(await answer.json())).not.toContain('polluted":true')
  })
})

describe('the door', () => {
  const post = (headers: Record<string, string>) => door.ask('/api/incidents', { method: 'POST', body: report(west), headers })
  it('refuses what comes from another site or is not JSON', async () => {
    expect((await post({ origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await post({ 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post({ origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080', 'sec-fetch-site': 'same-origin' })).status).toBe(201)
  })

  it('knows nobody under a foreign host name, but says that it is well', async () => {
    const foreign = { host: 'rebound.example:8080' }
    for (const path of ['/api/config', '/collections', '/tiles/base/14/0/0.mvt', '/live', '/openapi.json']) expect((await door.ask(path, { headers: foreign })).status).toBe(401)
    expect((await door.ask('/health', { headers: foreign })).status).toBe(200)
  })

  it('sends a strict policy with every answer', async () => {
    for (const path of ['/health', '/api/config', '/nothing-here']) {
      const policy = (await door.ask(path)).headers.get('content-security-policy') ?? ''
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe-eval')
    }
  })
})
