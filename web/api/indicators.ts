import type { IndicatorAnswer, IndicatorId, IndicatorRowsAnswer } from '../../geodata/model/indicator.ts'
import { read, type Query } from './http.ts'

export const indicatorClient = {
  read: (query: Query, signal?: AbortSignal) => read<IndicatorAnswer>('/api/indicators', query, signal),
  /** The incidents or estates behind a number. */
  rows: (id: IndicatorId, query: Query, signal?: AbortSignal) => read<IndicatorRowsAnswer>(`/api/indicators/${id}/rows`, query, signal),
}
