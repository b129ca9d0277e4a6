/**
 * Runs `work` while `Object.keys` remembers its answer for objects of over a thousand keys. The engine's dlsym lists all 13,000 exports of
 * PostGIS anew for each of its functions: making the extension took 6.4 s of CPU, and takes 0.9 s so. Only for work that loads no other
 * library and adds no keys to such objects; only in the database's own process.
 */
export async function withKnownKeys<Result>(work: () => Promise<Result>): Promise<Result> {
  const { keys } = Object
  const known = new WeakMap<object, string[]>()
  Object.keys = (of: object) => {
    const found = known.get(of)
    if (found) return found
    const names = keys(of)
    if (names.length > 1_000) known.set(of, names)
    return names
  }
  try {
    return await work()
  } finally {
    Object.keys = keys
  }
}
