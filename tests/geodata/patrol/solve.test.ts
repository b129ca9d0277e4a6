import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../geodata/random.ts'
import { evaluateRoutes } from '../../../geodata/patrol/evaluate.ts'
import type { PatrolProblem } from '../../../geodata/patrol/problem.ts'
import { solvePatrols } from '../../../geodata/patrol/solve.ts'
import { bestOfAll } from './exhaustive.ts'
import { straightProblem, townQuestion } from './town.ts'

const once = (problem: PatrolProblem): PatrolProblem => ({ ...problem, hotspots: problem.hotspots.map((one) => ({ ...one, mostVisits: 1, shortestSeconds: one.dwellSeconds })) })

describe('up to nine stops, against every subset in every order', () => {
  test.each(Array.from({ length: 20 }, (_, seed) => seed))('equal in all four aims, seed %i', (seed) => {
    const random = createRandom(seed)
    const teams = 1 + (seed % 3)
    const hotspots = seed % 7
    const checkpoints = 9 - hotspots - (seed % 2)
    const problem = once(straightProblem(townQuestion({ teams, hotspots, checkpoints, seed, minutes: [60, 90, 150, 360][seed % 4]! })))
    // One-way streets: no way back is as long as the way there; places without a way; an open end.
    problem.travels[0]!.seconds = Array.from(problem.travels[0]!.seconds, (value) => (random() < 0.03 ? -1 : Math.round(value * (1 + 0.3 * random()))))
    if (seed % 5 === 0) problem.teams[0]!.end = null
    const best = bestOfAll(problem)
    const answer = solvePatrols(problem, { rounds: 6_000 }, createRandom(seed))
    const { reached, reward, lastFinish, totalSeconds, violations } = evaluateRoutes(problem, answer.routes)
    expect(violations).toEqual([])
    expect({ missing: checkpoints - reached, reward, lastFinish, sum: totalSeconds }).toEqual(best)
  })
})
