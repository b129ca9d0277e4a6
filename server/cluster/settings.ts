export type Settings = { port: number; durable: boolean }

/** The cluster's own settings, written anew at each start; `alter system` overrules them. */
export function settingsText({ port, durable }: Settings): string {
  const settings: Record<string, string> = {
    listen_addresses: `'127.0.0.1'`,
    port: String(port),
    // No socket: its path may be at most 107 bytes, which a deep data folder exceeds.
    unix_socket_directories: `''`,
    max_connections: '100',
    shared_buffers: '256MB',
    jit: 'off',
    timezone: `'UTC'`,
    log_timezone: `'UTC'`,
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`).join('')
}
