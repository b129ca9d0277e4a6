import { mount } from '@vue/test-utils'
import fc from 'fast-check'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { i18n, setLocale } from '../../web/i18n/index.ts'
import CountDown from '../../web/ui/CountDown.vue'
import { countDown } from '../../web/ui/countDown.ts'

const due = '2026-11-25T10:00:00.000Z'
const at = (text: string) => Date.parse(`2026-11-25T${text}Z`)
const unitMs = { days: [86_400_000, 3_600_000], hours: [3_600_000, 60_000], minutes: [60_000, 1000], wholeMinutes: [60_000, 1000], seconds: [60_000, 1000] } as const

describe('what a clock says', () => {
  test.each([
    ['07:46:00', 'left', 'hours', 2, 14], ['09:00:00', 'left', 'hours', 1, 0], ['09:00:01', 'left', 'minutes', 59, 59], ['09:30:00', 'warn', 'minutes', 30, 0], ['09:59:59.900', 'warn', 'seconds', 0, 1],
    ['10:00:00', 'overdue', 'seconds', 0, 0], ['10:35:59', 'overdue', 'wholeMinutes', 35, 59], ['12:00:00', 'overdue', 'hours', 2, 0],
  ])('at %s: %s %s %i %i', (time, state, form, big, small) => {
    expect(countDown({ dueAt: due }, at(time))).toEqual({ state, form, big, small })
  })

  test('the warning is that of the clock where it is known', () => {
    expect(countDown({ dueAt: due, warnAt: '2026-11-25T08:00:00Z' }, at('08:00:00')).state).toBe('warn')
    expect(countDown({ dueAt: due, warnAt: '2026-11-25T09:55:00Z' }, at('09:54:59')).state).toBe('left')
  })

  test('a paused clock stands still', () => {
    const paused = { dueAt: due, pausedAt: '2026-11-25T08:00:00Z' }
    expect(countDown(paused, at('23:00:00'))).toEqual({ state: 'paused', form: 'hours', big: 2, small: 0 })
  })

  test('the parts add up to the span, to the size of the smaller unit', () => {
    fc.assert(fc.property(fc.integer({ min: -400 * 86_400_000, max: 400 * 86_400_000 }), (left) => {
      const { state, form, big, small } = countDown({ dueAt: due }, Date.parse(due) - left)
      const [bigMs, smallMs] = unitMs[form]
      const said = big * bigMs + small * smallMs
      expect(state === 'overdue').toBe(left <= 0)
      expect(Math.abs(said - Math.abs(left))).toBeLessThan(smallMs + 1000)
      expect(small).toBeLessThan(bigMs / smallMs)
    }))
  })
})

describe('the countdown on a page', () => {
  beforeEach(() => void vi.useFakeTimers({ now: at('09:44:55.400') }))
  afterEach(() => void vi.useRealTimers())
  const show = (props: object = {}) => mount(CountDown, { props: { dueAt: due, step: 'accept', ...props }, global: { plugins: [createPinia(), i18n] } })

  test('ticks at the turn of the second, in both languages, and says the step and the moment', async () => {
    setLocale('zh-CN')
    const one = show()
    const two = show({ dueAt: '2026-11-25T09:10:00Z' })
    expect([one.text(), two.text()]).toEqual(['剩 15 分 05 秒', '超 34 分'])
    expect(two.classes()).toContain('overdue')
    await vi.advanceTimersByTimeAsync(600)
    expect(one.text()).toBe('剩 15 分 04 秒')
    expect(one.attributes('aria-label')).toMatch(/^接单 剩 15 分, .*18:00/)
    setLocale('en')
    await vi.advanceTimersByTimeAsync(4_000)
    expect([one.text(), two.text()]).toEqual(['15 min 00 s left', '35 min over'])
    expect(one.attributes('title')).toMatch(/^Accept · due 2026-11-25 18:00/)
    one.unmount()
    two.unmount()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a moment of the past holds it still', async () => {
    setLocale('zh-CN')
    const past = show({ at: at('09:00:00') })
    await vi.advanceTimersByTimeAsync(5_000)
    expect(past.text()).toBe('剩 1 小时 0 分')
  })
})
