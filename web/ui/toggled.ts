/**
 * A choice after some of its values were switched together: off when all of them were on, on otherwise.
 * @param chosen the choice so far; `null` is all
 * @returns `null` when everything is chosen
 */
export function toggled<T>(all: readonly T[], chosen: readonly T[] | null, values: readonly T[]): T[] | null {
  const on = new Set(chosen ?? all)
  const off = values.every((value) => on.has(value))
  for (const value of values) if (off) on.delete(value)
  else on.add(value)
  const next = all.filter((value) => on.has(value))
  return next.length === all.length ? null : next
}
