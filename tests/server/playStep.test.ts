import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { Incident } from '../../geodata/model/incident.ts'
import { course } from '../../geodata/town/lifecycle.ts'
import { playStep } from '../../server/cli/playStep.ts'
import { west } from './city.ts'
import { type Door, openDoor, report } from './door.ts'

let door: Door
beforeAll(async () => void (door = await openDoor()))
afterAll(() => door?.close())

const newId = () => uuidv7(Math.random, Date.now())
const player = {
  get: async <Answer>(path: string) => {
    const answer = await door.ask(path)
    if (!answer.ok) throw new Error(path)
    return (await answer.json()) as Answer
  },
  post: async (path: string, body: object, as: string) => (await door.ask(path, { as, method: 'POST', body })).ok,
}
async function reported(): Promise<string> {
  const sent = report(west)
  expect((await door.ask('/api/incidents', { method: 'POST', body: sent })).status).toBe(201)
  return sent.id
}

it('takes a matter through the whole course as a person would', async () => {
  const id = await reported()
  for (const { action } of course.slice(1)) expect(await playStep(player, { incidentId: id, action: action as 'register', note: 'played', result: 'resolved', satisfaction: 'satisfied' }), action).toBe(true)
  const { incident } = await player.get<{ incident: Incident }>(`/api/incidents/${id}`)
  expect(incident).toMatchObject({ state: 'archived', result: 'resolved', satisfaction: 'satisfied' })
})

it('passes over what is not there, or what somebody else has moved on', async () => {
  const id = await reported()
  for (const [version, action] of ['register', 'suspend'].entries()) expect(await player.post(`/api/incidents/${id}/steps`, { id: newId(), action, version: version + 1, note: 'x' }, 'demo-command')).toBe(true)
  expect(await playStep(player, { incidentId: id, action: 'dispatch', note: '' })).toBe(false)
  expect(await playStep(player, { incidentId: newId(), action: 'register', note: '' })).toBe(false)
})
