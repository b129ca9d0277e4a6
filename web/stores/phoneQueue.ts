import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { incidentClient } from '../api/client.ts'
import { photoClient } from '../api/intake.ts'
import { onPatrolClient } from '../api/onPatrol.ts'
import { useConfig } from './config.ts'
import { openPhone } from './phone/openPhone.ts'
import { type Picture, type QueueItem, type QueueRow, queueRows, type QueueRows } from './phone/queueRows.ts'
import { sendQueue, type Sent } from './phone/sendQueue.ts'
import { useSession } from './session.ts'

/** Between attempts while the network or the server is away. */
const againMilliseconds = 10_000
/** Who is signed in is asked at least this often before something is sent in the name of an account. */
const sureMilliseconds = 60_000

/** What this phone has still to send, and what became of the rest. Written to the phone first, sent afterwards; so it survives a phone that dies. */
export const usePhoneQueue = defineStore('phoneQueue', () => {
  const session = useSession()
  const config = useConfig()
  const rows = shallowRef<QueueRow[]>([])
  const fixCount = shallowRef(0)
  const account = shallowRef('')
  /** What came of the last attempt; null before the first. */
  const last = shallowRef<Sent | null>(null)
  const lastSentAt = shallowRef(0)
  const sending = shallowRef(false)
  /** Null where the phone cannot keep anything (a private window, a full disk). */
  const broken = shallowRef('')
  const listeners: ((ids: string[]) => Promise<void> | void)[] = []
  let store: Promise<QueueRows> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  const phone = () => (store ??= openPhone().then(queueRows))
  const now = () => Date.now() + config.clockOffset

  async function look() {
    const held = await phone()
    const [all, fixes] = await Promise.all([held.all(), held.fixCount()])
    rows.value = all
    fixCount.value = fixes
  }
  /** @throws what the phone said; nothing was kept then, and the page must not say that it was */
  async function open(who: string) {
    account.value = who
    try {
      await look()
      broken.value = ''
    } catch (error) {
      broken.value = String(error)
      return
    }
    void navigator.storage?.persist?.()
    soon(0)
  }

  async function add(items: readonly QueueItem[], options: { waitMilliseconds?: number; pictures?: ReadonlyMap<string, Picture> } = {}): Promise<number[]> {
    const at = now()
    const seqs = await (await phone()).add(account.value, items, { at, notBefore: at + (options.waitMilliseconds ?? 0), ...(options.pictures ? { pictures: options.pictures } : {}) })
    await look()
    soon(options.waitMilliseconds ?? 0)
    return seqs
  }
  async function addFix(teamId: number, device: string, fix: { at: string; lng: number; lat: number; accuracyMeters?: number; speedMetersPerSecond?: number }) {
    await (await phone()).addFix({ account: account.value, teamId, device, fix })
    fixCount.value += 1
    soon(0)
  }
  /** Only what has not been sent; false where it has. */
  async function takeBack(seq: number): Promise<boolean> {
    await look()
    const row = rows.value.find((each) => each.seq === seq)
    if (!row || sending.value || row.notBefore <= now()) return false
    await (await phone()).remove([row])
    await look()
    return true
  }
  async function dismiss(row: QueueRow) {
    await (await phone()).remove([row])
    await look()
  }
  async function retry(row: QueueRow) {
    const alike = row.item.kind === 'incident' ? rows.value.filter(({ item }) => item.kind === 'photo' && row.item.kind === 'incident' && item.incidentId === row.item.body.id) : []
    await (await phone()).mark([row, ...alike], { state: 'waiting', code: '', reason: '' })
    await look()
    soon(0)
  }

  function soon(milliseconds: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void send(), milliseconds)
  }
  async function isSure(): Promise<Sent | null> {
    if (Date.now() - asked < sureMilliseconds && session.actor?.id === account.value && !session.ended) return null
    await session.check()
    if (session.error) return 'offline'
    asked = Date.now()
    return session.actor?.id === account.value && !session.ended ? null : 'signedOut'
  }
  /** One sender of all open pages. */
  const alone = (work: () => Promise<void>) => (navigator.locks ? navigator.locks.request('fangcun-patrol-queue', work) : work())

  async function send() {
    if (!account.value || sending.value || !(mine.value.some(({ state }) => state === 'waiting') || fixCount.value)) return
    sending.value = true
    try {
      await alone(async () => {
        last.value = (await isSure()) ?? (await sendQueue(await phone(), account.value, now(), {
          incident: incidentClient.report, photo: photoClient.add, checkIns: onPatrolClient.checkIns, positions: onPatrolClient.positions,
          checkedIn: async (done) => { for (const tell of listeners) await tell(done.map(({ id }) => id)) },
        }))
      })
      if (last.value === 'offline') asked = 0
      if (last.value === 'done') lastSentAt.value = Date.now()
    } catch (error) {
      broken.value = String(error)
    } finally {
      sending.value = false
      await look().catch(() => {})
    }
    const next = mine.value.filter(({ state }) => state === 'waiting').map(({ notBefore }) => notBefore - now())
    if (last.value !== 'done') soon(againMilliseconds)
    else if (next.length) soon(Math.max(200, Math.min(...next)))
    else if (fixCount.value) soon(1_000)
  }

  const mine = computed(() => rows.value.filter((row) => row.account === account.value))
  const waiting = computed(() => mine.value.filter(({ state }) => state === 'waiting'))
  /** What somebody must read before it goes. */
  const toRead = computed(() => mine.value.filter(({ state }) => state !== 'waiting'))
  /** Of somebody else who used this phone: kept until that account signs in again. */
  const foreign = computed(() => rows.value.filter((row) => row.account !== account.value && row.state === 'waiting'))
  const state = computed<'broken' | 'signedOut' | 'offline' | 'waiting' | 'sent'>(() => {
    if (broken.value) return 'broken'
    if (last.value === 'signedOut') return 'signedOut'
    if (last.value === 'offline') return 'offline'
    return waiting.value.length + fixCount.value ? 'waiting' : 'sent'
  })
  const onSent = (listen: (ids: string[]) => Promise<void> | void) => { listeners.push(listen) }
  const wake = () => { asked = 0; soon(0) }
  return { rows, mine, waiting, toRead, foreign, fixCount, account, state, sending, lastSentAt, broken, phone, open, add, addFix, takeBack, dismiss, retry, send, wake, look, onSent, now }
})
