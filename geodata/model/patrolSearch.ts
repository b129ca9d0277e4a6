import { z } from 'zod'
import type { PatrolProblem } from '../patrol/problem.ts'
import { Instant } from './time.ts'
import { type PatrolFigures, PatrolQuestion, PatrolRoute, type PatrolWarning } from './patrolPlan.ts'

/** `routes`: rounds as they are; with `at`, teams are out: what was to begin before then is done and stays as it is. Their locked stops stay with their teams; where one of their teams is not in the question any more, it has dropped out, and all that the others have stays with them. */
export const PatrolRoutesQuestion = z.strictObject({ ...PatrolQuestion.shape, routes: z.array(PatrolRoute).max(40).default([]), alternatives: z.number().int().min(1).max(5).default(3), at: Instant.nullable().default(null) })
export type PatrolRoutesQuestion = z.infer<typeof PatrolRoutesQuestion>

/** `problem` prices moved stops on the page, also without a network. */
export type PatrolRoutesAnswer = { alternatives: { routes: PatrolRoute[]; figures: PatrolFigures }[]; problem: PatrolProblem; warnings: PatrolWarning[]; /** After a team dropped out: stops of the others that are no longer theirs, or no longer in their order. */ changed: number | null }
export type PatrolStage = 'ground' | 'matrix' | 'search' | 'lines'
export type PatrolRoutesLine = { progress: number; stage: PatrolStage } | { answer: PatrolRoutesAnswer }
