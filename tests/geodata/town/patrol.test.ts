import KDBush from 'kdbush'
import { describe, expect, it } from 'vitest'
import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import { IncidentReport } from '../../../geodata/model/incident.ts'
import { PositionFix } from '../../../geodata/model/patrol.ts'
import { createRandom } from '../../../geodata/random.ts'
import { toPlane } from '../../../geodata/town/local.ts'
import { townQuestion } from '../../../geodata/town/patrols.ts'
import { between, distance, type XY } from '../../../geodata/town/plane.ts'
import { createSimulation } from '../../../geodata/town/simulate.ts'
import { patrolTracks, type Town, type TownFix } from '../../../geodata/town/town.ts'
import { now, town } from './made.ts'

const from = '2026-11-20T00:00:00.000Z'
const to = '2026-11-21T00:00:00.000Z'

/** Points every 10 m or less along all streets, to ask how far a fix is from the nearest street. */
function streetIndex({ streets }: Town) {
  const points: XY[] = streets.flatMap(({ geometry }) => {
    const line = geometry.coordinates.map((p) => toPlane(p as LngLat))
    return line.slice(1).flatMap((b, i) => {
      const a = line[i] as XY
      const count = Math.ceil(distance(a, b) / 10)
      return Array.from({ length: count + 1 }, (_, k) => between(a, b, k / count))
    })
  })
  const index = new KDBush(points.length)
  for (const [x, y] of points) index.add(x, y)
  index.finish()
  return (fix: { lng: number; lat: number }) => {
    const [x, y] = toPlane([fix.lng, fix.lat])
    return index.range(x - 40, y - 40, x + 40, y + 40).reduce((best, i) => Math.min(best, distance([x, y], points[i] as XY)), Infinity)
  }
}

describe('tonight’s question', () => {
  it('goes to the hotspots that are watched, by their id, and before there are any to where matters gather', () => {
    const { callSign, areaCode } = town().teams[0]!
    const [lng, lat] = (town().places.find((place) => place.kind === 'patrol_station' && place.areaCode === areaCode) ?? town().places.find(({ kind }) => kind === 'patrol_station')!).geometry.coordinates as LngLat
    const ask = (watched: Parameters<typeof townQuestion>[4]) => townQuestion(town(), 1, [{ teamId: 1, callSign, from, to }], [], watched)!.hotspots
    const id = '0192f0c1-0000-7000-8000-00000000000a'
    expect(ask([{ id, name: '东门一带', lng, lat }])[0]).toMatchObject({ hotspotId: id, name: '东门一带' })
    expect(ask([]).every(({ hotspotId }) => hotspotId === null)).toBe(true)
  })
})

describe('patrol tracks of a day', () => {
  const fixes: TownFix[] = [...patrolTracks(town(), { from, to })]

  it('come from teams on their shifts only', () => {
    const shifts = town().shifts
    for (const { teamCallSign, at } of fixes.filter((_, i) => i % 50 === 0)) {
      expect(at >= from && at < to).toBe(true)
      expect(shifts.some((shift) => shift.teamCallSign === teamCallSign && shift.from <= at && at < shift.to)).toBe(true)
    }
    expect(new Set(fixes.map(({ teamCallSign }) => teamCallSign)).size).toBeGreaterThanOrEqual(10)
    expect(fixes.length).toBeGreaterThan(15_000)
  })

  it('run along streets, but for noise and a few broken fixes', () => {
    const gapMeters = streetIndex(town())
    const gaps = fixes
      .filter((_, i) => i % 7 === 0)
      .map(gapMeters)
      .toSorted((a, b) => a - b)
    expect(gaps[Math.floor(gaps.length / 2)]).toBeLessThan(8)
    expect(gaps[Math.floor(gaps.length * 0.97)]).toBeLessThan(25)
    const broken = fixes.filter(({ lng, lat }) => (lng === 0 && lat === 0) || distanceMeters([lng, lat], [118.62, 31.42]) > 3_200).length
    expect(broken).toBeGreaterThan(0)
    expect(broken / fixes.length).toBeLessThan(0.002)
  })

  it('stay 10 to 15 minutes at stops and have gaps', () => {
    const byTeam = town().teams.map(({ callSign }) => fixes.filter(({ teamCallSign }) => teamCallSign === callSign))
    const stays: number[] = []
    let gaps = 0
    for (const list of byTeam) {
      let since: number | null = null
      list.forEach((fix, i) => {
        const time = Date.parse(fix.at)
        const silence = i === 0 ? 0 : time - Date.parse((list[i - 1] as TownFix).at)
        if (silence > 60_000 && silence < 3_600_000) gaps++
        if (fix.speedMetersPerSecond === 0) since ??= time
        else if (since !== null) {
          stays.push((time - since) / 60_000)
          since = null
        }
      })
    }
    stays.sort((a, b) => a - b)
    expect(stays[Math.floor(stays.length / 2)]).toBeGreaterThan(9.5)
    expect(stays[Math.floor(stays.length / 2)]).toBeLessThan(15.5)
    expect(gaps).toBeGreaterThan(3)
  })

  it('are the same in a shorter window', () => {
    const key = (fix: TownFix) => JSON.stringify(fix)
    const cut = [...patrolTracks(town(), { from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T10:20:00.000Z' })].map(key).toSorted()
    expect(cut.length).toBeGreaterThan(100)
    const wanted = fixes
      .filter(({ at }) => at >= '2026-11-20T10:00:00.000Z' && at < '2026-11-20T10:20:00.000Z')
      .map(key)
      .toSorted()
    expect(cut.join('\n') === wanted.join('\n')).toBe(true)
  })
})

describe('the simulator', () => {
  const start = Date.parse(now)
  const at = (seconds: number) => new Date(start + seconds * 1000).toISOString()

  it('plays a day with about as many new matters as a day of the past, as reports that a client may send', () => {
    const simulation = createSimulation(town(), createRandom(1), { pace: 10, fixSeconds: 600 })
    const reports = Array.from({ length: 144 }, (_, k) => simulation.step(at((k + 1) * 600), 600).reports).flat()
    // They are 55 a day; November and the weekday move it by less than a third.
    expect(reports.length).toBeGreaterThan(380)
    expect(reports.length).toBeLessThan(720)
    for (const { categoryCode, ...report } of reports) {
      expect(/^\d{5}$/.test(categoryCode)).toBe(true)
      expect(IncidentReport.safeParse({ ...report, categoryId: 1 }).success).toBe(true)
    }
    expect(new Set(reports.map(({ id }) => id)).size).toBe(reports.length)
  })

  it('takes each open matter through its steps in order', () => {
    const simulation = createSimulation(town(), createRandom(2), { fixSeconds: 3600 })
    const seen = new Map<string, string[]>()
    for (let hour = 1; hour <= 240; hour++) {
      for (const { incidentId, action } of simulation.step(at(hour * 3600), 3600).steps)
        seen.set(incidentId, [...(seen.get(incidentId) ?? []), action])
    }
    const order = ['register', 'dispatch', 'accept', 'handle', 'feed_back', 'verify', 'close', 'call_back', 'archive']
    expect(seen.size).toBeGreaterThan(200)
    for (const actions of seen.values()) expect(order.join().includes(actions.join())).toBe(true)
  })

  it('moves teams on duty along the streets with a fix every 5 seconds', () => {
    const simulation = createSimulation(town(), createRandom(3))
    const gapMeters = streetIndex(town())
    const fixes = Array.from({ length: 60 }, (_, k) => simulation.step(at((k + 1) * 60), 60).fixes).flat()
    const team = fixes.filter(({ teamCallSign }) => teamCallSign === fixes[0]?.teamCallSign)
    expect(team.map(({ fix }) => (Date.parse(fix.at) - start) / 1000)).toEqual(Array.from({ length: 720 }, (_, i) => (i + 1) * 5))
    for (const { fix } of fixes.filter((_, i) => i % 20 === 0)) {
      expect(PositionFix.safeParse(fix).success).toBe(true)
      expect(gapMeters(fix)).toBeLessThan(40)
    }
  })

  it('plays the same with the same random numbers', () => {
    const play = () => createSimulation(town(), createRandom(4), { pace: 20 }).step(at(1800), 1800)
    expect(play()).toEqual(play())
  })
})
