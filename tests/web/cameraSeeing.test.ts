import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n, setLocale } from '../../web/i18n/index.ts'
import { styleOf } from '../../web/map/applyScene.ts'
import { scene } from '../../web/map/scene.ts'
import { emptySceneData } from '../../web/map/sceneData.ts'
import CameraSeeing from '../../web/panels/camera/CameraSeeing.vue'
import { useCameraSeeing } from '../../web/stores/cameraSeeing.ts'
import { useSession } from '../../web/stores/session.ts'
import { defaultView, useViews } from '../../web/stores/views.ts'
import { fakeServer } from './fakeServer.ts'

const incidentId = '01a196b0-664d-702d-8a38-dc115fb97f48'
const sighting = (id: number, more: object = {}) => ({
  id, areaId: 4, code: `C${id}`, name: `Camera ${id}`, kind: 'fixed', state: 'online', stateSince: '2026-11-22T01:00:00Z', azimuthDegrees: 0, fieldOfViewDegrees: 90, heightMeters: 4, pixels: 1920, place: [118.6, 31.4], target: [118.6001, 31.4001],
  band: 'observe', always: true, share: null, assumed: [], due: false, distanceMeters: 20 + id, bearingDegrees: 10, pixelsPerMeter: 48.2, offAxisDegrees: 10, downDegrees: 11, ...more,
})

enableAutoUnmount(afterEach)
beforeEach(() => { setActivePinia(createPinia()); setLocale('en'); useViews().open('main', defaultView(null)) })
afterEach(() => vi.unstubAllGlobals())

async function show(sightings: object[], rights = ['read', 'watch'], more: object = {}) {
  const asked = fakeServer({ 'GET /api/cameras/seeing': { json: { sightings, count: sightings.length, dueNear: 0, ...more } } })
  useSession().actor = { id: 'a', nameZh: '', nameEn: '', assignments: [], rights } as never
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { template: '<i/>' } }] })
  const wrapper = mount(CameraSeeing, { props: { subject: { incidentId } }, global: { plugins: [i18n, router] }, attachTo: document.body })
  await flushPromises()
  return { wrapper, asked, router, text: () => wrapper.text().replace(/\s+/g, ' ') }
}
const press = async (code: string, more: object = {}, target: EventTarget = window) => { target.dispatchEvent(new KeyboardEvent('keydown', { code, shiftKey: true, bubbles: true, cancelable: true, ...more })); await flushPromises() }

test('the list tells what each camera makes of it, what is offline since when, and what has to turn', async () => {
  const { text, asked } = await show([sighting(1), sighting(2, { always: false, offAxisDegrees: null }), sighting(3, { state: 'offline', assumed: ['range'], share: 0.25, band: 'detect' })], ['read'], { dueNear: 2 })
  expect(asked[0]!.query.get('incidentId')).toBe(incidentId)
  for (const words of ['3 see it, 2 of them online', '48 pixels/m · observes · 21 m · 10° off the middle · looks down 11°', 'only when turned there', 'no picture since', 'sees 25% of it', 'is assumed', '2 more cameras near']) expect(text()).toContain(words)
  // Without the right to watch there is nothing to open.
  expect(text()).not.toContain('Watch')
})

test('Shift and the number opens that picture; the plain digit, a field and a key without a camera do not', async () => {
  const { router } = await show([sighting(1), sighting(7)])
  await press('Digit2', { shiftKey: false })
  await press('Digit3')
  const field = document.body.appendChild(document.createElement('textarea'))
  await press('Digit2', {}, field)
  field.remove()
  expect(router.currentRoute.value.path).toBe('/')
  await press('Digit2')
  expect(router.currentRoute.value.fullPath).toBe(`/watch?camera=7&incident=${incidentId}`)
})

test('nine have a number and a line on the map of their view; the rest is shown when asked for', async () => {
  const { wrapper } = await show(Array.from({ length: 12 }, (_, i) => sighting(i + 1)))
  const store = useCameraSeeing()
  expect(wrapper.findAll('li')).toHaveLength(9)
  await wrapper.findAll('button').at(-1)!.trigger('click')
  expect(wrapper.findAll('li')).toHaveLength(12)
  expect(wrapper.findAll('[data-number]')).toHaveLength(9)
  expect(store.linesFor('main').map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(store.linesFor('compare')).toEqual([])
  await wrapper.findAll('li')[2]!.trigger('mouseenter')
  expect(store.active).toBe(3)
})

test('a panel that closes after another opened takes its lines not away', async () => {
  const first = await show([sighting(1)])
  await show([sighting(2)])
  first.wrapper.unmount()
  expect(useCameraSeeing().linesFor('main').map(({ id }) => id)).toEqual([2])
})

test('lines are a style that MapLibre accepts, each kind by a form of its own', () => {
  const line = (state: 'online' | 'offline', always: boolean, number: number) => ({ from: [118.6, 31.4] as [number, number], to: [118.61, 31.4] as [number, number], state, always, active: number === 1, number })
  const data = { ...emptySceneData('http://127.0.0.1'), sightLines: [line('online', true, 1), line('online', false, 2), line('offline', true, 3)] }
  const made = scene(data, defaultView(null), 'en')
  expect(validateStyleMin(styleOf(made) as never)).toEqual([])
  const { features } = (made.sources['sight-lines'] as { data: GeoJSON.FeatureCollection }).data
  expect(features.flatMap(({ geometry, properties }) => (geometry.type === 'LineString' ? [properties!.line] : []))).toEqual(['always', 'turns', 'none'])
  expect(features.flatMap(({ properties }) => properties!.label ?? [])).toEqual(['1', '2', '3'])
  expect(scene(emptySceneData('http://127.0.0.1'), defaultView(null), 'en').sources).not.toHaveProperty('sight-lines')
})
