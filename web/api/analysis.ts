import type { AnalysisAnswer, AnalysisStage, Hotspot, HotspotRecord, PatrolLeader } from '../../geodata/model/analysisAnswer.ts'
import type { AnalysisQuestion, HotspotChange, HotspotKeep } from '../../geodata/model/analysis.ts'
import { read, request, send } from './http.ts'
import { askLong, type LongProgress } from './longAnswer.ts'

export type { AnalysisAnswer, AnalysisStage, Hotspot, HotspotRecord, PatrolLeader }
export type ExportFormat = 'geojson' | 'csv' | 'arrow'
export type Progress = LongProgress<AnalysisStage>

export const analysisClient = {
  ask: (question: AnalysisQuestion, told: (progress: Progress) => void, signal?: AbortSignal) => askLong<AnalysisAnswer, AnalysisStage>('/api/analyses', question, told, signal),
  /** Every unit with all its figures, as a file. */
  async export(question: AnalysisQuestion, format: ExportFormat, signal?: AbortSignal): Promise<Blob> {
    const response = await request(`/api/analyses/export?format=${format}`, { method: 'POST', headers: { 'content-type': 'application/json', accept: '*/*' }, body: JSON.stringify(question), signal: signal ?? null })
    return response.blob()
  },
}

export const hotspotClient = {
  list: (signal?: AbortSignal) => read<{ hotspots: Hotspot[] }>('/api/hotspots', { retired: 'true' }, signal),
  read: (id: string, signal?: AbortSignal) => read<HotspotRecord>(`/api/hotspots/${encodeURIComponent(id)}`, {}, signal),
  keep: (hotspot: HotspotKeep) => send<{ hotspot: Hotspot }>('POST', '/api/hotspots', hotspot),
  change: (id: string, change: HotspotChange) => send<{ hotspot: Hotspot }>('PATCH', `/api/hotspots/${encodeURIComponent(id)}`, change),
  /** Who may be given this hotspot. */
  leaders: (id: string, signal?: AbortSignal) => read<{ leaders: PatrolLeader[] }>(`/api/hotspots/${encodeURIComponent(id)}/leaders`, {}, signal),
}
