import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Figure, IndicatorBy, IndicatorId, IndicatorRow } from '../../geodata/model/indicator.ts'
import { indicatorClient } from '../api/indicators.ts'
import { useLoad } from './loading.ts'

export type IndicatorQuestion = { from: string; to: string; categoryIds: number[] | null; at: string | null }
/** One number of the table: of the whole where `row` is null. */
export type FigureAt = { id: IndicatorId; row: IndicatorRow | null }
export type FigurePart = 'numerator' | 'denominator'
/** By a figure, or in the order of codes. */
export type FigureSort = { id: IndicatorId; descending: boolean } | null
const pageSize = 50

/** What stands beside the rest is never ranked: somebody's voice, and matters in no zone. */
const ranked = (row: IndicatorRow) => !row.voice && row.key !== null

/** Rows in the order of a figure; those without a value and those that are never ranked stay below, as they came. */
export function sortedRows(rows: readonly IndicatorRow[], sort: FigureSort): IndicatorRow[] {
  if (!sort) return [...rows]
  const value = (row: IndicatorRow) => (ranked(row) ? (row.figures[sort.id]?.value ?? null) : null)
  const [known, rest] = [rows.filter((row) => value(row) !== null), rows.filter((row) => value(row) === null)]
  return [...known.toSorted((a, b) => ((value(a) as number) - (value(b) as number)) * (sort.descending ? -1 : 1)), ...rest]
}

/** Figures of the period along an axis, and the rows behind the one that is opened. */
export const useIndicators = defineStore('indicators', () => {
  const by = ref<IndicatorBy>('area')
  const areaId = ref<number | null>(null)
  const sort = shallowRef<FigureSort>(null)
  const opened = shallowRef<FigureAt | null>(null)
  const part = ref<FigurePart>('numerator')
  const offset = ref(0)
  let asked: IndicatorQuestion = { from: '', to: '', categoryIds: null, at: null }

  const table = useLoad((signal, question: IndicatorQuestion) => indicatorClient.read({ ...question, by: by.value, areaId: areaId.value }, signal))
  const list = useLoad((signal, { id, row }: FigureAt) => {
    const key = row === null ? {} : { area: { areaId: row.key }, zone: { zoneId: row.key ?? 'none' }, category: { categoryId: row.key } }[by.value]
    return indicatorClient.rows(id, { ...asked, by: by.value, areaId: areaId.value, ...key, part: part.value, offset: offset.value, limit: pageSize }, signal)
  })
  const rows = computed(() => sortedRows(table.data.value?.rows ?? [], sort.value))

  function ask(question: IndicatorQuestion) {
    asked = question
    return table.load(question)
  }
  const read = () => (opened.value ? list.load(opened.value) : Promise.resolve(null))
  function open(at: FigureAt | null) {
    opened.value = at
    part.value = 'numerator'
    offset.value = 0
    list.reset()
    void read()
  }
  function show(wanted: FigurePart, from = 0) {
    part.value = wanted
    offset.value = from
    void read()
  }
  /** The figure that is open, as the newest answer has it. */
  const figure = computed((): Figure | null => {
    const { id, row } = opened.value ?? {}
    if (!id) return null
    const figures = row ? table.data.value?.rows.find((each) => each.key === row.key)?.figures : table.data.value?.whole
    return figures?.[id] ?? null
  })
  return { by, areaId, sort, opened, part, offset, pageSize, table: table.data, state: table.state, error: table.error, rows, list: list.data, listState: list.state, listError: list.error, figure, ask, open, show, read }
})
