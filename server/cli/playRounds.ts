import type { PatrolPlan, PatrolRoute } from '../../geodata/model/patrolPlan.ts'
import { placeOnRound } from '../../geodata/patrol/placeOnRound.ts'
import type { SimulatedFix } from '../../geodata/town/simulate.ts'
import { toLngLat, toPlane } from '../../geodata/town/local.ts'
import type { Random } from '../../geodata/random.ts'
import type { Door } from './play.ts'

const everyMs = 60_000
/** People start a little late. */
const mostLateMs = 150_000
const phoneMeters = 6

/** Teams that have a published round walk it, a little late and with the noise of a phone; the others go their own ways. */
export function createRounds(door: Pick<Door, 'get'>, teams: readonly { id: number; callSign: string }[], random: Random) {
  const signs = new Map(teams.map(({ id, callSign }) => [id, callSign]))
  const late = new Map(teams.map(({ callSign }) => [callSign, random() * mostLateMs]))
  let rounds = new Map<string, PatrolRoute[]>()
  let readMs = -Infinity
  async function refresh(nowMs: number): Promise<void> {
    if (nowMs - readMs < everyMs) return
    readMs = nowMs
    const span = `from=${new Date(nowMs - everyMs).toISOString()}&to=${new Date(nowMs + everyMs).toISOString()}`
    const { plans } = await door.get<{ plans: PatrolPlan[] }>(`/api/patrol-plans?${span}`)
    const read = await Promise.all(plans.filter(({ state }) => state === 'published').map(({ id }) => door.get<{ routes: PatrolRoute[] }>(`/api/patrol-plans/${id}`)))
    rounds = new Map()
    for (const route of read.flatMap(({ routes }) => routes)) {
      const sign = signs.get(route.teamId) ?? ''
      rounds.set(sign, [...(rounds.get(sign) ?? []), route])
    }
  }
  const walked = (one: SimulatedFix): SimulatedFix => {
    const at = Date.parse(one.fix.at) - (late.get(one.teamCallSign) ?? 0)
    const found = (rounds.get(one.teamCallSign) ?? []).map((route) => placeOnRound(route, at)).find((place) => place !== null)
    if (!found) return one
    const [x, y] = toPlane(found.place)
    const [lng, lat] = toLngLat([x + (random() - 0.5) * 2 * phoneMeters, y + (random() - 0.5) * 2 * phoneMeters])
    return { ...one, fix: { ...one.fix, lng, lat, speedMetersPerSecond: found.moving ? (one.fix.speedMetersPerSecond ?? 0) || 1.2 : 0 } }
  }
  return { refresh: (nowMs: number) => refresh(nowMs).catch(() => {}), onRounds: (fixes: readonly SimulatedFix[]): SimulatedFix[] => fixes.map(walked) }
}
