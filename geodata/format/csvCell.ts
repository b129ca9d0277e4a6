/**
 * One CSV cell (RFC 4180) that a spreadsheet shows and never runs: text that starts like a formula gets an apostrophe in front.
 * Numbers keep their minus sign. Source: OWASP, CSV Injection.
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /["',\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line with its end (CRLF). */
export const csvLine = (values: readonly unknown[]): string => `${values.map(csvCell).join(',')}\r\n`
