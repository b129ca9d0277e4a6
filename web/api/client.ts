import type { Feature, FeatureCollection, Geometry as AnyGeometry } from 'geojson'
import type { Area } from '../../geodata/model/area.ts'
import type { ImportProblem } from '../../geodata/model/importProblem.ts'
import type { Incident, IncidentReport } from '../../geodata/model/incident.ts'
import type { IncidentGrid } from '../../geodata/model/incidentGrid.ts'
import type { PlanDay } from '../../geodata/model/zonePlan.ts'
import type { IncidentStep } from '../../geodata/model/workOrder.ts'
import { read, request, send, withQuery, type Query } from './http.ts'
import type * as Answer from './answers.ts'

type Signal = AbortSignal | undefined
type Window = { from: string; to: string }

export const configClient = { read: (signal?: Signal) => read<Answer.Config>('/api/config', {}, signal) }

export const categoryClient = { list: (signal?: Signal) => read<Answer.Categories>('/api/categories', {}, signal) }

export const zoneClient = {
  /** Of today, or of any day. */
  list: (on: string | null, signal?: Signal) => read<{ zones: Answer.ZoneRow[] }>('/api/zones', { on }, signal),
  days: (signal?: Signal) => read<{ days: PlanDay[]; today: string }>('/api/zones/days', {}, signal),
  figures: (window: Window, query: Query, signal?: Signal) => read<{ rows: Answer.ZoneFigureRow[] }>('/api/zones/figures', { ...window, ...query }, signal),
  areas: (signal?: Signal) => read<{ areas: Area[] }>('/api/areas', {}, signal),
}

export const figureClient = { read: (window: Window, at: string | null, signal?: Signal) => read<Answer.Figures>('/api/figures', { ...window, at }, signal) }

/** One row as an OGC API feature; properties are the model's type. */
export const featureClient = {
  list: <P>(collection: string, query: Query, signal?: Signal) => read<FeatureCollection<AnyGeometry, P>>(`/collections/${collection}/items`, query, signal),
  read: <P>(collection: string, id: string | number, signal?: Signal) =>
    read<Feature<AnyGeometry, P>>(`/collections/${collection}/items/${encodeURIComponent(id)}`, {}, signal),
}

export const incidentClient = {
  /** The whole time-ordered set of the window, and the live cursor at the time of the read. */
  async columns(window: Window, at: string | null, signal?: Signal): Promise<{ bytes: ArrayBuffer; cursor: string | null }> {
    const response = await request(withQuery('/api/incidents/columns', { ...window, at }), { signal: signal ?? null })
    return { bytes: await response.arrayBuffer(), cursor: response.headers.get('x-fangcun-cursor') }
  },
  /** The same without ids, piece by piece as it arrives: for very many. `begin` is told how many rows are to come. */
  async frames(window: Window, on: { begin(total: number): Promise<void>; piece(bytes: Uint8Array): Promise<void> }, signal?: Signal): Promise<{ cursor: string | null }> {
    const response = await request(withQuery('/api/incidents/explore', window), { signal: signal ?? null })
    await on.begin(Number(response.headers.get('x-fangcun-total') ?? 0))
    const reader = response.body!.getReader()
    for (let read = await reader.read(); !read.done; read = await reader.read()) await on.piece(read.value)
    return { cursor: response.headers.get('x-fangcun-cursor') }
  },
  /** Counts on cells: for any number. */
  grid: (window: Window, query: Query, signal?: Signal) => read<IncidentGrid>('/api/incidents/grid', { ...window, ...query }, signal),
  /** What the frames leave out: the ids of what happened at a place and moment. */
  atPlace: (query: { lng: number; lat: number; at: string }, signal?: Signal) => read<{ incidents: { id: string }[] }>('/api/incidents/at-place', query, signal),
  read: (id: string, signal?: Signal, at: string | null = null) => read<Answer.IncidentAnswer>(`/api/incidents/${encodeURIComponent(id)}`, { at }, signal),
  report: (report: IncidentReport) => send<{ incident: Incident }>('POST', '/api/incidents', report),
  step: (id: string, step: IncidentStep) => send<{ incident: Incident }>('POST', `/api/incidents/${encodeURIComponent(id)}/steps`, step),
}

export const placeClient = { of: (lng: number, lat: number, signal?: Signal) => read<Answer.PlaceOf>('/api/place-of', { lng, lat }, signal) }

export const searchClient = { find: (q: string, signal?: Signal) => read<{ results: Answer.SearchResult[] }>('/api/search', { q, limit: 12 }, signal) }

export const patrolClient = {
  teams: (signal?: Signal) => read<Answer.Teams>('/api/teams', {}, signal),
  live: (at: string | null, signal?: Signal) => read<Answer.Positions>('/api/positions/live', { at }, signal),
}

export const coverageClient = { read: (window: Window, query: Query, signal?: Signal) => read<Answer.Coverage>('/api/coverage', { ...window, ...query }, signal) }

export const viewClient = {
  list: (signal?: Signal) => read<{ views: Answer.SavedView[] }>('/api/views', {}, signal),
  save: (view: Pick<Answer.SavedView, 'id' | 'name' | 'value'>) => send<{ view: Answer.SavedView }>('POST', '/api/views', view),
  remove: (id: string) => send<null>('DELETE', `/api/views/${encodeURIComponent(id)}`),
}

export const importClient = {
  list: (signal?: Signal) => read<{ imports: Answer.ImportRun[] }>('/api/imports', {}, signal),
  problems: (id: number, signal?: Signal) => read<{ problems: ImportProblem[] }>(`/api/imports/${id}/problems`, {}, signal),
}
