import { describe, expect, it } from 'vitest'
import { hitsOf, offered, type HitFeature } from '../../web/map/candidates.ts'
import { emptySceneData, type SceneData } from '../../web/map/sceneData.ts'

const place = { lng: 118.62, lat: 31.42 }
const data: SceneData = { ...emptySceneData('http://127.0.0.1'), categories: [{ id: 3, scheme: 's', code: '3', group: 'fire', nameZh: '楼道堆物', nameEn: 'Blocked stairwell', severity: 3, voice: false }] }
const id = '0195d8a0-0000-7000-8000-00000000000a'
const zone: HitFeature = { layer: 'zone-fill', id: 33, properties: { code: '999901001003011', nameZh: '望台第11网格', nameEn: 'Zone 11', households: 332 } }
const building: HitFeature = { layer: 'building', id: 5, properties: { id: 5, use: 'residential', nameZh: '', nameEn: '', address: '桂林大道1号', households: 24 } }
const camera: HitFeature = { layer: 'camera-icon', id: 27, properties: { id: 27, kind: 'fixed', state: 'fault', name: '路口027', rangeMeters: 60 } }
const incident: HitFeature = { layer: 'incident-point', id: undefined, properties: { cluster: false, id, categoryId: 3, severity: 3, state: 'handling', provenance: 'public', shape: 'point', occurredAt: Date.parse('2026-11-22T00:00:00Z') } }
const ring: HitFeature = { ...incident, layer: 'incident-severe' }
const nouns = (features: HitFeature[]) => hitsOf(features, place, data, 'zh').map(({ noun }) => noun)

describe('what lies under the pointer', () => {
  it('puts what is small before what is wide, each thing once', () => {
    expect(nouns([zone, building, camera, ring, incident])).toEqual(['incident', 'camera', 'building', 'zone'])
  })

  it('offers several small things, or else the smallest wide one', () => {
    const offer = (features: HitFeature[]) => offered(hitsOf(features, place, data, 'zh')).map(({ selection }) => selection)
    expect(offer([zone, camera, incident])).toEqual([{ noun: 'incident', id }, { noun: 'camera', id: 27 }])
    expect(offer([zone, building])).toEqual([{ noun: 'building', id: 5 }])
    expect(offer([zone])).toEqual([{ noun: 'zone', id: 33 }])
    expect(offer([])).toEqual([])
    expect(offer([{ layer: 'coverage-cell', id: 1, properties: { minutes: 4 } }])).toEqual([])
  })

  it('chooses a post by its place, wherever on its sign the pointer is', () => {
    const post: HitFeature = { layer: 'roster-name', id: undefined, properties: { name: '东门岗', lng: 118.6201, lat: 31.4202, needed: 3, filled: 1, event: true } }
    const [hit] = offered(hitsOf([zone, post, { ...post, layer: 'roster-post' }], place, data, 'en'))
    expect(hit).toMatchObject({ noun: 'post', selection: { noun: 'point', lng: 118.6201, lat: 31.4202 }, title: '东门岗', lines: ['1 of 3 teams'] })
    expect(hitsOf([{ ...post, properties: { ...post.properties, needed: 0, filled: 0 } }], place, data, 'zh')[0]?.lines).toEqual(['此时无需求'])
  })

  it('says in the reader\'s language what it is, state included', () => {
    const texts = (feature: HitFeature, locale: 'zh' | 'en') => hitsOf([feature], place, data, locale).map(({ title, lines }) => [title, ...lines])[0]!
    expect(texts(incident, 'zh').slice(0, 2)).toEqual(['楼道堆物', '较重 · 处置中'])
    expect(texts(incident, 'en').slice(0, 2)).toEqual(['Blocked stairwell', 'serious · being handled'])
    expect(texts(camera, 'en')).toEqual(['路口027', 'fixed camera · fault', 'range 60 m'])
    expect(texts(building, 'zh')).toEqual(['桂林大道1号', '住宅 · 24 户'])
    const hexagon = (count: number) => ({ layer: 'incident-hexagon', id: undefined, properties: { lng: 118.6, lat: 31.4, count } })
    expect(texts(hexagon(12), 'zh')).toEqual(['12 件', '半径 120 米的六角格'])
    expect(texts(hexagon(1), 'en')).toEqual(['1 incident', 'in a hexagon of 120 m radius'])
    expect(offered(hitsOf([hexagon(12), zone], place, data, 'zh')).map(({ noun }) => noun)).toEqual(['zone'])
  })

  it('reads seconds from tiles and milliseconds from the worker as the same moment', () => {
    const fromTile: HitFeature = { ...incident, layer: 'incident-line', properties: { ...incident.properties, cluster: undefined, shape: 'line', occurredAt: (incident.properties.occurredAt as number) / 1000 } }
    expect(hitsOf([fromTile], place, data, 'en')[0]!.lines).toEqual(hitsOf([incident], place, data, 'en')[0]!.lines)
  })

  it('keeps markup in names as text', () => {
    const [hit] = hitsOf([{ ...camera, properties: { ...camera.properties, name: '<img src=x onerror=alert(1)>' } }], place, data, 'zh')
    expect(hit!.title).toBe('<img src=x onerror=alert(1)>')
  })

  it('does not offer what has no identity', () => {
    expect(nouns([{ ...building, id: undefined, properties: { use: 'office' } }])).toEqual([])
  })
})
