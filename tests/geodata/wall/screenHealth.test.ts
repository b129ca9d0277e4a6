import { expect, test } from 'vitest'
import type { ScreenReport, ScreenState } from '../../../geodata/model/mapWall.ts'
import { recentErrors, screenHealth, silentAfterMs } from '../../../geodata/wall/screenHealth.ts'

const now = Date.parse('2026-11-26T03:00:00Z')
const ago = (ms: number) => new Date(now - ms).toISOString()
const told: ScreenReport = { build: '1', viewport: { width: 3840, height: 2160, ratio: 1 }, live: 'live', layers: {}, sharedDelayMs: 12, frameMs: 16.7, memoryMb: 120, contextLosses: 0, errors: [] }
const state = (ms: number, more: Partial<ScreenReport> = {}): ScreenState => ({ screenId: 's', seenAt: ago(ms), told: { ...told, ...more } })
const joined = { joinedAt: ago(3_600_000) }

test('a screen without a window is empty, whatever was told before', () => expect(screenHealth({ joinedAt: null }, state(1_000), now)).toBe('empty'))

test('it lives while it tells, and is silent after that', () => {
  expect(screenHealth(joined, state(silentAfterMs), now)).toBe('live')
  expect(screenHealth(joined, state(silentAfterMs + 1), now)).toBe('silent')
})

test('a window that has just joined is waited for; what its predecessor told says nothing of it', () => {
  expect(screenHealth({ joinedAt: ago(3_000) }, undefined, now)).toBe('waiting')
  expect(screenHealth({ joinedAt: ago(3_000) }, state(8_000), now)).toBe('waiting')
  expect(screenHealth({ joinedAt: ago(silentAfterMs + 1) }, state(silentAfterMs + 5_000), now)).toBe('silent')
})

test('stopped data weighs more than errors; errors of more than ten minutes ago weigh nothing', () => {
  const error = (ms: number) => ({ at: ago(ms), text: 'WebGL context lost' })
  expect(screenHealth(joined, state(1_000, { live: 'stale', errors: [error(5_000)] }), now)).toBe('stale')
  expect(screenHealth(joined, state(1_000, { errors: [error(5_000)] }), now)).toBe('failing')
  expect(screenHealth(joined, state(1_000, { errors: [error(601_000)] }), now)).toBe('live')
  expect(recentErrors(state(1_000, { errors: [error(601_000), error(10)] }), now)).toHaveLength(1)
})
