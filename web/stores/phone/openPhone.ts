/** What the phone app keeps on this phone: what is not sent yet (`queue` in its order, `pictures` by id, `fixes` in their order) and what was read last (`kept` by name). */
const storeNames = ['queue', 'pictures', 'fixes', 'kept'] as const
export type StoreName = (typeof storeNames)[number]

export const phoneName = 'fangcun-patrol'

export function openPhone(name = phoneName, factory: IDBFactory = indexedDB): Promise<IDBDatabase> {
  const opening = factory.open(name, 1)
  opening.onupgradeneeded = () => {
    const db = opening.result
    db.createObjectStore('queue', { keyPath: 'seq', autoIncrement: true })
    db.createObjectStore('pictures')
    db.createObjectStore('fixes', { keyPath: 'seq', autoIncrement: true })
    db.createObjectStore('kept')
  }
  return asked(opening)
}

export const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the store of this phone does not answer'))
  })

/** One transaction: what `work` asks for happens whole or not at all, and is on the disk before this resolves. */
export async function inStore<T>(db: IDBDatabase, names: StoreName[], mode: 'readonly' | 'readwrite', work: (tx: IDBTransaction) => Promise<T>): Promise<T> {
  const tx = db.transaction(names, mode, { durability: 'strict' })
  const ended = new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve()
    tx.onabort = () => reject(tx.error ?? new Error('the store of this phone took nothing'))
  })
  ended.catch(() => {})
  try {
    const answer = await work(tx)
    await ended
    return answer
  } catch (error) {
    // A write that failed takes those beside it along.
    try { tx.abort() } catch { /* it has ended by itself */ }
    throw error
  }
}
