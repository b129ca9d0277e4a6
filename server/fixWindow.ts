import type { FixWindow } from './judgeFixes.ts'

const dayMs = 86_400_000

/** What devices send is taken for a week, for a phone may have been without a network; clocks may be five minutes ahead. */
export const fixWindow = (): FixWindow => ({ fromMs: Date.now() - 7 * dayMs, toMs: Date.now() + 300_000 })
