import { shallowRef } from 'vue'
import { incidentClient } from '../../api/client.ts'
import { photoClient } from '../../api/intake.ts'
import { onPatrolClient } from '../../api/onPatrol.ts'
import type { useSession } from '../session.ts'
import type { QueueRows } from './queueRows.ts'
import { type Senders, sendQueue, type Sent } from './sendQueue.ts'

/** Between attempts while the network or the server is away. */
const againMilliseconds = 10_000
/** Who is signed in is asked at least this often before something is sent in the name of an account. */
const sureMilliseconds = 60_000
/** A network that takes a request and never answers is none. What arrived all the same changes nothing when it is sent again. */
const [answerMilliseconds, photoMilliseconds] = [20_000, 90_000]

type Parts = {
  session: ReturnType<typeof useSession>
  account: () => string
  now: () => number
  phone: () => Promise<QueueRows>
  look: () => Promise<void>
  /** When the first of what waits is due, by `now`; null where nothing waits. */
  dueAt: () => number | null
  checkedIn: Senders['checkedIn']
  failed: (reason: string) => void
}

const within = <T>(milliseconds: number, work: Promise<T>): Promise<T> =>
  Promise.race([work, new Promise<never>((_, fail) => { setTimeout(() => fail(new TypeError('no answer came')), milliseconds) })])
const sendersOf = (checkedIn: Senders['checkedIn']): Senders => ({
  incident: (report) => within(answerMilliseconds, incidentClient.report(report)),
  photo: (incidentId, photoId, picture) => within(photoMilliseconds, photoClient.add(incidentId, photoId, picture)),
  checkIns: (rows) => within(answerMilliseconds, onPatrolClient.checkIns(rows)),
  positions: (batch) => within(answerMilliseconds, onPatrolClient.positions(batch)),
  checkedIn,
})
/** One sender of all open pages. */
const alone = (work: () => Promise<void>): Promise<void> => (navigator.locks ? navigator.locks.request('fangcun-patrol-queue', work) : work())

/** Sends the queue whenever there is something due, and again until it has arrived. */
export function sendingQueue({ session, account, now, phone, look, dueAt, checkedIn, failed }: Parts) {
  /** What came of the last attempt; null before the first. */
  const last = shallowRef<Sent | null>(null)
  const lastSentAt = shallowRef(0)
  const sending = shallowRef(false)
  const senders = sendersOf(checkedIn)
  let timer: ReturnType<typeof setTimeout> | undefined
  let sureAt = 0

  function soon(milliseconds: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void send(), milliseconds)
  }
  async function isSure(): Promise<Sent | null> {
    const isOurs = () => session.actor?.id === account() && !session.ended
    if (Date.now() - sureAt < sureMilliseconds && isOurs()) return null
    await within(answerMilliseconds, session.check()).catch(() => {})
    if (session.error || session.state === 'loading') return 'offline'
    sureAt = Date.now()
    return isOurs() ? null : 'signedOut'
  }
  async function send() {
    if (!account() || sending.value || dueAt() === null) return
    sending.value = true
    try {
      await alone(async () => { last.value = (await isSure()) ?? (await sendQueue(await phone(), account(), now(), senders)) })
      if (last.value === 'offline') sureAt = 0
      if (last.value === 'done') lastSentAt.value = Date.now()
    } catch (error) {
      failed(String(error))
    } finally {
      sending.value = false
      await look().catch(() => {})
    }
    const due = dueAt()
    if (last.value !== 'done') soon(againMilliseconds)
    else if (due !== null) soon(Math.max(200, due - now()))
  }
  const wake = () => { sureAt = 0; soon(0) }
  return { last, lastSentAt, sending, soon, wake }
}
