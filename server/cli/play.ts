import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '../../geodata/random.ts'
import { createSimulation, type SimulatedFix, type SimulatedReport } from '../../geodata/town/simulate.ts'
import { categoryScheme } from '../../geodata/town/categories.ts'
import type { Town } from '../../geodata/town/types.ts'
import { demoCookie } from './demoSession.ts'
import { createRounds } from './playRounds.ts'
import { playStep } from './playStep.ts'

export type PlayOptions = { url: string; town: Town; pace: number; signal: AbortSignal; report?: (line: string) => void; everySeconds?: number }
export type Played = { reports: number; steps: number; fixes: number; refused: number }

type Category = { id: number; scheme: string; code: string }
type Team = { id: number; callSign: string }

/** Plays the present of the demo town through the public API, as clients would, until the signal. Refusals are counted, not fatal. */
export async function playTown({ url, town, pace, signal, report = () => {}, everySeconds = 5 }: PlayOptions): Promise<Played> {
  const door = createDoor(url, signal)
  const { categories } = await door.get<{ categories: Category[] }>('/api/categories')
  const { teams } = await door.get<{ teams: Team[] }>('/api/teams')
  const categoryIds = new Map(categories.filter(({ scheme }) => scheme === categoryScheme).map(({ code, id }) => [code, id]))
  const teamIds = new Map(teams.map(({ callSign, id }) => [callSign, id]))
  const simulation = createSimulation(town, createRandom(Date.now() >>> 0), { pace, fixSeconds: everySeconds })
  const rounds = createRounds(door, teams, createRandom(town.seed))
  const played: Played = { reports: 0, steps: 0, fixes: 0, refused: 0 }
  const count = (noun: 'reports' | 'steps' | 'fixes', done: boolean, rows = 1) => void (done ? (played[noun] += rows) : (played.refused += rows))
  let last = Date.now()
  while (!signal.aborted) {
    const now = Date.now()
    const { reports, steps, fixes } = simulation.step(new Date(now).toISOString(), Math.max(1, (now - last) / 1000))
    last = now
    await rounds.refresh(now)
    for (const made of reports) count('reports', await door.post('/api/incidents', reportOf(made, categoryIds), 'demo-command'))
    for (const step of steps) count('steps', await playStep(door, step))
    for (const batch of batchesOf(rounds.onRounds(fixes), teamIds)) count('fixes', await door.post('/api/positions', batch, 'demo-admin'), batch.fixes.length)
    if (reports.length) report(`reported: ${reports.map(({ title }) => title).join('; ')}`)
    await sleep(Math.max(0, everySeconds * 1000 - (Date.now() - now)), undefined, { signal }).catch(() => {})
  }
  return played
}

export type Door = { get<Answer>(path: string): Promise<Answer>; post(path: string, body: object, actor: string): Promise<boolean> }

function createDoor(url: string, signal: AbortSignal): Door {
  const cookies = new Map<string, Promise<string>>()
  /** One session for each actor; one that has ended is begun anew. */
  async function ask(path: string, actor: string, init: RequestInit = {}): Promise<Response> {
    const cookie = cookies.get(actor) ?? demoCookie(url, actor, signal)
    cookies.set(actor, cookie)
    const answer = await cookie.then((known) => fetch(new URL(path, url), { ...init, headers: { ...init.headers, cookie: known }, signal })).catch((error: unknown) => {
      cookies.delete(actor)
      throw error
    })
    if (answer.status === 401) cookies.delete(actor)
    return answer
  }
  return {
    async get(path) {
      const answer = await ask(path, 'demo-command')
      if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${(await answer.text()).slice(0, 200)}`)
      return (await answer.json()) as never
    },
    async post(path, body, actor) {
      try {
        const answer = await ask(path, actor, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
        await answer.arrayBuffer()
        return answer.ok
      } catch {
        return false
      }
    },
  }
}

const reportOf = ({ categoryCode, ...report }: SimulatedReport, ids: Map<string, number>) => ({ ...report, categoryId: ids.get(categoryCode) ?? 0 })

function batchesOf(fixes: SimulatedFix[], teamIds: Map<string, number>) {
  const batches = new Map<string, { teamId: number; device: string; fixes: object[] }>()
  for (const { teamCallSign, device, fix } of fixes) {
    const teamId = teamIds.get(teamCallSign)
    if (teamId === undefined) continue
    const batch = batches.get(device) ?? { teamId, device, fixes: [] }
    batches.set(device, batch)
    batch.fixes.push(fix)
  }
  return [...batches.values()]
}
