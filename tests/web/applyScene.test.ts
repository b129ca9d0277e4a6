import fc from 'fast-check'
import type { LayerSpecification, Map as MapLibreMap } from 'maplibre-gl'
import { describe, expect, it } from 'vitest'
import { applyScene } from '../../web/map/applyScene.ts'
import type { Scene } from '../../web/map/scene.ts'

/** A map that keeps what it is told and, as MapLibre does, throws for layers and sources it does not know. */
function fakeMap(start: Scene) {
  const layers = start.layers.map((layer) => structuredClone(layer))
  const sources = new Map(Object.entries(start.sources))
  const states = new Map<string, unknown>()
  const calls: string[] = []
  const at = (id: string) => {
    const index = layers.findIndex((layer) => layer.id === id)
    if (index < 0) throw new Error(`no layer ${id}`)
    return index
  }
  const put = (layer: LayerSpecification, before?: string) => {
    if ('source' in layer && !sources.has(layer.source)) throw new Error(`no source ${layer.source}`)
    layers.splice(before === undefined ? layers.length : at(before), 0, layer)
  }
  const property = (kind: 'paint' | 'layout') => (id: string, name: string, value: unknown) => {
    calls.push(`${kind} ${id}.${name}`)
    const layer = layers[at(id)] as unknown as Record<string, Record<string, unknown>>
    layer[kind] = { ...layer[kind], [name]: value }
    if (value === null) delete layer[kind]![name]
    if (Object.keys(layer[kind]!).length === 0) delete layer[kind]
  }
  const map = {
    addLayer: (layer: LayerSpecification, before?: string) => put(structuredClone(layer), before),
    removeLayer: (id: string) => layers.splice(at(id), 1),
    redraw: () => calls.push(`draw ${layers.map(({ id }) => id).join()}`),
    moveLayer(id: string, before?: string) {
      calls.push(`move ${id}`)
      const [layer] = layers.splice(at(id), 1)
      put(layer!, before)
    },
    addSource: (id: string, source: never) => sources.set(id, source),
    removeSource(id: string) {
      if (layers.some((layer) => 'source' in layer && layer.source === id)) throw new Error(`source ${id} is used`)
      sources.delete(id)
    },
    getSource: (id: string) => ({
      setData: (data: unknown) => calls.push(`data ${id} ${JSON.stringify(data)}`),
      setTiles: (tiles: string[]) => calls.push(`tiles ${id} ${tiles[0]}`),
    }),
    setFilter(id: string, filter: unknown) {
      const layer = layers[at(id)] as { filter?: unknown }
      if (filter === null) delete layer.filter
      else layer.filter = filter
    },
    setLayerZoomRange: () => calls.push('range'),
    setPaintProperty: property('paint'),
    setLayoutProperty: property('layout'),
    setFeatureState: ({ source, id }: { source: string; id: number }, state: object) => states.set(`${source}/${id}`, { ...(states.get(`${source}/${id}`) as object), ...state }),
    removeFeatureState: ({ source, id }: { source: string; id: number }) => states.delete(`${source}/${id}`),
  }
  return { map: map as unknown as MapLibreMap, layers, sources, states, calls }
}

const line = (id: string, source: string, width: number, filter?: unknown): LayerSpecification => ({ id, type: 'line', source, ...(filter ? { filter: filter as never } : {}), ...(width > 0 ? { paint: { 'line-width': width } } : {}) })
const data = (n: number) => ({ type: 'geojson' as const, data: { type: 'Point' as const, coordinates: [n, n] } })
const none: Scene = { sources: {}, layers: [], states: [] }

describe('from one scene to the next', () => {
  it('arrives at exactly the layers, order, paint and filters described, from any scene to any other', () => {
    const layer = fc.record({ name: fc.integer({ min: 0, max: 11 }), width: fc.integer({ min: 0, max: 2 }), filtered: fc.boolean() })
    const anyScene = fc.uniqueArray(layer, { selector: ({ name }) => name, maxLength: 12 }).map((rows): Scene => {
      const layers = rows.map(({ name, width, filtered }) => line(`l${name}`, `s${name % 3}`, width, filtered ? ['has', 'x'] : undefined))
      return { layers, sources: Object.fromEntries(layers.map((one) => [(one as { source: string }).source, data(1)])), states: [] }
    })
    fc.assert(
      fc.property(anyScene, anyScene, (before, after) => {
        const { map, layers, sources } = fakeMap(before)
        applyScene(map, before, after)
        expect(layers).toEqual(after.layers)
        expect([...sources.keys()].toSorted()).toEqual(Object.keys(after.sources).toSorted())
      }),
      { numRuns: 500 },
    )
  })

  it('touches only what differs', () => {
    const shared = data(1)
    const before: Scene = { sources: { a: shared, b: data(1), t: { type: 'vector', tiles: ['/1'] } }, layers: [line('x', 'a', 1), line('y', 'b', 1)], states: [] }
    const after: Scene = { sources: { a: shared, b: data(2), t: { type: 'vector', tiles: ['/2'] } }, layers: [line('x', 'a', 1), line('y', 'b', 2)], states: [] }
    const { map, calls } = fakeMap(before)
    applyScene(map, before, after)
    expect(calls).toEqual(['data b {"type":"Point","coordinates":[2,2]}', 'tiles t /2', 'paint y.line-width'])
    applyScene(map, after, { ...after })
    expect(calls).toHaveLength(3)
  })

  it('draws labels that go once more where their source stays, before anything else: their tiles would fail when they come back', () => {
    const labels = (id: string, source: string): LayerSpecification => ({ id, type: 'symbol', source })
    const tiles = { type: 'vector' as const, tiles: ['/1'] }
    const before: Scene = { sources: { base: tiles, own: data(1) }, layers: [line('x', 'base', 1), labels('places', 'base'), labels('named', 'own')], states: [] }
    const drawnFor = (after: Scene) => { const { map, calls } = fakeMap(before); applyScene(map, before, after); return calls }
    expect(drawnFor({ ...before, layers: [line('x', 'base', 2), labels('named', 'own')] })).toEqual(['draw x,places,named', 'paint x.line-width'])
    expect(drawnFor({ ...before, sources: { base: tiles }, layers: [line('x', 'base', 1), labels('places', 'base')] })).toEqual([])
    expect(drawnFor({ ...before, layers: [labels('places', 'base'), labels('named', 'own')] })).toEqual([])
  })

  it('sets, changes and takes back feature states, and sets them again when their source is new', () => {
    const states = (values: [number, number][]): Scene['states'] => [{ source: 'z', sourceLayer: 'zone', key: 'class', values: new Map(values) }]
    const with1: Scene = { sources: { z: data(1) }, layers: [], states: states([[1, 0], [2, 4]]) }
    const with2: Scene = { ...with1, states: states([[2, 3]]) }
    const { map, states: kept } = fakeMap(none)
    applyScene(map, none, with1)
    expect(Object.fromEntries(kept)).toEqual({ 'z/1': { class: 0 }, 'z/2': { class: 4 } })
    applyScene(map, with1, with2)
    expect(Object.fromEntries(kept)).toEqual({ 'z/2': { class: 3 } })
    applyScene(map, with2, none)
    kept.clear()
    applyScene(map, none, with2)
    expect(Object.fromEntries(kept)).toEqual({ 'z/2': { class: 3 } })
  })
})
