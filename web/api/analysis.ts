import type { AnalysisAnswer, AnalysisLine, AnalysisStage, Hotspot, HotspotRecord, PatrolLeader } from '../../geodata/model/analysisAnswer.ts'
import type { AnalysisQuestion, HotspotChange, HotspotKeep } from '../../geodata/model/analysis.ts'
import { Problem, read, request, send } from './http.ts'

export type { AnalysisAnswer, AnalysisStage, Hotspot, HotspotRecord, PatrolLeader }
export type ExportFormat = 'geojson' | 'csv' | 'arrow'
export type Progress = { share: number; stage: AnalysisStage }

const asked = (question: AnalysisQuestion, accept: string, signal?: AbortSignal): RequestInit => ({
  method: 'POST', headers: { 'content-type': 'application/json', accept }, body: JSON.stringify(question), signal: signal ?? null,
})

/** Lines of a stream as they come, each parsed; what follows the last line break counts as a line. */
export async function* ndjson<Line>(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true })
      const lines = rest.split('\n')
      rest = done ? '' : (lines.pop() ?? '')
      for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as Line
      if (done) return
    }
  } finally {
    // Whoever stops listening ends the work on the other side.
    await reader.cancel().catch(() => {})
  }
}

const broken = () => new Problem({ title: 'network', status: 0, detail: '', errors: [] })

export const analysisClient = {
  /** @throws Problem when it is refused, before or while it runs, or when the stream breaks off; AbortError when aborted */
  async ask(question: AnalysisQuestion, told: (progress: Progress) => void, signal?: AbortSignal): Promise<AnalysisAnswer> {
    const response = await request('/api/analyses', asked(question, 'application/x-ndjson', signal))
    if (!response.body) throw broken()
    try {
      for await (const line of ndjson<AnalysisLine>(response.body)) {
        if ('answer' in line) return line.answer
        if ('problem' in line) throw new Problem(line.problem)
        told({ share: line.progress, stage: line.stage })
      }
    } catch (error) {
      if (error instanceof Problem || signal?.aborted || (error instanceof DOMException && error.name === 'AbortError')) throw error
      throw broken()
    }
    throw broken()
  },
  /** Every unit with all its figures, as a file. */
  async export(question: AnalysisQuestion, format: ExportFormat, signal?: AbortSignal): Promise<Blob> {
    const response = await request(`/api/analyses/export?format=${format}`, asked(question, '*/*', signal))
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
