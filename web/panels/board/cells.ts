import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { IncidentState } from '../../../geodata/model/incident.ts'
import type { BoardRow } from '../../api/board.ts'
import { useFormat } from '../../i18n/format.ts'
import type { ColumnId } from '../../stores/boardDesk.ts'
import { useCategories } from '../../stores/categories.ts'
import { useConfig } from '../../stores/config.ts'
import { useZones } from '../../stores/zones.ts'

/** Texts of a row, and those that are the same in all. */
export type Cells = { text(row: BoardRow, column: ColumnId): string; marked: string; unmarked: string; waiting: string; left: string }

/** Texts of cells. The formatter of times is made once: one a cell would cost more than all else of a row. */
export function useCells() {
  const { t, locale } = useI18n()
  const format = useFormat()
  const config = useConfig()
  const categories = useCategories()
  const zones = useZones()
  const time = computed(() => new Intl.DateTimeFormat(locale.value === 'en' ? 'en-CA' : locale.value, { timeZone: config.timeZone, hourCycle: 'h23', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }))

  return computed<Cells>(() => {
    const short = time.value
    // Looked up once: a translation a cell is most of what a row costs.
    const states = Object.fromEntries(IncidentState.options.map((state) => [state, t(`state.${state}`)]))
    const severities = ['', ...([1, 2, 3, 4] as const).map((severity) => t(`severity.${severity}`))]
    const named = (row: { nameZh: string; nameEn: string } | undefined) => (row ? format.name(row) : '')
    const texts: Record<ColumnId, (row: BoardRow) => string> = {
      number: (row) => row.number,
      severity: (row) => severities[row.severity]!,
      state: (row) => states[row.state]!,
      category: (row) => named(categories.byId.get(row.categoryId)) || String(row.categoryId),
      title: (row) => row.title,
      zone: (row) => named(zones.byId.get(row.zoneId ?? 0)) || '—',
      handler: (row) => row.handler || '—',
      occurredAt: (row) => short.format(Date.parse(row.occurredAt)).replace(', ', ' '),
      dueAt: (row) => (row.state === 'suspended' ? t('board.paused') : '—'),
      escalation: (row) => (row.escalation > 0 ? t('board.level', { n: row.escalation }) : '—'),
    }
    return { text: (row, column) => texts[column](row), marked: t('board.marked'), unmarked: t('board.unmarked'), waiting: t('board.waiting'), left: t('board.left') }
  })
}
