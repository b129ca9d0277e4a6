import { flushPromises, mount } from '@vue/test-utils'
import fc from 'fast-check'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CalendarDay, WorkingHours } from '../../geodata/model/deadline.ts'
import { chinaHolidays } from '../../geodata/town/holidays.ts'
import { i18n, setLocale } from '../../web/i18n/index.ts'
import { hoursText, readHours } from '../../web/panels/deadline/hoursText.ts'
import YearCalendar from '../../web/panels/deadline/YearCalendar.vue'
import { addMonths, markOf, mergedDays, toggledDay, weekdayOf, weeksOf } from '../../web/panels/deadline/yearDays.ts'
import { useDeadlineSettings } from '../../web/stores/deadlineSettings.ts'

const office: WorkingHours[] = [1, 2, 3, 4, 5].flatMap((weekday) => [{ weekday, opens: '09:00', closes: '12:00' }, { weekday, opens: '13:30', closes: '17:30' }])

describe('hours as text', () => {
  test.each(['9-12, 13:30-17:30', '09:00–12:00,13:30–17:30', '09:00至12:00、13:30到17:30', '13:30—17:30; 9:00—12:00', '9:00-12:00 13:30-17:30'])('%s', (text) => {
    expect(hoursText(readHours(text, 1) ?? [], 1)).toBe('09:00–12:00, 13:30–17:30')
  })
  test.each(['9', '9-', '12-9', '9-12, 11-13', '25-26', '9-24:30', '9:60-12', 'nine to five', '9-12,'])('%s is refused', (text) => expect(readHours(text, 1)).toBeNull())
  test('nothing is a day of rest, and the whole day can be worked', () => {
    expect(readHours('  ', 7)).toEqual([])
    expect(readHours('0-24', 7)).toEqual([{ weekday: 7, opens: '00:00', closes: '24:00' }])
  })
})

describe('days of a year', () => {
  test('weeks begin on Monday and hold every day of the month once', () => {
    fc.assert(fc.property(fc.integer({ min: 1970, max: 2150 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      const weeks = weeksOf(year, month)
      for (const week of weeks) for (const [i, day] of week.entries()) if (day) expect(weekdayOf(day)).toBe(i + 1)
      const days = weeks.flat().filter(Boolean)
      expect([days.length, days[0], new Set(days).size]).toEqual([new Date(year, month, 0).getDate(), `${year}-${String(month).padStart(2, '0')}-01`, days.length])
    }))
  })
  test('the month before March the 31st ends in February', () => {
    expect([addMonths('2026-03-31', -1), addMonths('2026-12-15', 1), addMonths('2024-02-29', 12)]).toEqual(['2026-02-28', '2027-01-15', '2025-02-28'])
  })
  test('a press makes the exception that makes sense, another takes it back', () => {
    const once = toggledDay('2026-11-25', [], office)
    expect(once).toEqual([{ day: '2026-11-25', kind: 'rest', nameZh: '', nameEn: '' }])
    expect(toggledDay('2026-11-28', once, office)).toContainEqual({ day: '2026-11-28', kind: 'work', nameZh: '', nameEn: '' })
    expect(toggledDay('2026-11-25', once, office)).toEqual([])
    expect(markOf('2026-11-28', new Map(), office)).toBe('free')
  })
  test('a set that is filled in wins over what stood there', () => {
    const days: CalendarDay[] = [{ day: '2026-10-01', kind: 'work', nameZh: '', nameEn: '' }, { day: '2026-12-24', kind: 'rest', nameZh: '', nameEn: '' }]
    const merged = mergedDays(days, chinaHolidays)
    expect(merged).toHaveLength(chinaHolidays.length + 1)
    expect(merged.find(({ day }) => day === '2026-10-01')).toMatchObject({ kind: 'rest', nameEn: 'National Day' })
  })
})

describe('the calendar under the keyboard', () => {
  beforeEach(() => { setActivePinia(createPinia()); setLocale('en'); vi.useFakeTimers({ now: Date.parse('2026-11-25T04:00:00Z'), toFake: ['Date'] }) })
  afterEach(() => void vi.useRealTimers())
  const open = (disabled = false) => {
    const settings = useDeadlineSettings()
    settings.hours = office
    const wrapper = mount(YearCalendar, { props: { disabled }, global: { plugins: [i18n] }, attachTo: document.body })
    const focused = () => (document.activeElement as HTMLElement).dataset.day
    const press = async (key: string) => { await wrapper.find('.year').trigger('keydown', { key }); await flushPromises() }
    return { settings, wrapper, focused, press }
  }

  test('one day takes the focus; arrows, months and weeks move it, into other years too', async () => {
    const { wrapper, focused, press } = open()
    expect(wrapper.findAll('[tabindex="0"][data-day]').map((each) => each.attributes('data-day'))).toEqual(['2026-11-25'])
    const way: (string | undefined)[] = []
    for (const key of ['ArrowRight', 'ArrowDown', 'PageUp', 'Home', 'End', 'PageDown', 'PageDown', 'PageDown', 'ArrowUp']) { await press(key); way.push(focused()) }
    expect(way).toEqual(['2026-11-26', '2026-12-03', '2026-11-03', '2026-11-02', '2026-11-08', '2026-12-08', '2027-01-08', '2027-02-08', '2027-02-01'])
    wrapper.unmount()
  })
  test('a press changes the day and says so; where nothing may be changed it does not', async () => {
    const { settings, wrapper } = open()
    const day = () => wrapper.find('[data-day="2026-11-25"]')
    await day().trigger('click')
    expect(settings.days).toEqual([{ day: '2026-11-25', kind: 'rest', nameZh: '', nameEn: '' }])
    expect(day().attributes('aria-label')).toBe('Wednesday, November 25, 2026, holiday')
    expect(day().text()).toBe('25off')
    await wrapper.setProps({ disabled: true })
    await day().trigger('click')
    expect(settings.days).toHaveLength(1)
    wrapper.unmount()
  })
  test('the national arrangement fills in the year that is shown', async () => {
    const { settings, wrapper } = open()
    await wrapper.findAll('button').find((button) => button.text().includes('2026'))!.trigger('click')
    expect(settings.days).toEqual(chinaHolidays.filter(({ day }) => day.startsWith('2026')))
    wrapper.unmount()
  })
})
