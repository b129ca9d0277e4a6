import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CameraPlan } from '../../geodata/model/cameraPlan.ts'
import { cameraPlanPart } from '../../web/map/layers/cameraPlan.ts'
import { useCameraPlacement } from '../../web/stores/cameraPlacement.ts'
import { placementFormOf, placementQuestionOf } from '../../web/stores/cameraPlacementForm.ts'
import { useCameraPlans } from '../../web/stores/cameraPlans.ts'
import { defaultView } from '../../web/stores/views.ts'
import { fakeServer } from './fakeServer.ts'

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => vi.unstubAllGlobals())

const site = (change: object = {}) => ({ mount: 'corner' as const, kind: 'fixed' as const, azimuthDegrees: 90, fieldOfViewDegrees: 90, rangeMeters: 40, heightMeters: 4, pixels: 2_560, gain: 0.1, lng: 121.4, lat: 31.2, seen: { type: 'Polygon' as const, coordinates: [[[121.4, 31.2], [121.401, 31.2], [121.401, 31.201], [121.4, 31.2]] as [number, number][]] }, ...change })
const plan = (change: Partial<CameraPlan> = {}): CameraPlan => ({ id: '0193f000-0000-7000-8000-00000000c001', areaId: 4, name: '补点', note: '', state: 'draft', origin: {}, sites: 1, adoptedAt: null, adoptedBy: null, createdBy: 'a', createdAt: '2026-11-25T00:00:00Z', changedAt: '2026-11-25T00:00:00Z', version: 1, ...change })

describe('the question where cameras should stand', () => {
  it('is what stands in the form: only kinds that are ticked, weights as shares, places only where they are to be tried', () => {
    const { question, faults } = placementQuestionOf({ ...placementFormOf(4), budget: '12.5', drawn: [[121, 31]], weights: { ground: 1, incidents: 3, unvisited: 0 } }, [3])
    expect(faults).toEqual([])
    expect(question).toMatchObject({ areaId: 4, zoneId: null, count: 5, budget: 12.5, drawn: [], weights: { ground: 0.25, incidents: 0.75, unvisited: 0 }, hoursOfWeek: null, windowMeters: 15, homesCost: 1 })
    expect(question?.offers.map(({ kind }) => kind)).toEqual(['fixed', 'dome'])
    expect(placementQuestionOf({ ...placementFormOf(4), mounts: ['drawn'], drawn: [[121, 31]], withHours: true, windows: false, windowMeters: 'x' }, [3]).question).toMatchObject({ drawn: [[121, 31]], hoursOfWeek: [3], windowMeters: null })
  })
  it('names the fields that keep it from being asked', () => {
    const form = placementFormOf(4)
    expect(placementQuestionOf({ ...form, count: '0', budget: '-1', days: '1.5', windowMeters: '', seconds: '1e9' }, null).faults).toEqual(['count', 'budget', 'days', 'seconds', 'windowMeters'])
    expect(placementQuestionOf({ ...form, mounts: [], offers: form.offers.map((offer) => ({ ...offer, on: false })), weights: { ground: 0, incidents: 0, unvisited: 0 } }, null).faults).toEqual(['mounts', 'offers', 'weights'])
    expect(placementQuestionOf({ ...form, mounts: ['drawn'] }, null).faults).toEqual(['drawn'])
  })
  it('knows the street lights of the ground that is asked about, and of no other while these are read', async () => {
    const sent = fakeServer({ 'GET /api/street-lights': { json: { lights: [[121, 31]] } } })
    const placement = useCameraPlacement()
    const reading = placement.readLights(4, 6)
    expect(placement.lights).toBeNull()
    await reading
    expect([placement.lights, String(sent[0]?.query)]).toEqual([[[121, 31]], 'areaId=4&zoneId=6'])
    void placement.readLights(5, null)
    expect(placement.lights).toBeNull()
  })
  it('keeps what was filled in when another area is chosen, but not its zone and places', () => {
    const placement = useCameraPlacement()
    placement.prepare(4)
    placement.edit({ count: '9', zoneId: 6, drawn: [[121, 31]] })
    placement.prepare(7)
    expect(placement.form).toMatchObject({ areaId: 7, count: '9', zoneId: null, drawn: [] })
  })
})

describe('plans of cameras', () => {
  it('are told newest version first come or last, and a step sends the version that is known', async () => {
    const sent = fakeServer({ 'GET /api/camera-plans': { json: { plans: [plan({ version: 3 })] } }, 'POST /api/camera-plans/0193f000-0000-7000-8000-00000000c001/adopt': { json: { plan: plan({ state: 'adopted', version: 4 }) } } })
    const plans = useCameraPlans()
    await plans.load()
    await plans.step('adopt', plan().id)
    expect(plans.byId.get(plan().id)).toMatchObject({ state: 'adopted', version: 4 })
    expect(sent.at(-1)).toMatchObject({ method: 'POST', body: { version: 3 } })
  })
})

describe('cameras of a plan on the map', () => {
  const view = defaultView(null, { width: 800, height: 600 })
  it('are numbered as in the list, with what they would see; nothing is drawn where there is nothing', () => {
    expect(cameraPlanPart({ cameraPlan: null }, view)).toEqual({})
    const part = cameraPlanPart({ cameraPlan: { sites: [site(), site({ kind: 'ptz', seen: null })], drawn: [[121.41, 31.21]], lights: [[121.42, 31.22]], pointed: 2 } }, view)
    const { features } = (part.sources!['camera-plan'] as { data: GeoJSON.FeatureCollection }).data
    expect(features.map(({ geometry, properties }) => [geometry.type, properties?.number, properties?.turns, properties?.pointed])).toEqual([['Polygon', '1', false, false], ['Point', '1', false, false], ['Point', '2', true, true], ['Point', undefined, undefined, undefined]])
    expect((part.sources!['camera-plan-lights'] as { data: GeoJSON.FeatureCollection }).data.features[0]!.geometry).toMatchObject({ coordinates: [[121.42, 31.22]] })
  })
})
