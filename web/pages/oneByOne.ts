let last: Promise<unknown> = Promise.resolve()

/** Works one after another, in the order they were asked for; one that fails does not stop the next. */
export function oneByOne<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work)
  last = mine.catch(() => {})
  return mine
}
