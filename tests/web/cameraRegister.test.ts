import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { distanceMeters } from '../../geodata/geometry/distanceMeters.ts'
import { CameraChange, CameraKeep, type CameraRecord } from '../../geodata/model/camera.ts'
import { aimHandle, cameraAimPart } from '../../web/map/layers/cameraAim.ts'
import { emptySceneData } from '../../web/map/sceneData.ts'
import { cameraNumbers, type CameraNumber, changeOf, draftOf, faultsOf, keepOf } from '../../web/panels/camera/cameraDraft.ts'
import CameraDetail from '../../web/panels/detail/CameraDetail.vue'
import CameraDialog from '../../web/panels/camera/CameraDialog.vue'
import { useCameraAim } from '../../web/stores/cameraAim.ts'
import { useCameraRegister } from '../../web/stores/cameraRegister.ts'
import { useMessages } from '../../web/stores/messages.ts'
import { i18n, setLocale } from '../../web/i18n/index.ts'
import { useConfig } from '../../web/stores/config.ts'
import { defaultView, useViews } from '../../web/stores/views.ts'
import { fakeServer } from './fakeServer.ts'

const camera = {
  id: 7, areaId: 4, code: 'C-7', name: 'North gate', kind: 'fixed' as const, azimuthDegrees: 90, fieldOfViewDegrees: null, tiltDegrees: null, rangeMeters: 40, heightMeters: 3.5, pixels: null, lensMillimeters: null, ownerUnit: '', estateId: null,
  deviceCode: '31010100001180000007', filingNumber: '', retentionDays: 30, state: 'online' as const, stateSince: '2026-11-20T01:00:00Z', heardAt: null, version: 3, lng: 118.6, lat: 31.4,
}
const record: CameraRecord = {
  camera, estate: { id: 2, nameZh: '西苑', nameEn: 'West Garden' }, mayKeep: true, samePlace: [{ id: 8, code: 'C-8', name: '', distanceMeters: 0.4 }],
  history: [{ state: 'online', fromAt: '2026-11-20T01:00:00Z', toAt: null, toldBy: 'hand', accountName: { zh: '指挥员', en: 'Operator' }, note: 'cleaned' }, { state: 'fault', fromAt: '2026-11-19T01:00:00Z', toAt: '2026-11-20T01:00:00Z', toldBy: 'gateway', accountName: null, note: '' }],
}
const routes = { 'GET /api/config': { json: { timeZone: 'Asia/Shanghai', now: new Date().toISOString(), center: [118.6, 31.4], bounds: [118.5, 31.3, 118.7, 31.5] } }, 'GET /api/cameras/7': { json: record } }

beforeEach(() => { setActivePinia(createPinia()); setLocale('en') })
afterEach(() => vi.unstubAllGlobals())

async function show(mayKeep = true, more: Parameters<typeof fakeServer>[0] = {}) {
  const asked = fakeServer({ ...routes, 'GET /api/cameras/7': { json: { ...record, mayKeep } }, ...more })
  useViews().open('main', defaultView(null))
  await useConfig().load()
  const wrapper = mount(CameraDetail, { props: { selection: { noun: 'camera', id: 7 } }, global: { plugins: [i18n], stubs: { RouterLink: true } }, attachTo: document.body })
  await flushPromises()
  return { wrapper, asked, text: () => wrapper.text().replace(/\s+/g, ' '), button: (name: string) => wrapper.findAll('button').find((one) => one.text() === name) }
}

test('all facts are there, what is not known is said so, and what is doubtful stands out', async () => {
  const { text, button, wrapper } = await show(false)
  for (const fact of ['Direction90°', 'Field of viewunknown', 'Range40 m', 'Mounting height3.5 m', 'EstateWest Garden', 'Recordings kept30 days', 'type 118', 'the type is no camera', 'At the same place:C-80.4 m apart']) expect(text()).toContain(fact)
  expect(button('Edit facts')).toBeUndefined()
  const past = wrapper.findAll('details').find((one) => one.text().startsWith('History of states'))!
  ;(past.element as HTMLDetailsElement).open = true
  await past.trigger('toggle')
  expect(text()).toMatch(/Online ?since 2026-11-20 09:00 UTC\+8 · Operator · cleaned ?Fault ?2026-11-19 09:00 UTC\+8, for 24 h · gateway/)
})

test('a camera is put and turned with steps back and forth; nothing is sent before it is saved, and what was saved is taken back from its notice', async () => {
  const { asked, button, wrapper } = await show(true, { 'PATCH /api/cameras/7': ({ body }) => ({ json: { ...record, camera: { ...camera, ...(body as object), version: 4 } } }) })
  await button('Adjust on the map')!.trigger('click')
  const aim = useCameraAim()
  aim.hold({ lng: 118.6001 })
  aim.hold({ lng: 118.6002, lat: 31.4001 })
  aim.settle()
  aim.set({ azimuthDegrees: -45 })
  expect([aim.now, aim.aiming?.past.length]).toEqual([{ lng: 118.6002, lat: 31.4001, azimuthDegrees: 315 }, 2])
  aim.undo()
  expect(aim.now).toEqual({ lng: 118.6002, lat: 31.4001, azimuthDegrees: 90 })
  aim.undo()
  expect([aim.now, aim.changed]).toEqual([{ lng: 118.6, lat: 31.4, azimuthDegrees: 90 }, false])
  aim.redo()
  aim.redo()
  await flushPromises()
  expect(wrapper.find('input').element.value).toBe('315')
  expect(asked.filter(({ method }) => method === 'PATCH')).toEqual([])
  await button('Save')!.trigger('click')
  await flushPromises()
  const sent = () => asked.filter(({ method }) => method === 'PATCH').map(({ body }) => body)
  expect(sent()).toEqual([{ version: 3, lng: 118.6002, lat: 31.4001, azimuthDegrees: 315 }])
  expect(CameraChange.safeParse(sent()[0]).success).toBe(true)
  expect(aim.aiming).toBeNull()
  useMessages().messages.at(-1)?.action?.run()
  await flushPromises()
  expect(sent()[1]).toEqual({ version: 4, lng: 118.6, lat: 31.4, azimuthDegrees: 90 })
})

test('one whom somebody else was quicker than is told so, and keeps what was aimed', async () => {
  const { button } = await show(true, { 'PATCH /api/cameras/7': { status: 409, json: { title: 'Conflict', status: 409, detail: 'x', errors: [{ field: 'version', expected: 'x' }] } } })
  await button('Adjust on the map')!.trigger('click')
  useCameraAim().set({ azimuthDegrees: 10 })
  await flushPromises()
  await button('Save')!.trigger('click')
  await flushPromises()
  expect(useMessages().messages.at(-1)?.text).toContain('Somebody changed this camera first')
  expect(useCameraAim().aiming).not.toBeNull()
})

test('the handle of the direction lies where the camera looks, the same way off in every scale; a dome has none', () => {
  const scene = { place: [118.6, 31.4] as [number, number], kind: 'fixed' as const, azimuthDegrees: 90, fieldOfViewDegrees: 60, rangeMeters: 40 }
  expect(aimHandle(scene, 20)![1]).toBeCloseTo(31.4, 5)
  // 90 px at zoom 15: 40,075,016.686 m · cos 31.4° / (512 · 2^15) = 2.0389 m a pixel on the sphere of the map.
  expect(Math.abs(distanceMeters(scene.place, aimHandle(scene, 15)!) - 183.5)).toBeLessThan(1)
  expect(aimHandle({ ...scene, kind: 'dome' }, 18)).toBeNull()
  const view = defaultView(null)
  expect(cameraAimPart({ ...emptySceneData('http://127.0.0.1'), cameraAim: { ...scene, kind: 'dome' } }, view).sources).toMatchObject({ 'camera-aim': { data: { features: { length: 2 } } } })
})

test('the form takes and refuses the numbers that the register does', () => {
  for (const [name, { least, most }] of Object.entries(cameraNumbers) as [CameraNumber, { least: number; most: number }][]) for (const value of [least, most, least - 1, most + 1]) {
    const draft = { ...draftOf({ record }), deviceCode: '', [name]: String(value) }
    expect([name, value, faultsOf(draft).length === 0]).toEqual([name, value, CameraChange.safeParse({ version: 1, [name]: value }).success])
  }
  const made = { ...draftOf({ at: { lng: 118.6, lat: 31.4 } }), code: 'N', deviceCode: '3101 0100 0013 2000 0007', pixels: '1920' }
  expect(faultsOf(made)).toEqual([])
  expect(CameraKeep.parse(keepOf(made, '01a196b0-664d-702d-8a38-dc115fb97f48'))).toMatchObject({ code: 'N', deviceCode: '31010100001320000007', pixels: 1920, azimuthDegrees: null })
  expect(faultsOf({ ...made, code: ' ', lng: 'x', pixels: '1.5', deviceCode: '1' }).map(({ field }) => field)).toEqual(['code', 'lng', 'pixels', 'deviceCode'])
  expect(changeOf({ ...draftOf({ record }), note: 'why' }, record)).toEqual({})
  expect(changeOf({ ...draftOf({ record }), state: 'fault', note: 'why', heightMeters: '' }, record)).toEqual({ state: 'fault', note: 'why', heightMeters: null })
})

test('the dialog says in place what is wrong and sends only what changed', async () => {
  const asked = fakeServer({ ...routes, 'PATCH /api/cameras/7': { json: record } })
  useViews().open('main', defaultView(null))
  const wrapper = mount(CameraDialog, { props: { from: { record } }, global: { plugins: [i18n] }, attachTo: document.body })
  const input = (label: string) => wrapper.findAll('.field').find((one) => one.find('label').text().startsWith(label))!
  await input('Field of view').find('input').setValue('400')
  expect(input('Field of view').text()).toContain('expected a number from 0.1 to 360 (degrees)')
  await wrapper.find('form').trigger('submit')
  expect(asked).toEqual([])
  await input('Field of view').find('input').setValue('75')
  await wrapper.find('form').trigger('submit')
  await flushPromises()
  expect(asked.map(({ body }) => body)).toEqual([{ version: 3, fieldOfViewDegrees: 75 }])
  expect(wrapper.emitted('done')).toHaveLength(1)
  expect(useCameraRegister().latest?.camera.id).toBe(7)
})
