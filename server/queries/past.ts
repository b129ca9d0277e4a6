import type { Asker, Fragment } from './fields.ts'

/** `from ${incidentsAt(tx, at)} i`: the table as it is, or as it stood at a moment. */
export const incidentsAt = (tx: Asker, at: string | undefined): Fragment => (at === undefined ? tx`incident` : tx`incident_at(${at}::timestamptz)`)

/** The moment that counts as now. */
export const momentOf = (tx: Asker, at: string | undefined): Fragment => (at === undefined ? tx`now()` : tx`${at}::timestamptz`)
