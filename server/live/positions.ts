import type { LivePosition } from '../../geodata/model/patrol.ts'
import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { livePositionsAfter } from '../queries/liveRows.ts'
import { frame, framed } from './frame.ts'
import type { Hub } from './hub.ts'

const everyMs = 1_000
/** Transactions commit later than the clock they wrote, on a machine that is overrun by many seconds: look back this far and leave out what was sent. */
const overlapMs = 15_000

type Sent = { after: number; fixes: Map<number, string> }

function positionOf(row: LivePosition & { receivedAt: string }): LivePosition {
  const { receivedAt: _, ...position } = row
  return position
}

/** Sends newest positions, at most once a second and only to those who may see the team. */
export function createPositionBeat({ sql, hub, log }: { sql: Sql; hub: Hub; log: Log }) {
  const sentTo = new Map<string, Sent>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  /** Answers whether the actor has these rights still. */
  async function sendTo(rightsKey: string, actor: string): Promise<boolean> {
    const sent = sentTo.get(rightsKey) ?? { after: Date.now(), fixes: new Map<number, string>() }
    sentTo.set(rightsKey, sent)
    const rows = await livePositionsAfter(sql, { actor, rightsKey }, new Date(sent.after - overlapMs).toISOString())
    if (!rows) return false
    const fresh = rows.filter(({ teamId, at }) => sent.fixes.get(teamId) !== at)
    for (const { teamId, at, receivedAt } of fresh) {
      sent.fixes.set(teamId, at)
      sent.after = Math.max(sent.after, Date.parse(receivedAt))
    }
    if (fresh.length) hub.send(framed(frame({ name: 'position', data: fresh.map(positionOf) })), rightsKey)
    return true
  }

  async function round(): Promise<void> {
    const groups = hub.groups()
    for (const key of sentTo.keys()) if (!groups.has(key)) sentTo.delete(key)
    for (const [key, actors] of groups) for (const actor of actors) if (await sendTo(key, actor)) break
  }

  const next = () => {
    timer = setTimeout(() => {
      round().catch((error: unknown) => { if (!stopped) log.warn({ error: String(error) }, 'positions could not be sent') }).finally(() => { if (!stopped) next() })
    }, everyMs)
    timer.unref()
  }

  return {
    start: next,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
