/** Errors whose message is already a sentence for the person at the keyboard; all others show where they come from. */
const spoken = new Set(['ImportError', 'FormatError', 'DatabaseInUse', 'MigrationError', 'PackagesMissing', 'CommandError', 'DataFolderError', 'ReachError'])

const unreachable = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'CONNECT_TIMEOUT', 'CONNECTION_CLOSED', '57P03'])
/** Wrong password, role or database. */
const refusing = new Set(['28P01', '28000', '3D000'])

/** What the person gave cannot be done; the message says why and what to do. */
export class CommandError extends Error {
  override name = 'CommandError'
}

export function tell(error: unknown): void {
  const { name, message, code, stack } = error as Error & { code?: string }
  // Whoever read our output has enough (fangcun export ... | head).
  if (code === 'EPIPE') return
  if (spoken.has(name)) console.error(message)
  else if (unreachable.has(code ?? '')) console.error('The database does not answer. Is it running, and is DATABASE_URL right? (fangcun doctor looks into it)')
  else if (refusing.has(code ?? '')) console.error(`The database lets nobody in this way: ${message}. Is DATABASE_URL right? (fangcun doctor looks into it)`)
  else if (code === 'EADDRINUSE') console.error('The port is taken by another program; choose another with PORT=8081.')
  else console.error(process.env.LOG_LEVEL === 'debug' ? stack : (message || String(error)))
}
