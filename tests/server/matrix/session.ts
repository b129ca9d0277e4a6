import type { Asked } from './entry.ts'

/** The way in and out is for everybody; what it answers to nobody and to somebody. `session.test.ts` looks at what it does. */
export const sessionRoutes: Record<string, { asked: Asked; nobody: number; somebody: number }> = {
  'get /api/session': { asked: { path: '/api/session' }, nobody: 200, somebody: 200 },
  'get /api/session/oidc': { asked: { path: '/api/session/oidc' }, nobody: 404, somebody: 404 },
  'get /api/session/oidc/callback': { asked: { path: '/api/session/oidc/callback' }, nobody: 404, somebody: 404 },
  'post /api/session': { asked: { method: 'POST', path: '/api/session', body: { account: 'not-there', password: 'not the password' } }, nobody: 401, somebody: 401 },
  'post /api/session/demo': { asked: { method: 'POST', path: '/api/session/demo', body: { id: 'not-there' } }, nobody: 422, somebody: 422 },
  'put /api/session/password': { asked: { method: 'PUT', path: '/api/session/password', body: { password: 'not the password', newPassword: 'violet-harbour-92-teapot' } }, nobody: 401, somebody: 401 },
  // A gateway is no account: it comes with a key of its own.
  'post /api/camera-heartbeats': { asked: { method: 'POST', path: '/api/camera-heartbeats', body: { heartbeats: [{ code: 'W-1', state: 'offline' }] } }, nobody: 401, somebody: 401 },
  // So does a device.
  'get /api/device/osmand': { asked: { path: '/api/device/osmand?lat=31.2&lon=121.4' }, nobody: 401, somebody: 401 },
  'post /api/device/osmand': { asked: { method: 'POST', path: '/api/device/osmand?lat=31.2&lon=121.4', body: {} }, nobody: 401, somebody: 401 },
  'post /api/device/owntracks': { asked: { method: 'POST', path: '/api/device/owntracks', body: { _type: 'location', lat: 31.2, lon: 121.4, tst: 1 } }, nobody: 401, somebody: 401 },
  'post /api/device/gpx': { asked: { method: 'POST', path: '/api/device/gpx', body: '<gpx/>', type: 'application/gpx+xml' }, nobody: 401, somebody: 401 },
  // A window that asks to be a screen is nobody, and nobody may be signed in where it stands.
  'post /api/wall-codes': { asked: { method: 'POST', path: '/api/wall-codes', body: {} }, nobody: 201, somebody: 409 },
  'post /api/wall-codes/claims': { asked: { method: 'POST', path: '/api/wall-codes/claims', body: { id: '01930000-0000-7000-8000-000000000001', secret: 'x'.repeat(43) } }, nobody: 404, somebody: 409 },
  'delete /api/sessions': { asked: { method: 'DELETE', path: '/api/sessions' }, nobody: 401, somebody: 204 },
  'delete /api/session': { asked: { method: 'DELETE', path: '/api/session' }, nobody: 204, somebody: 204 },
}
