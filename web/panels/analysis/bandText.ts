/** A band of distance or time as a method names it: `0`, `[0, 7)`, `(0, 100]`; null where a text is none. */
export function bandOf(text: unknown): { from: number; to: number } | null {
  if (typeof text !== 'string') return null
  const [, from, to] = /^[[(](\d+(?:\.\d+)?), (\d+(?:\.\d+)?)[\])]$/.exec(text) ?? []
  return from === undefined || to === undefined ? null : { from: Number(from), to: Number(to) }
}

/** The same as people write it; which end belongs to it say the parameters. */
export function bandText(text: string): string {
  const band = bandOf(text)
  return band ? `${band.from} – ${band.to}` : text
}
