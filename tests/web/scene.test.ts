import { featureFilter, validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, it } from 'vitest'
import { LayerId, standardZoneStyle, ZoneFigure, type View } from '../../geodata/model/view.ts'
import { styleOf } from '../../web/map/applyScene.ts'
import { shapeFilter } from '../../web/map/layers/incidents.ts'
import { hexagonClass, sameHexagons } from '../../web/map/layers/hexagons.ts'
import { countLabels, legend } from '../../web/map/legend.ts'
import { scene } from '../../web/map/scene.ts'
import { giStar } from './analysisFixture.ts'
import { emptySceneData, type MapLocale, type SceneData } from '../../web/map/sceneData.ts'

const view: View = {
  camera: { lng: 118.62, lat: 31.42, zoom: 14, bearing: 0, pitch: 0 }, layers: [...LayerId.options], zoneFigure: 'none', zoneStyle: standardZoneStyle, time: { lastHours: 24 },
  categoryIds: null, states: null, minSeverity: 1, provenance: null, theme: 'dark', selection: null, at: null, hoursOfWeek: null, areaId: null, compare: null, zonesOn: null, planId: null, cameraPlanId: null,
}
const square = (west: number, south: number, side = 0.001) => ({ type: 'Polygon' as const, coordinates: [[[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]] })
const data: SceneData = {
  ...emptySceneData('http://127.0.0.1:8080'),
  now: Date.parse('2026-11-22T00:00:00Z'),
  categories: [{ id: 1, scheme: 's', code: '1', group: 'fire', nameZh: '消防', nameEn: 'Fire', severity: 3, voice: false }],
  zones: [1, 2, 3, 4, 5, 6].map((id) => ({ id, areaId: 7, code: `99990100100100${id}`, nameZh: `网格${id}`, nameEn: `Zone ${id}`, households: 150 + id * 60, center: [118.6 + id / 1000, 31.4] })),
  areas: [{ id: 7, parentId: null, level: 'community', code: '999901001001', nameZh: '秋浦社区', nameEn: 'Qiupu', households: 0 }],
  zoneFigures: [1, 2, 3, 4, 5, 6].map((zoneId) => ({ zoneId, households: 150 + zoneId * 60, squareMeters: 40_000, incidents: zoneId * zoneId, cameras: 1, coverageMinutes: zoneId * 10, vacancies: zoneId % 2 })),
  coverage: { level: 20, cells: { x: [869780, 869781], y: [425000, 425000], seconds: [30, 4000] } },
  analysis: { found: giStar(), compared: null, patrolFound: false, trends: [{ units: [0, 1], center: [118.601, 31.4], now: 62, before: 80, p: 0.001, q: 0.001, trend: 'growing' }], gone: null, picked: [1] },
  keptHotspots: [{ id: '0195d8a0-0000-7000-8000-00000000000b', name: '文台路口', incidents: 62, retired: false, geometry: square(118.6, 31.4) as never }],
  incidentHexagons: { places: Float64Array.of(118.6, 31.4, 118.62, 31.42), counts: Uint32Array.of(2, 1), rows: 3 },
  roster: { at: Date.parse('2026-11-22T00:00:00Z'), places: [{ name: '东门', lng: 118.6, lat: 31.4, needed: 2, filled: 1, event: true }, { name: '站', lng: 118.61, lat: 31.4, needed: 0, filled: 0, event: false }] },
  patrolPlan: { rounds: [{ rank: 0, sign: 'A', callSign: '巡逻01', line: [[118.6, 31.4], [118.61, 31.4]], straight: false, stops: [{ id: 's', sign: 'A1', kind: 'checkpoint', name: '市场', place: [118.6, 31.4], locked: false, state: null }] }], places: [], looked: null, pointed: null },
  positions: [{ teamId: 1, areaId: 7, callSign: '巡逻01', at: '2026-11-21T23:59:50Z', lng: 118.62, lat: 31.42, speedMetersPerSecond: 1 }],
  trails: [{ teamId: 1, at: [1, 2], coordinates: [[118.619, 31.42], [118.62, 31.42]] }],
}
const ids = (made: ReturnType<typeof scene>) => made.layers.map((layer) => layer.id)

describe('scene', () => {
  it('is a style the MapLibre specification accepts, in every theme, language, tilt and figure', () => {
    for (const theme of ['dark', 'light'] as const)
      for (const locale of ['zh', 'en', 'both'] satisfies MapLocale[])
        for (const pitch of [0, 50])
          for (const zoneFigure of ZoneFigure.options) {
            const style = styleOf(scene(data, { ...view, theme, zoneFigure, camera: { ...view.camera, pitch } }, locale))
            expect(validateStyleMin(style as never).map((error) => error.message)).toEqual([])
          }
  })

  it('marks the ground of rows of an import: not taken whole, taken broken, the chosen one broad', () => {
    const importProblems: SceneData['importProblems'] = { all: [{ id: 1, rejected: true, geometry: square(118.6, 31.4) as never }, { id: 2, rejected: false, geometry: square(118.61, 31.4) as never }, { id: 3, rejected: true, geometry: { type: 'Point', coordinates: [118.6, 31.4] } }], chosen: 2 }
    const made = scene({ ...data, importProblems }, view, 'both')
    expect(validateStyleMin(styleOf(made) as never).map((error) => error.message)).toEqual([])
    const layer = (id: string) => made.layers.find((each) => each.id === id) as { filter: never; paint: { 'line-width': never } } | undefined
    const draws = (id: string, rejected: boolean) => featureFilter(layer(id)?.filter, 'filter').filter({ zoom: 14 } as never, { type: 3, properties: { rejected } } as never)
    expect([draws('import-problem-line', true), draws('import-problem-line', false), draws('import-problem-dashes', true), draws('import-problem-dashes', false)]).toEqual([true, false, false, true])
    expect(ids(scene(data, view, 'both')).some((id) => id.startsWith('import-problem'))).toBe(false)
  })

  it('marks every kind of selection with a valid layer', () => {
    const selections: View['selection'][] = [
      { noun: 'incident', id: '0195d8a0-0000-7000-8000-00000000000a' }, { noun: 'point', lng: 118.6, lat: 31.4 }, { noun: 'unit', id: 0 }, { noun: 'hotspot', id: '0195d8a0-0000-7000-8000-00000000000b' }, ...(['building', 'place', 'camera', 'area', 'team'] as const).map((noun) => ({ noun, id: 1 })),
    ]
    const plain = new Set(ids(scene(data, view, 'both')))
    for (const selection of selections) {
      const made = scene(data, { ...view, selection }, 'both')
      expect(ids(made).filter((id) => !plain.has(id)), JSON.stringify(selection)).toHaveLength(1)
      expect(validateStyleMin(styleOf(made) as never)).toEqual([])
    }
    expect(scene(data, { ...view, selection: { noun: 'zone', id: 3 } }, 'both').states.find(({ key }) => key === 'selected')!.values).toEqual(new Map([[3, true]]))
  })

  it('asks no other host and no font server', () => {
    const style = styleOf(scene(data, view, 'both'))
    const hosts = [...JSON.stringify(style).matchAll(/https?:\/\/[^/"]+/g)].map(([host]) => host)
    expect(new Set(hosts)).toEqual(new Set(['http://127.0.0.1:8080']))
    expect(style.glyphs).toBeUndefined()
    expect(style.sprite).toBeUndefined()
  })

  it('leaves out layers that are switched off, with their sources, and keeps ids unique', () => {
    const bare = scene(data, { ...view, layers: [] }, 'both')
    expect(Object.keys(bare.sources).toSorted()).toEqual(['base', 'measure'])
    for (const layer of LayerId.options) {
      const made = ids(scene(data, { ...view, layers: [layer] }, 'both'))
      if (!['incidentHexagons', 'incidentHeat', 'incidentPoints', 'hotspotCells', 'hotspotClusters'].includes(layer)) expect(made.length, layer).toBeGreaterThan(ids(bare).length)
    }
    const all = ids(scene(data, view, 'both'))
    expect(new Set(all).size).toBe(all.length)
  })

  it('draws zones under streets, cells over them, labels over cells, incidents over labels', () => {
    const order = ids(scene(data, view, 'both'))
    const at = (id: string) => order.indexOf(id)
    const wanted = ['land', 'zone-fill', 'water', 'street', 'coverage-cell', 'analysis-fill', 'street-name', 'place', 'camera-dot', 'incident-point', 'incident-cluster', 'patrol', 'measure-line']
    expect(wanted.map(at)).toEqual(wanted.map(at).toSorted((a, b) => a - b))
    expect(at('land')).toBe(0)
  })

  it('gives the same source objects while the data is the same, so that a camera move sends nothing to the map', () => {
    const first = scene(data, view, 'both').sources
    const moved = scene(data, { ...view, camera: { ...view.camera, zoom: 15 } }, 'both').sources
    for (const [id, source] of Object.entries(first)) if (source.type === 'geojson' && id !== 'measure') expect(moved[id], id).toBe(source)
    for (const id of ['measure', 'patrols']) expect((moved[id] as { data: unknown }).data).toBe((first[id] as { data: unknown }).data)
  })

  it('colours zones by the chosen figure: households at the edges of the rule, other figures at quantiles', () => {
    const classes = (zoneFigure: ZoneFigure) => scene(data, { ...view, zoneFigure }, 'both').states.find(({ key }) => key === 'class')!.values
    expect(classes('none').size).toBe(0)
    // 210, 270, 330, 390, 450, 510 households
    expect([...classes('households').values()]).toEqual([0, 1, 2, 2, 3, 4])
    expect([...classes('incidents').values()]).toEqual([0, 1, 2, 3, 4, 4])
    // One value for all is one class, not five.
    expect(new Set(classes('cameras').values())).toEqual(new Set([0]))
  })

  it('filters lines and areas from tiles as the view says', () => {
    const made = scene(data, { ...view, minSeverity: 3, categoryIds: [1, 2], states: ['reported'], provenance: ['public'] }, 'both')
    const filter = JSON.stringify(made.layers.find(({ id }) => id === 'incident-line'))
    const to = Date.parse('2026-11-22T00:00:00Z') / 1000
    for (const part of ['["in",["get","categoryId"],["literal",[1,2]]]', '[">=",["get","severity"],3]', `[">=",["get","occurredAt"],${to - 86_400}]`, `["<",["get","occurredAt"],${to}]`, '["literal",["public"]]']) expect(filter).toContain(part)
  })

  it('filters lines and areas from tiles by area and by hours of the week of the deployment’s clocks, also where these change', () => {
    const areas = [data.areas[0]!, { ...data.areas[0]!, id: 8, parentId: 7 }, { ...data.areas[0]!, id: 9 }]
    // Mondays from 8 to 9, across the night in which clocks go forward.
    const change: View = { ...view, time: { from: '2026-03-20T00:00:00Z', to: '2026-04-10T00:00:00Z' }, hoursOfWeek: [8], areaId: 7 }
    const passes = (time: string, areaId: number) => {
      const made = featureFilter(shapeFilter({ now: 0, areas, timeZone: 'Europe/Berlin' }, change), 'filter')
      return made.filter({ zoom: 14 }, { type: 2, properties: { shape: 'line', severity: 2, areaId, occurredAt: Date.parse(time) / 1000 } } as never)
    }
    for (const [time, isIn] of [['2026-03-23T06:59:59Z', false], ['2026-03-23T07:00:00Z', true], ['2026-03-23T07:59:59Z', true], ['2026-03-23T08:00:00Z', false], ['2026-03-24T07:30:00Z', false], ['2026-03-30T05:59:59Z', false], ['2026-03-30T06:00:00Z', true], ['2026-03-30T07:00:00Z', false]] as const) expect(passes(time, 8), time).toBe(isIn)
    expect([7, 8, 9].map((areaId) => passes('2026-03-30T06:00:00Z', areaId))).toEqual([true, true, false])
  })
})

describe('incident hexagons', () => {
  const made = (change: Partial<View> = {}, cells: SceneData['incidentHexagons'] = data.incidentHexagons) => scene({ ...data, incidentHexagons: cells }, { ...view, ...change }, 'both')

  it('are described when switched on and known, and are no style layer', () => {
    expect(made().hexagons).toMatchObject({ radiusMeters: 120, rootMeters: null, beforeId: 'ground-name', cells: data.incidentHexagons })
    expect(made({ layers: ['zones'] }).hexagons).toBeUndefined()
    expect(made({}, null).hexagons).toBeUndefined()
    expect(made({ layers: ['incidentHexagons'] }).layers).toEqual(made({ layers: [] }).layers)
  })

  it('lie under a layer that is always there', () => {
    for (const layers of [[], [...LayerId.options]]) expect(ids(made({ layers }))).toContain(made().hexagons!.beforeId)
  })

  it('stand up from 25° of pitch on, as other columns do', () => {
    const at = (pitch: number) => made({ camera: { ...view.camera, pitch } }).hexagons!.rootMeters
    expect([at(0), at(24.9), at(25), at(60)]).toEqual([null, null, 60, 60])
  })

  it('are drawn anew for other places, another theme or another tilt, and not for a moved map', () => {
    const first = made().hexagons
    const again = (change: Partial<View>, cells = data.incidentHexagons) => sameHexagons(first, scene({ ...data, incidentHexagons: cells }, { ...view, ...change }, 'both').hexagons)
    expect(again({ camera: { ...view.camera, lng: 118.7, zoom: 15, bearing: 40 } })).toBe(true)
    expect(again({ theme: 'light' })).toBe(false)
    expect(again({ camera: { ...view.camera, pitch: 50 } })).toBe(false)
    expect(again({}, { places: Float64Array.of(118.6, 31.4), counts: Uint32Array.of(1), rows: 1 })).toBe(false)
    expect(again({ layers: [] })).toBe(false)
    expect(sameHexagons(undefined, undefined)).toBe(true)
  })

  it('give every count the colour its legend entry names', () => {
    const { breaks, colors } = made().hexagons!
    const entry = legend(data, view).find(({ layer }) => layer === 'incidentHexagons')!
    expect(entry.n).toBe(3)
    expect(entry.items.map(({ label }) => label.en)).toEqual(['1', '2 – 4', '5 – 9', '10 – 24', '25 – 99', '≥ 100'])
    expect(entry.note!.en).toContain('120 m')
    for (const { label, color } of entry.items) {
      const [low, high] = (label.en.match(/\d+/g) ?? []).map(Number) as [number, number?]
      for (const count of label.en.startsWith('≥') ? [low, low * 50] : [low, high ?? low]) expect(colors[hexagonClass(count, breaks)], label.en).toBe(color)
    }
    expect(countLabels([3, 4]).map(({ zh }) => zh)).toEqual(['1 – 2', '3', '≥ 4'])
  })
})

describe('legend', () => {
  it('says for each visible layer what its colours mean, with units and counts that add up', () => {
    const shown = legend(data, { ...view, zoneFigure: 'incidents' })
    expect(shown.map(({ layer }) => layer)).toEqual(['patrols', 'patrolPlan', 'roster', 'incidents', 'cameras', 'cameraViews', 'incidentPoints', 'incidentHexagons', 'incidentHeat', 'hotspots', 'analysis', 'blindSpots', 'presence', 'coverage', 'zones'])
    const zones = shown.at(-1)!
    expect(zones.unit).toEqual({ zh: '件', en: 'incidents' })
    expect(zones.items.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(6)
    const coverage = shown.find(({ layer }) => layer === 'coverage')!
    expect(coverage.items.map(({ label, count }) => [label.en, count])).toEqual([['< 1', 1], ['1 – 5', 0], ['5 – 15', 0], ['15 – 60', 0], ['60 – 240', 1], ['≥ 240', 0]])
    const cells = shown.find(({ layer }) => layer === 'analysis')!
    expect(cells.items.filter(({ count }) => count).map(({ mark, label }) => [mark, label.en])).toEqual([['fill', 'more than chance |z| ≥ 6'], ['fill', 'more than chance 3 – 4'], ['fill', 'less than chance 3 – 4'], ['hatch', 'no more than chance']])
    expect(cells.n).toBe(4)
  })

  it('says nothing of layers that are off or have nothing to say', () => {
    expect(legend(data, { ...view, layers: ['zones', 'places'] })).toEqual([])
    expect(legend({ ...data, analysis: null }, { ...view, layers: ['hotspotCells', 'hotspotClusters', 'analysis'] })).toEqual([])
  })
})
