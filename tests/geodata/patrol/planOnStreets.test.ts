import { describe, expect, test } from 'vitest'
import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'
import type { StreetLine } from '../../../geodata/graph/street.ts'
import { PatrolQuestion } from '../../../geodata/model/patrolPlan.ts'
import { patrolGround } from '../../../geodata/patrol/planOnStreets.ts'

const street = (id: string, coordinates: [number, number][]): StreetLine => ({ id, class: 'residential', coordinates, oneway: false, foot: null, bicycle: null, car: null, onewayBicycle: null, maxSpeedKmh: null, hours: '', nameZh: '', nameEn: '' })
// A comb: two teeth joined at the bottom only, and a piece of street far from both.
const streets = [street('left', [[121.4, 31.21], [121.4, 31.2]]), street('bottom', [[121.4, 31.2], [121.402, 31.2]]), street('right', [[121.402, 31.2], [121.402, 31.21]]), street('alone', [[121.42, 31.2], [121.421, 31.2]])]
const question = (change: object = {}) => PatrolQuestion.parse({
  areaId: 1, teams: [{ teamId: 7, vehicle: 'foot', speedMetersPerSecond: 1, from: '2026-11-26T12:00:00Z', to: '2026-11-26T16:00:00Z', start: [121.4, 31.21] }], hotspots: [{ name: 'tip', place: [121.402, 31.21] }], checkpoints: [], ...change,
})
const stop = (place: [number, number]) => ({ place }) as never
const length = (line: readonly (readonly [number, number])[]) => line.slice(1).reduce((sum, place, i) => sum + distanceMeters(line[i] as [number, number], place as [number, number]), 0)

describe('a question on its streets', () => {
  test('ways follow the streets, also where the straight line is a tenth as long', () => {
    const { problem, warnings, lineOf } = patrolGround(question(), { streets, barriers: [] })
    const walked = 2 * distanceMeters([121.4, 31.21], [121.4, 31.2]) + distanceMeters([121.4, 31.2], [121.402, 31.2])
    expect(problem.travels[0]?.meters[1]).toBeCloseTo(walked, -1)
    expect(problem.travels[0]?.seconds[1]).toBeCloseTo(walked, -1)
    const line = lineOf({ teamId: 7, stops: [stop([121.4, 31.21]), stop([121.402, 31.21])] }) ?? []
    expect(Math.abs(length(line) - walked)).toBeLessThan(2)
    expect(line).toContainEqual([121.4, 31.2])
    expect(warnings).toEqual([])
  })
  test('places off the streets, far from them or cut off are named; a way off the street is walked', () => {
    const { problem, warnings } = patrolGround(question({ hotspots: [{ name: 'field', place: [121.41, 31.25] }, { name: 'yard', place: [121.4034, 31.21] }, { name: 'island', place: [121.4205, 31.2] }] }), { streets, barriers: [] })
    expect(warnings.map(({ code, field, name }) => [code, field, name])).toEqual([['off_streets', 'hotspots.0', 'field'], ['far_from_street', 'hotspots.1', 'yard'], ['cut_off', 'hotspots.2', 'island']])
    expect(warnings[1]?.meters).toBeGreaterThan(120)
    const [, toField, toYard, toIsland] = problem.travels[0]!.seconds as number[]
    expect([toField, toIsland]).toEqual([-1, -1])
    expect(toYard).toBeGreaterThan(2_400)
  })
  test('a gate that is closed at the hour is told and not passed', () => {
    const gate = { id: 'g', kind: 'gate' as const, place: [121.402, 31.2] as [number, number], foot: null, bicycle: null, car: null, hours: 'Mo-Su 06:00-22:00' }
    const at = (minute: number) => patrolGround(question(), { streets, barriers: [gate], at: minute })
    expect(at(12 * 60).problem.travels[0]?.seconds[1]).toBeGreaterThan(0)
    const night = at(23 * 60)
    expect([night.problem.travels[0]?.seconds[1], night.warnings.map(({ code }) => code)]).toEqual([-1, ['cut_off', 'gates_closed']])
  })
  test('where no streets are known, straight lines with a detour stand in, and it is said', () => {
    const { problem, warnings, lineOf } = patrolGround(question(), { streets: [], barriers: [] })
    expect(warnings.map(({ code }) => code)).toEqual(['no_streets'])
    expect(problem.travels[0]?.meters[1]).toBeCloseTo(1.3 * distanceMeters([121.4, 31.21], [121.402, 31.21]), 0)
    expect(lineOf({ teamId: 7, stops: [stop([121.4, 31.21]), stop([121.402, 31.21])] })).toEqual([[121.4, 31.21], [121.402, 31.21]])
    expect(lineOf({ teamId: 7, stops: [stop([121.4, 31.21])] })).toBeNull()
  })
})
