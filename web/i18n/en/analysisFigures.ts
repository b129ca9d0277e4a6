/** Figures of a unit, by their column. The unit of measure is part of the name. */
export const column: Record<string, string> = {
  count: 'Incidents', expected: 'Expected by chance', z: 'z', p: 'p', q: 'p, corrected for many places', value: 'Value', rate: 'Rate', density: 'Density', cluster: 'Cluster',
  patrolMinutes: 'Patrol presence, minutes',
}
/** Single figures of an answer. */
export const summary: Record<string, string> = {}
/** Columns of an answer that is a table. */
export const tableColumn: Record<string, string> = {}
/** What to know beside the numbers, by code. */
export const note: Record<string, string> = {}
/** Why there is no answer, by code. */
export const refusal: Record<string, string> = {}
