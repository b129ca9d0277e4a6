import { uuidv7 } from '../../geodata/model/id.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { PatrolQuestion, PatrolRoute, PatrolStop } from '../../geodata/model/patrolPlan.ts'
import type { RoutesPrice } from '../../geodata/patrol/evaluate.ts'
import type { PatrolWork } from './patrolKeep.ts'
import { routesOf } from './roundEdit.ts'
import { useRoundWays } from './roundWays.ts'

/** A team whose round has no stop stays where it is. */
export const isBusy = ({ stops }: Pick<PatrolRoute, 'stops'>): boolean => stops.some(({ kind }) => kind === 'hotspot' || kind === 'checkpoint')
export const placesOfRoute = ({ stops }: Pick<PatrolRoute, 'stops'>): LngLat[] => stops.filter(({ kind }) => kind !== 'break').map(({ place }) => place)

/** Rounds as routes that can be kept and drawn: starts and ends have ids that stay, ways are those that are known. */
export function roundRoutes() {
  const ways = useRoundWays()
  const edges = new Map<string, string>()
  const edgeKey = (route: string, kind: PatrolStop['kind']) => `${route} ${kind}`
  function edgeId(route: string, kind: PatrolStop['kind']): string {
    const known = edges.get(edgeKey(route, kind)) ?? uuidv7(Math.random, Date.now())
    edges.set(edgeKey(route, kind), known)
    return known
  }
  const vehicleOf = ({ teams }: PatrolQuestion, id: number) => teams.find(({ teamId }) => teamId === id)?.vehicle ?? 'foot'
  /** Ids and ways of routes as they came. @returns the ids of the routes, in the order of the teams */
  function learn(question: PatrolQuestion, given: readonly PatrolRoute[]): string[] {
    for (const route of given) {
      for (const { id, kind } of route.stops) if (kind === 'start' || kind === 'end') edges.set(edgeKey(route.id, kind), id)
      ways.remember(vehicleOf(question, route.teamId), placesOfRoute(route), route.line)
    }
    return question.teams.map(({ teamId }) => given.find((route) => route.teamId === teamId)?.id ?? uuidv7(Math.random, Date.now()))
  }
  /** `asked`: ways that are not known yet are asked for. */
  const routesFor = ({ problem, question, routeIds }: PatrolWork, price: RoutesPrice, asked: boolean): PatrolRoute[] => routesOf(problem!, question, price, routeIds, edgeId).map((route) => {
    const { line, straight } = ways.lineOf(vehicleOf(question, route.teamId), placesOfRoute(route), asked)
    return { ...route, line: straight || line.length < 2 ? null : [...line] }
  })
  return { learn, routesFor }
}
