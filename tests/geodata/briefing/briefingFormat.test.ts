import { describe, expect, test } from 'vitest'
import { changeText, chanceText, countText, minutesText, momentText, shareText, valueText } from '../../../geodata/briefing/briefingFormat.ts'
import { dayText, localDay, periodText, weekdayOf } from '../../../geodata/briefing/dayText.ts'
import { stepStart } from '../../../geodata/briefing/stepStart.ts'

describe('how a briefing writes numbers', () => {
  test('counts, shares and changes', () => {
    expect(countText(180_299, 'zh')).toBe('180,299')
    expect(countText(null, 'en')).toBe('—')
    expect(shareText(180_299 / 191_325, 'en')).toBe('94.2%')
    expect([shareText(1, 'en'), shareText(0.9997, 'en'), shareText(0.0002, 'zh')]).toEqual(['100%', '99.97%', '0.02%'])
    expect([changeText(0.084, 'en'), changeText(-0.251, 'zh'), changeText(0, 'en'), changeText(1.5, 'en'), changeText(12, 'en'), changeText(12, 'zh')]).toEqual(['+8.4%', '−25.1%', '0%', '+150%', '× 13', '原来的 13 倍'])
  })
  test('a chance is never nothing', () => {
    expect([chanceText(0.00002, 'en'), chanceText(0, 'en'), chanceText(0.0312, 'zh'), chanceText(0.0996, 'en'), chanceText(0.8, 'en'), chanceText(1, 'en')]).toEqual(['< 0.001', '< 0.001', '0.031', '0.10', '0.80', '1'])
  })
  test('minutes in the unit that a person would say, carried over', () => {
    expect([5.5, 45, 119, 120, 125, 2_879].map((value) => minutesText(value, 'en'))).toEqual(['5.5 min', '45 min', '119 min', '2 h', '2 h 5 min', '47 h 59 min'])
    expect([2_880, 4_580, 4_319].map((value) => minutesText(value, 'zh'))).toEqual(['2 天', '3 天 4 小时', '3 天'])
    expect(minutesText(-90, 'en')).toBe('−90 min')
  })
  test('moments say their zone, summer time included', () => {
    expect(momentText('2018-03-11T07:30:00Z', 'America/Chicago')).toBe('2018-03-11 01:30 UTC−6')
    expect(momentText('2018-03-11T08:30:00Z', 'America/Chicago')).toBe('2018-03-11 03:30 UTC−5')
    expect(momentText('broken', 'UTC')).toBe('—')
    expect(valueText('2026-11-22T16:00:00Z', 'time', 'zh', 'Asia/Shanghai')).toBe('2026-11-23 00:00 UTC+8')
  })
})

describe('how a briefing writes days', () => {
  test('days with their weekday', () => {
    expect([dayText('2026-11-22', 'zh'), dayText('2026-11-22', 'en')]).toEqual(['2026年11月22日（周日）', 'Sun 22 November 2026'])
    expect(weekdayOf('2026-11-23')).toBe(0)
  })
  test('what both ends share is said once; whole months by name', () => {
    expect([periodText('2026-11-16', '2026-11-23', 'zh'), periodText('2026-11-16', '2026-11-23', 'en')]).toEqual(['2026年11月16日至22日', '16–22 November 2026'])
    expect([periodText('2026-10-01', '2026-11-01', 'zh'), periodText('2026-10-01', '2026-11-01', 'en')]).toEqual(['2026年10月', 'October 2026'])
    expect([periodText('2026-11-28', '2026-12-05', 'zh'), periodText('2026-12-28', '2027-01-04', 'en')]).toEqual(['2026年11月28日至12月4日', '28 December 2026 – 3 January 2027'])
    expect(periodText('2026-11-22', '2026-11-23', 'en')).toBe('Sun 22 November 2026')
  })
  test('steps begin by the clock of the area: a day of 23 hours does not move the days after it', () => {
    const series = { step: 'day' as const, from: '2018-03-09T06:00:00Z' }
    expect([0, 1, 2, 3, 4].map((i) => localDay(stepStart(series, i, 'America/Chicago'), 'America/Chicago'))).toEqual(['2018-03-09', '2018-03-10', '2018-03-11', '2018-03-12', '2018-03-13'])
    expect(stepStart(series, 3, 'America/Chicago')).toBe(Date.parse('2018-03-12T05:00:00Z'))
    expect(localDay(stepStart({ step: 'month', from: '2017-11-01T05:00:00Z' }, 4, 'America/Chicago'), 'America/Chicago')).toBe('2018-03-01')
  })
})
