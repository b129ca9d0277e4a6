import type { Briefing, BriefingDraft, BriefingFigure, BriefingRerun, BriefingSchedule, BriefingScheduleDraft, BriefingSummary, BriefingText, BriefingTextChange, FigureValue } from '../../geodata/model/briefing.ts'
import type { z } from 'zod'
import { read, request, send, withQuery } from './http.ts'
import { askLong, type LongProgress } from './longAnswer.ts'

type Signal = AbortSignal | undefined
/** `stage`: the question that is being asked. */
export type BriefingProgress = LongProgress<string>
export type BriefingStep = 'file' | 'withdraw' | 'discard' | 'restore'
export type TextChange = z.infer<typeof BriefingTextChange>
type Rows = Extract<FigureValue, { kind: 'rows' }>
/** Rows of which period of a comparison, or of which side of a share. */
export type FigurePart = 'now' | 'before' | 'year' | 'numerator' | 'denominator' | 'overdue' | 'found' | 'since'
/** `row`: of one row, hour or day of the figure only. */
export type RowsAsk = { run: number; row: string | null; part: FigurePart; offset: number; limit: number }
/** What a figure was counted from; the `id` of a row is of its `noun`. `total`: of all, where not all are brought; `changedSince`: rows that are not any more as they were counted, null where that is not known; `hidden`: so few that this reader is not shown them. */
export type FigureRows = { figure: BriefingFigure; columns: Rows['columns']; rows: Rows['rows']; total: number; changedSince: number | null; hidden: boolean }

const at = (id: string) => `/api/briefings/${encodeURIComponent(id)}`

export const briefingClient = {
  list: (signal?: Signal) => read<{ briefings: BriefingSummary[] }>('/api/briefings', { discarded: 'true' }, signal),
  /** With the figures of one run, the newest unless another is named. */
  read: (id: string, run: number | null, signal?: Signal) => read<{ briefing: Briefing }>(at(id), run === null ? {} : { run }, signal),
  make: (draft: BriefingDraft, told: (progress: BriefingProgress) => void, signal?: AbortSignal) => askLong<{ briefing: Briefing }, string>('/api/briefings', draft, told, signal),
  /** All figures once more. `asOf`: as they stood then; null is now. */
  run: (id: string, ask: { version: number; asOf: string | null }, told: (progress: BriefingProgress) => void, signal?: AbortSignal) => askLong<{ briefing: Briefing }, string>(`${at(id)}/runs`, ask, told, signal),
  change: (id: string, change: { version: number; title?: string; audience?: BriefingSummary['audience'] }) => send<{ briefing: BriefingSummary }>('PATCH', at(id), change),
  step: (step: BriefingStep, id: string, version: number) => send<{ briefing: BriefingSummary }>('POST', `${at(id)}/${step}`, { version }),
  write: (id: string, key: string, change: TextChange) => send<{ text: BriefingText }>('PUT', `${at(id)}/texts/${encodeURIComponent(key)}`, change),
  /** Back to what is composed. */
  erase: (id: string, key: string, locale: 'zh' | 'en', version: number) => send<null>('DELETE', withQuery(`${at(id)}/texts/${encodeURIComponent(key)}`, { locale, version })),
  changes: (id: string, against: number, signal?: Signal) => read<BriefingRerun>(`${at(id)}/changes`, { against }, signal),
  rows: (id: string, figure: string, ask: RowsAsk, signal?: Signal) => read<FigureRows>(`${at(id)}/figures/${encodeURIComponent(figure)}/rows`, ask, signal),
  /** The reader has opened it. */
  mark: (id: string) => send<null>('POST', `${at(id)}/read`),
  /** Drawn by the server's browser; takes as long as that needs. */
  pdf: async (id: string, locale: 'zh' | 'en', run: number | null, signal?: AbortSignal): Promise<Blob> => (await request(withQuery(`${at(id)}/pdf`, { locale, ...(run === null ? {} : { run }) }), signal ? { signal } : {})).blob(),
}

const schedule = (id: string) => `/api/briefing-schedules/${encodeURIComponent(id)}`
export const briefingScheduleClient = {
  list: (signal?: Signal) => read<{ schedules: BriefingSchedule[] }>('/api/briefing-schedules', {}, signal),
  keep: (draft: BriefingScheduleDraft) => send<{ schedule: BriefingSchedule }>('POST', '/api/briefing-schedules', draft),
  change: (draft: BriefingScheduleDraft, version: number) => send<{ schedule: BriefingSchedule }>('PUT', schedule(draft.id), { ...draft, version }),
  retire: (id: string, version: number) => send<null>('DELETE', withQuery(schedule(id), { version })),
}
