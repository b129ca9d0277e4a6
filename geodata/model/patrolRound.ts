import type { CheckIn, PatrolRoute } from './patrolPlan.ts'

/** Rounds of the teams that somebody is a member of: those on now, those of the next day, and for two hours those that ended; by their start. */
export type MyRounds = {
  at: string
  rounds: {
    plan: { id: string; name: string; from: string; to: string }
    team: { id: number; callSign: string }
    /** The shift that the round falls in. */
    shift: { from: string; to: string } | null
    route: PatrolRoute
    /** What came here so far, by time. */
    checkIns: (Pick<CheckIn, 'id' | 'stopId' | 'kind'> & { at: string })[]
  }[]
}
