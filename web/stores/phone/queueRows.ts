import type { IncidentReport } from '../../../geodata/model/incident.ts'
import type { PositionFix } from '../../../geodata/model/patrol.ts'
import type { CheckIn } from '../../../geodata/model/patrolPlan.ts'
import { asked, inStore } from './openPhone.ts'

/** What waits to be sent. `fixes` only tells of positions that were refused; those that wait are rows of their own. */
export type QueueItem =
  | { kind: 'checkIn'; body: CheckIn; place: string }
  | { kind: 'incident'; body: IncidentReport }
  | { kind: 'photo'; incidentId: string; photoId: string }
  | { kind: 'fixes'; count: number }
/** waiting: to be sent; refused: the server took nothing of it; told: it was kept, and something about it must be read. */
export type QueueState = 'waiting' | 'refused' | 'told'
export type QueueRow = { seq: number; account: string; madeAt: number; notBefore: number; state: QueueState; code: string; reason: string; item: QueueItem }
export type FixRow = { seq: number; account: string; teamId: number; device: string; fix: PositionFix }
export type Picture = { type: string; bytes: ArrayBuffer }
type Verdict = Pick<QueueRow, 'state' | 'code' | 'reason'>

export type QueueRows = ReturnType<typeof queueRows>

/** The rows of the queue on this phone, as an account's. Ids are in them from the beginning, so sending one again changes nothing. */
export function queueRows(db: IDBDatabase) {
  const all = () => inStore(db, ['queue'], 'readonly', (tx) => asked(tx.objectStore('queue').getAll() as IDBRequest<QueueRow[]>))

  /** All of them or none: a report never stands here without its photos. */
  async function add(account: string, items: readonly QueueItem[], { at, notBefore = at, pictures = new Map<string, Picture>() }: { at: number; notBefore?: number; pictures?: ReadonlyMap<string, Picture> }): Promise<number[]> {
    return inStore(db, ['queue', 'pictures'], 'readwrite', async (tx) => {
      for (const [id, picture] of pictures) void tx.objectStore('pictures').put(picture, id)
      return Promise.all(items.map((item) => asked(tx.objectStore('queue').add({ account, madeAt: at, notBefore, state: 'waiting', code: '', reason: '', item } satisfies Omit<QueueRow, 'seq'>) as IDBRequest<number>)))
    })
  }

  const remove = (rows: readonly QueueRow[]) =>
    inStore(db, ['queue', 'pictures'], 'readwrite', async (tx) => {
      for (const { seq, item } of rows) {
        tx.objectStore('queue').delete(seq)
        if (item.kind === 'photo') tx.objectStore('pictures').delete(item.photoId)
      }
    })

  const mark = (rows: readonly QueueRow[], verdict: Verdict) =>
    inStore(db, ['queue'], 'readwrite', async (tx) => { for (const row of rows) void tx.objectStore('queue').put({ ...row, ...verdict }) })

  const picture = (photoId: string) => inStore(db, ['pictures'], 'readonly', (tx) => asked(tx.objectStore('pictures').get(photoId) as IDBRequest<Picture | undefined>))

  const addFix = (row: Omit<FixRow, 'seq'>) => inStore(db, ['fixes'], 'readwrite', async (tx) => void tx.objectStore('fixes').add(row))
  const fixes = () => inStore(db, ['fixes'], 'readonly', (tx) => asked(tx.objectStore('fixes').getAll() as IDBRequest<FixRow[]>))
  /** Those of another account wait for it, and are not this one's to send. */
  const fixCount = async (account: string) => (await fixes()).filter((row) => row.account === account).length
  /** Sent ones go; what was refused is told, once for each reason. */
  const settleFixes = (rows: readonly FixRow[], refusals: ReadonlyMap<string, number>, at: number) =>
    inStore(db, ['fixes', 'queue'], 'readwrite', async (tx) => {
      for (const { seq } of rows) tx.objectStore('fixes').delete(seq)
      const account = rows[0]?.account ?? ''
      const told = refusals.size ? (await asked(tx.objectStore('queue').getAll() as IDBRequest<QueueRow[]>)).filter((row) => row.item.kind === 'fixes' && row.account === account) : []
      for (const [reason, more] of refusals) {
        const before = told.find((row) => row.reason === reason)
        const count = more + (before?.item.kind === 'fixes' ? before.item.count : 0)
        const row = { account, madeAt: at, notBefore: at, state: 'refused' as const, code: 'fixes', reason, item: { kind: 'fixes' as const, count } }
        void tx.objectStore('queue').put(before ? { ...row, seq: before.seq } : row)
      }
    })

  const keep = (name: string, value: unknown) => inStore(db, ['kept'], 'readwrite', async (tx) => void tx.objectStore('kept').put(value, name))
  const kept = <T>(name: string) => inStore(db, ['kept'], 'readonly', (tx) => asked(tx.objectStore('kept').get(name) as IDBRequest<T | undefined>))
  const forget = (name: string) => inStore(db, ['kept'], 'readwrite', async (tx) => tx.objectStore('kept').delete(name))

  return { all, add, remove, mark, picture, addFix, fixes, fixCount, settleFixes, keep, kept, forget }
}
