/** How long ago a place was visited, against the hours after which a visit is due: within them, up to three times as long, longer, never on record. */
export const idleClasses = ['visited', 'due', 'long', 'never'] as const
export type IdleClass = (typeof idleClasses)[number]

export function idleClass(lastVisit: string | null, at: number, dueHours: number): IdleClass {
  if (lastVisit === null) return 'never'
  const hours = (at - Date.parse(lastVisit)) / 3_600_000
  return hours <= dueHours ? 'visited' : hours <= 3 * dueHours ? 'due' : 'long'
}
