import { makeTown, type Town } from '../../../geodata/town/town.ts'

export const now = '2026-11-22T09:00:00+08:00'
let made: Town | undefined
/** One town for all tests of a file: it is never changed by them. */
export const town = (): Town => (made ??= makeTown({ seed: 20261122, now }))
