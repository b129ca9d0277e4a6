import type { CalendarDay } from '../model/deadline.ts'

type Holiday = { nameZh: string; nameEn: string; from: string; days: number; work?: string[] }

/**
 * China's public holidays as arranged each year: rest from a day on, and weekend days that are worked instead.
 * Sources: General Office of the State Council, notices on the arrangement of some holidays: 国办发明电〔2024〕12号 of 2024-11-12 for 2025, and that of 2025-11-04 for 2026.
 */
const arranged: readonly Holiday[] = [
  { nameZh: '元旦', nameEn: 'New Year', from: '2025-01-01', days: 1 },
  { nameZh: '春节', nameEn: 'Spring Festival', from: '2025-01-28', days: 8, work: ['2025-01-26', '2025-02-08'] },
  { nameZh: '清明节', nameEn: 'Qingming', from: '2025-04-04', days: 3 },
  { nameZh: '劳动节', nameEn: 'Labour Day', from: '2025-05-01', days: 5, work: ['2025-04-27'] },
  { nameZh: '端午节', nameEn: 'Dragon Boat Festival', from: '2025-05-31', days: 3 },
  { nameZh: '国庆节、中秋节', nameEn: 'National Day and Mid-Autumn', from: '2025-10-01', days: 8, work: ['2025-09-28', '2025-10-11'] },
  { nameZh: '元旦', nameEn: 'New Year', from: '2026-01-01', days: 3, work: ['2026-01-04'] },
  { nameZh: '春节', nameEn: 'Spring Festival', from: '2026-02-15', days: 9, work: ['2026-02-14', '2026-02-28'] },
  { nameZh: '清明节', nameEn: 'Qingming', from: '2026-04-04', days: 3 },
  { nameZh: '劳动节', nameEn: 'Labour Day', from: '2026-05-01', days: 5, work: ['2026-05-09'] },
  { nameZh: '端午节', nameEn: 'Dragon Boat Festival', from: '2026-06-19', days: 3 },
  { nameZh: '中秋节', nameEn: 'Mid-Autumn', from: '2026-09-25', days: 3 },
  { nameZh: '国庆节', nameEn: 'National Day', from: '2026-10-01', days: 7, work: ['2026-09-20', '2026-10-10'] },
]

const dayMs = 86_400_000
const dayAfter = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** The arrangement as rows of a calendar, in order of days. */
export const chinaHolidays: readonly CalendarDay[] = arranged
  .flatMap(({ nameZh, nameEn, from, days, work = [] }) => [
    ...Array.from({ length: days }, (_, i): CalendarDay => ({ day: dayAfter(from, i), kind: 'rest', nameZh, nameEn })),
    ...work.map((day): CalendarDay => ({ day, kind: 'work', nameZh: `${nameZh}调休上班`, nameEn: `Worked for ${nameEn}` })),
  ])
  .toSorted((a, b) => a.day.localeCompare(b.day))
