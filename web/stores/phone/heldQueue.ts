import { type Ref, shallowRef } from 'vue'
import type { PositionFix } from '../../../geodata/model/patrol.ts'
import { openPhone } from './openPhone.ts'
import { type Picture, type QueueItem, type QueueRow, queueRows, type QueueRows } from './queueRows.ts'

/** The queue as it lies on this phone, and what a person may do with it. `soon` asks for it to be sent in so many milliseconds. */
export function heldQueue(account: Ref<string>, now: () => number, soon: (milliseconds: number) => void) {
  const rows = shallowRef<QueueRow[]>([])
  const fixCount = shallowRef(0)
  /** Why the phone keeps nothing (a private window, a full disk); empty where it does. */
  const broken = shallowRef('')
  let store: Promise<QueueRows> | null = null
  const phone = () => (store ??= openPhone().then(queueRows))

  async function look() {
    const held = await phone()
    const [all, fixes] = await Promise.all([held.all(), held.fixCount(account.value)])
    rows.value = all
    fixCount.value = fixes
  }
  async function open(who: string) {
    account.value = who
    broken.value = await look().then(() => '', String)
    if (broken.value) return
    void navigator.storage?.persist?.()
    soon(0)
  }

  /** @throws what the phone said; nothing was kept then, and the page must not say that it was */
  async function add(items: readonly QueueItem[], options: { waitMilliseconds?: number; pictures?: ReadonlyMap<string, Picture> } = {}): Promise<number[]> {
    const at = now()
    const seqs = await (await phone()).add(account.value, items, { at, notBefore: at + (options.waitMilliseconds ?? 0), ...(options.pictures ? { pictures: options.pictures } : {}) })
    await look()
    soon(options.waitMilliseconds ?? 0)
    return seqs
  }
  async function addFix(teamId: number, device: string, fix: PositionFix) {
    await (await phone()).addFix({ account: account.value, teamId, device, fix })
    fixCount.value += 1
    soon(0)
  }
  /** Only what is not yet due to be sent; false where it is. */
  async function takeBack(seq: number): Promise<boolean> {
    await look()
    const row = rows.value.find((each) => each.seq === seq)
    if (!row || row.notBefore <= now()) return false
    await dismiss(row)
    return true
  }
  async function dismiss(row: QueueRow) {
    await (await phone()).remove([row])
    await look()
  }
  async function retry(row: QueueRow) {
    const { item } = row
    const photos = item.kind === 'incident' ? rows.value.filter((each) => each.item.kind === 'photo' && each.item.incidentId === item.body.id) : []
    await (await phone()).mark([row, ...photos], { state: 'waiting', code: '', reason: '' })
    await look()
    soon(0)
  }
  return { rows, fixCount, broken, phone, look, open, add, addFix, takeBack, dismiss, retry }
}
