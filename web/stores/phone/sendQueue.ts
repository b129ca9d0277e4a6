import type { Incident, IncidentReport } from '../../../geodata/model/incident.ts'
import type { PositionBatch } from '../../../geodata/model/patrol.ts'
import type { CheckIn, CheckInsTaken } from '../../../geodata/model/patrolPlan.ts'
import { Problem } from '../../api/http.ts'
import type { FixesTaken } from '../../api/onPatrol.ts'
import type { FixRow, QueueRow, QueueRows } from './queueRows.ts'

/** The ways to the server; each may be asked again with the same ids. */
export type Senders = {
  incident(report: IncidentReport): Promise<{ incident: Incident }>
  photo(incidentId: string, photoId: string, picture: Blob): Promise<unknown>
  checkIns(rows: CheckIn[]): Promise<CheckInsTaken>
  positions(batch: PositionBatch): Promise<FixesTaken>
  /** Told before the rows go, so that a round never looks as if nothing had been said. */
  checkedIn(rows: CheckIn[]): Promise<void>
}
/** done: nothing is left that is due. offline: no answer. signedOut: the session has ended. later: the server cannot take some of it now. */
export type Sent = 'done' | 'offline' | 'signedOut' | 'later'
type Failure = { kind: 'offline' } | { kind: 'signedOut' } | { kind: 'later' } | { kind: 'refused'; code: string; reason: string }

const mostCheckIns = 200
const mostFixes = 500
/** Answers that say nothing about the row itself. */
const passing = new Set([408, 425, 429])

/** Something that is no answer of ours (a login page of a hotel's network) is as good as none. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof Problem)) return { kind: 'offline' }
  const { status, detail, title, errors } = error.document
  if (status === 0) return { kind: 'offline' }
  if (status === 401) return { kind: 'signedOut' }
  if (status >= 500 || passing.has(status)) return { kind: 'later' }
  return { kind: 'refused', code: `http_${status}`, reason: [detail || title, ...errors.map(({ expected }) => expected)].filter((text, i, all) => text && all.indexOf(text) === i).join(' · ') }
}

/** Reports first, each with its photos behind it: a photo waits for its incident and shares its refusal. */
async function sendReports(rows: QueueRows, due: readonly QueueRow[], to: Senders): Promise<Sent> {
  const held = new Set<string>()
  let later = false
  for (const row of due) {
    const { item } = row
    if (item.kind !== 'incident' && item.kind !== 'photo') continue
    const incidentId = item.kind === 'incident' ? item.body.id : item.incidentId
    if (held.has(incidentId)) continue
    try {
      if (item.kind === 'incident') {
        if ((await to.incident(item.body)).incident.id !== incidentId) throw new TypeError('another incident was answered')
      } else {
        const picture = await rows.picture(item.photoId)
        if (picture) await to.photo(incidentId, item.photoId, new Blob([picture.bytes], { type: picture.type }))
      }
      await rows.remove([row])
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind === 'offline' || failure.kind === 'signedOut') return failure.kind
      held.add(incidentId)
      if (failure.kind !== 'refused') later = true
      else {
        const alike = item.kind === 'photo' ? [row] : due.filter((each) => each === row || (each.item.kind === 'photo' && each.item.incidentId === incidentId))
        await rows.mark(alike, { state: 'refused', code: failure.code, reason: failure.reason })
      }
    }
  }
  return later ? 'later' : 'done'
}

/** In their order; the first that still waits for its moment holds back those after it. */
async function sendCheckIns(rows: QueueRows, due: readonly QueueRow[], now: number, to: Senders): Promise<Sent> {
  const all = due.flatMap((row) => (row.item.kind === 'checkIn' ? [{ row, body: row.item.body }] : []))
  const first = all.findIndex(({ row }) => row.notBefore > now)
  const ready = first < 0 ? all : all.slice(0, first)
  for (let i = 0; i < ready.length; i += mostCheckIns) {
    const batch = ready.slice(i, i + mostCheckIns)
    try {
      const taken = await to.checkIns(batch.map(({ body }) => body))
      const here = new Set([...taken.kept, ...taken.again])
      const remarks = new Map(taken.remarks.map(({ id, code }) => [id, code]))
      const refused = new Map(taken.refused.flatMap((each) => { const id = batch[each.index]?.body.id; return id ? [[id, each] as const] : [] }))
      const kept = batch.filter(({ body }) => here.has(body.id))
      await to.checkedIn(kept.map(({ body }) => body))
      for (const { row, body } of kept.filter(({ body: { id } }) => remarks.has(id))) await rows.mark([row], { state: 'told', code: remarks.get(body.id)!, reason: '' })
      await rows.remove(kept.filter(({ body }) => !remarks.has(body.id)).map(({ row }) => row))
      for (const { row, body } of batch) {
        const why = here.has(body.id) ? undefined : refused.get(body.id)
        if (why) await rows.mark([row], { state: 'refused', code: why.code, reason: why.reason })
      }
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind !== 'refused') return failure.kind
      await rows.mark(batch.map(({ row }) => row), { state: 'refused', code: failure.code, reason: failure.reason })
    }
  }
  return 'done'
}

async function sendFixes(rows: QueueRows, account: string, now: number, to: Senders): Promise<Sent> {
  for (;;) {
    const mine = (await rows.fixes()).filter((row) => row.account === account)
    const first = mine[0]
    if (!first) return 'done'
    const batch: FixRow[] = mine.filter(({ teamId, device }) => teamId === first.teamId && device === first.device).slice(0, mostFixes)
    const refusals = new Map<string, number>()
    try {
      const taken = await to.positions({ teamId: first.teamId, device: first.device, fixes: batch.map(({ fix }) => fix) })
      for (const { reason } of taken.rejected) refusals.set(reason, (refusals.get(reason) ?? 0) + 1)
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind !== 'refused') return failure.kind
      refusals.set(failure.reason, batch.length)
    }
    await rows.settleFixes(batch, refusals, now)
  }
}

/** Sends what is due of one account, in order within each kind. A row goes only when the server has answered for it; killed at any point, the rest is sent the next time. */
export async function sendQueue(rows: QueueRows, account: string, now: number, to: Senders): Promise<Sent> {
  const due = (await rows.all()).filter((row) => row.account === account && row.state === 'waiting')
  const reports = await sendReports(rows, due, to)
  if (reports === 'offline' || reports === 'signedOut') return reports
  const checkIns = await sendCheckIns(rows, due, now, to)
  if (checkIns === 'offline' || checkIns === 'signedOut') return checkIns
  const fixes = await sendFixes(rows, account, now, to)
  return fixes !== 'done' ? fixes : reports === 'later' || checkIns === 'later' ? 'later' : 'done'
}
