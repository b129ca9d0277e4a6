import { useI18n } from 'vue-i18n'
import { localOfInstant } from '../../../geodata/format/localTime.ts'
import type { Gap } from '../../../geodata/roster/fillRoster.ts'
import type { Hindrance } from '../../../geodata/roster/rules.ts'
import type { Substitute } from '../../../geodata/roster/substitutes.ts'
import { useFormat } from '../../i18n/format.ts'
import { useRoster } from '../../stores/roster.ts'

/** Times by the clock of the area of the roster, and reasons in words. */
export function useRosterWords() {
  const { t, locale } = useI18n()
  const format = useFormat()
  const roster = useRoster()
  const wall = (instant: string | number) => new Date(localOfInstant(typeof instant === 'number' ? instant : Date.parse(instant), roster.timeZone))
  const clock = (instant: string | number) => wall(instant).toISOString().slice(11, 16)
  const weekday = (day: string) => new Intl.DateTimeFormat(locale.value, { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`))
  const dayName = (day: string) => `${day.slice(5)} ${weekday(day)}`
  const dayOf = (instant: string) => wall(instant).toISOString().slice(0, 10)
  /** Midnight ends the day before; other ends of another day name it. */
  const endOf = (from: string, to: string) => (dayOf(from) === dayOf(to) ? clock(to) : clock(to) === '00:00' && Date.parse(to) - Date.parse(from) < 86_400_000 ? '24:00' : `${dayName(dayOf(to))} ${clock(to)}`)
  const span = (from: string, to: string) => `${dayName(dayOf(from))} ${clock(from)}–${endOf(from, to)}`
  const sign = (teamId: number) => roster.teams.get(teamId)?.callSign ?? `#${teamId}`
  const hours = (value: number) => t('roster.hours', { n: format.number(value, 1) })
  const reasons = ({ meters, restBeforeHours, restAfterHours, weekHours, hindrance }: Substitute) => [
    ...(hindrance ? [t(`roster.hindrance.${hindrance}`)] : []),
    meters === null ? t('roster.noPlace') : format.distance(meters),
    ...(restBeforeHours === null ? [] : [t('roster.restBefore', { n: format.number(restBeforeHours, 1) })]),
    ...(restAfterHours === null ? [] : [t('roster.restAfter', { n: format.number(restAfterHours, 1) })]),
    t('roster.weekHours', { n: format.number(weekHours, 1) }),
  ].join(' · ')
  const why = ({ reasons: found }: Gap) => (Object.entries(found) as [Hindrance, number][]).toSorted((a, b) => b[1] - a[1]).slice(0, 3).map(([key, n]) => `${t(`roster.hindrance.${key}`)} ${n}`).join(' · ')
  return { clock, weekday, dayName, dayOf, span, sign, hours, reasons, why }
}
