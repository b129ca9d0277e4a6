import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { CheckIn } from '../../geodata/model/patrolPlan.ts'
import { useConfig } from './config.ts'
import { heldQueue } from './phone/heldQueue.ts'
import { sendingQueue } from './phone/sendingQueue.ts'
import { useSession } from './session.ts'

/** What this phone has still to send, and what became of the rest. Written to the phone first, sent afterwards; so it survives a phone that dies. */
export const usePhoneQueue = defineStore('phoneQueue', () => {
  const config = useConfig()
  const account = shallowRef('')
  const now = () => Date.now() + config.clockOffset
  const listeners: ((rows: CheckIn[]) => Promise<void>)[] = []
  const held = heldQueue(account, now, (milliseconds) => sender.soon(milliseconds))
  const mine = computed(() => held.rows.value.filter((row) => row.account === account.value))
  const waiting = computed(() => mine.value.filter(({ state }) => state === 'waiting'))
  /** What somebody must read before it goes. */
  const toRead = computed(() => mine.value.filter(({ state }) => state !== 'waiting'))
  /** Of somebody else who used this phone: kept until that account signs in again. */
  const foreign = computed(() => held.rows.value.filter((row) => row.account !== account.value && row.state === 'waiting'))
  const sender = sendingQueue({
    session: useSession(), account: () => account.value, now, phone: held.phone, look: held.look,
    dueAt: () => (held.fixCount.value ? now() : waiting.value.length ? Math.min(...waiting.value.map(({ notBefore }) => notBefore)) : null),
    checkedIn: async (rows) => { for (const tell of listeners) await tell(rows) },
    failed: (reason) => { held.broken.value = reason },
  })
  const state = computed<'broken' | 'signedOut' | 'offline' | 'waiting' | 'sent'>(() => {
    if (held.broken.value) return 'broken'
    if (sender.last.value === 'signedOut') return 'signedOut'
    if (sender.last.value === 'offline') return 'offline'
    return waiting.value.length + held.fixCount.value ? 'waiting' : 'sent'
  })
  /** Check-ins that the server has, told before they leave the queue. */
  const onCheckedIn = (listen: (rows: CheckIn[]) => Promise<void>) => { listeners.push(listen) }
  const { rows: _, look: __, ...ours } = held
  return { ...ours, mine, waiting, toRead, foreign, account, state, sending: sender.sending, lastSentAt: sender.lastSentAt, wake: sender.wake, now, onCheckedIn }
})
