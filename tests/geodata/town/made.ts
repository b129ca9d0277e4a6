import { vi } from 'vitest'
import { makeTown, type Town } from '../../../geodata/town/town.ts'

export const now = '2026-11-22T09:00:00+08:00'
// A town takes two seconds; on a machine that does other things as well it may take ten times as long.
vi.setConfig({ testTimeout: 90_000 })

let made: Town | undefined
/** One town for all tests of a file: it is never changed by them. */
export const town = (): Town => (made ??= makeTown({ seed: 20261122, now }))
