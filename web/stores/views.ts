import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { LayerId, type Selection, standardZoneStyle, type TimeWindow, type View } from '../../geodata/model/view.ts'
import type { Config } from '../api/answers.ts'

export type ViewId = string

const dayMs = 86_400_000

/** Data that stopped long ago opens on its own last 30 days: an empty map would say that nothing ever happened. */
export const isOld = (dataSpan: NonNullable<Config['dataSpan']>, nowMs: number): boolean => nowMs - Date.parse(dataSpan.to) > 2 * dayMs

function defaultTime(config: Pick<Config, 'dataSpan' | 'now'>): TimeWindow {
  if (!config.dataSpan || !isOld(config.dataSpan, Date.parse(config.now))) return { lastHours: 24 * 30 }
  const end = Math.ceil((Date.parse(config.dataSpan.to) + 1) / 3_600_000) * 3_600_000
  return { from: new Date(end - 30 * dayMs).toISOString(), to: new Date(end).toISOString() }
}

type Known = Pick<Config, 'center' | 'bounds'> & Partial<Pick<Config, 'dataSpan' | 'now'>>

/** Where a new view starts. Without a config it looks at the middle of nothing, which is replaced as soon as the config is read. */
export function defaultView(config: Known | null, room = { width: 1000, height: 640 }, theme: View['theme'] = 'dark'): View {
  const [lng, lat] = config?.center ?? [0, 0]
  const [west, south, east, north] = config?.bounds ?? [-180, -60, 180, 60]
  // The data fills `room`, in pixels; a tile of 512 px is the world at zoom 0. A degree of latitude is taller than wide.
  const zoomOf = (degrees: number, pixels: number) => Math.log2((360 / Math.max(degrees, 0.002)) * (pixels / 512))
  const zoom = Math.min(16, Math.max(1, Math.min(zoomOf(east - west, room.width), zoomOf((north - south) / Math.cos((lat * Math.PI) / 180), room.height))))
  return {
    camera: { lng, lat, zoom: Number(zoom.toFixed(2)), bearing: 0, pitch: 0 },
    layers: ['zones', 'cameraViews', 'cameras', 'incidents', 'patrols'],
    zoneFigure: 'incidents',
    zoneStyle: standardZoneStyle,
    time: defaultTime({ dataSpan: config?.dataSpan ?? null, now: config?.now ?? '' }),
    categoryIds: null,
    states: null,
    minSeverity: 1,
    provenance: null,
    hoursOfWeek: null,
    areaId: null,
    compare: null,
    theme,
    selection: null,
    at: null,
    zonesOn: null,
    planId: null,
    cameraPlanId: null,
  }
}

const drawingOrder: readonly LayerId[] = LayerId.options

/** View state by view id: the data is shared, what is looked at belongs to each map. */
export const useViews = defineStore('views', () => {
  // A view is a value and replaced whole; deeper reactivity would hand proxies to the worker, which cannot take them.
  const views = shallowReactive<Record<ViewId, View>>({})

  function open(id: ViewId, view: View) { views[id] = view }
  function close(id: ViewId) { delete views[id] }
  /** @throws Error when the view is not open: a bug, not a state */
  function at(id: ViewId): View {
    const view = views[id]
    if (!view) throw new Error(`view ${id} is not open`)
    return view
  }
  function patch(id: ViewId, change: Partial<View>) { views[id] = { ...at(id), ...change } }
  const select = (id: ViewId, selection: Selection | null) => patch(id, { selection })
  function toggleLayer(id: ViewId, layer: LayerId, on = !at(id).layers.includes(layer)) {
    const layers = at(id).layers
    patch(id, { layers: drawingOrder.filter((each) => (each === layer ? on : layers.includes(each))) })
  }
  return { views, open, close, at, patch, select, toggleLayer }
})
