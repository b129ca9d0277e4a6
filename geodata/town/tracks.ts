import { createRandom, normal, type Random } from '../random.ts'
import { createWalker, makeBeats } from './beat.ts'
import { toLngLat } from './local.ts'
import { add, type XY } from './plane.ts'
import type { Town, TownFix, TownTeam } from './types.ts'

export type TrackOptions = { from: string; to: string; fixSeconds?: number }

/** Error of a phone in a street: drifts slowly, as real ones do, instead of jumping about. */
export function createDrift(random: Random): () => { offset: XY; accuracyMeters: number } {
  let offset: XY = [0, 0]
  let poor = 1
  return () => {
    if (random() < 0.004) poor = 1 + 4 * random()
    poor += (1 - poor) * 0.03
    offset = [offset[0] * 0.88 + normal(random, 0, 1.5 * poor), offset[1] * 0.88 + normal(random, 0, 1.5 * poor)]
    return { offset, accuracyMeters: Math.round((4 + 3 * random()) * poor * 10) / 10 }
  }
}

const deviceOf = (team: TownTeam) => `pda-${team.callSign}`

/**
 * Positions of every team on its shifts between two moments, shift by shift in order of their start. As in real tracks there
 * is noise, there are gaps (tunnels, pockets, flat batteries) and a few broken fixes: (0, 0) or a jump of kilometres.
 * The same town and options give the same fixes, and a shift's fixes do not depend on the window asked for.
 */
export function* patrolTracks(town: Town, { from, to, fixSeconds = 15 }: TrackOptions): Generator<TownFix> {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  if (!(start < end) || !(fixSeconds > 0))
    throw new RangeError(`expected from before to and fixSeconds above 0, got ${from}, ${to}, ${fixSeconds}`)
  const beats = makeBeats(town)
  const teams = new Map(town.teams.map((team) => [team.callSign, team]))
  for (const shift of town.shifts) {
    const [begin, finish] = [Date.parse(shift.from), Date.parse(shift.to)]
    if (finish <= start || begin >= end) continue
    const team = teams.get(shift.teamCallSign) as TownTeam
    const random = createRandom(Math.imul(town.seed, 7919) + Math.floor(begin / 60_000) * 31 + town.teams.indexOf(team))
    const walker = createWalker(beats, team, random)
    const drift = createDrift(random)
    let silentUntil = 0
    for (let time = begin; time < Math.min(finish, end); time += fixSeconds * 1000) {
      walker.move(fixSeconds)
      const [silence, minutes] = [random(), 2 + 12 * random()]
      if (silence < 0.0006) silentUntil = time + 60_000 * minutes
      const { offset, accuracyMeters } = drift()
      const [broken, hurry] = [random(), normal(random, 0, 0.15)]
      const place: XY = broken < 0.0004 ? add(walker.point, [4000 * (random() - 0.5) + 3000, 6000 * random()]) : add(walker.point, offset)
      // Every random number is drawn by now, so that the rest of the shift is the same whatever is left out here.
      if (time < silentUntil || time < start) continue
      const [lng, lat] = broken > 0.9997 ? [0, 0] : toLngLat(place)
      const speedMetersPerSecond = Math.round(Math.max(0, walker.speedMetersPerSecond && walker.speedMetersPerSecond + hurry) * 100) / 100
      yield {
        teamCallSign: team.callSign,
        device: deviceOf(team),
        at: new Date(time).toISOString(),
        lng,
        lat,
        speedMetersPerSecond,
        accuracyMeters,
      }
    }
  }
}
