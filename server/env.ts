import { z } from 'zod'
import { isStreamHosts, streamHostsFault } from './cameras/streamHosts.ts'
import { contactKeyFault, isContactKey } from './contacts.ts'

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** All settings of the server, read once at start. */
export const Env = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** PostgreSQL with PostGIS; unset is the embedded database. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Folder of the embedded database. */
  FANGCUN_DATA: z.string().min(1).default('.data'),
  /** Folder of real sample data, for tests and trials only. */
  FANGCUN_SAMPLES: z.string().min(1).default('../shared/data'),
  /** Megabytes of drawn tiles kept in memory; 0 draws each tile for each request, as benches of drawing need. */
  FANGCUN_TILE_CACHE_MB: z.coerce.number().int().min(0).max(65_536).default(96),
  /** Megabytes of incidents kept in memory for counts with filters, 13 bytes each; where there are more, or at 0, counts by day answer. */
  FANGCUN_COLUMNS_MB: z.coerce.number().int().min(0).max(65_536).default(256),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Seed of the demo town. */
  FANGCUN_SEED: z.coerce.number().int().min(0).max(4_294_967_295).default(20_260_101),
  /** The public origin when a proxy stands in front, e.g. https://map.example.org. */
  FANGCUN_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  /** Certificate chain and key, PEM files; the server then speaks HTTPS itself. */
  FANGCUN_TLS_CERT: z.string().min(1).optional(),
  FANGCUN_TLS_KEY: z.string().min(1).optional(),
  /** `gbt22239-3` adds complexity, rotation and a shorter idle time to the rules for passwords. */
  FANGCUN_PASSWORD_PROFILE: z.enum(['asvs', 'gbt22239-3']).default('asvs'),
  /** Sign-in through an OpenID provider: all three or none; the name is what the button says. */
  FANGCUN_OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  FANGCUN_OIDC_CLIENT_ID: z.string().min(1).optional(),
  FANGCUN_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  FANGCUN_OIDC_NAME: z.string().min(1).max(60).default('OpenID'),
  /** Seals call-back contacts: 32 bytes as base64, several with commas, the first is used for new ones. Unset: none are taken in. */
  FANGCUN_CONTACT_KEY: z.string().refine(isContactKey, contactKeyFault).optional(),
  /** Hosts that pictures of cameras may be fetched from, with commas; private addresses only where they are listed themselves. Unset: none. */
  FANGCUN_STREAM_HOSTS: z.string().max(20_000).refine(isStreamHosts, streamHostsFault).optional(),
  /** The Chromium that makes PDFs and opens screens of a wall; unset: the system's. */
  FANGCUN_CHROMIUM: z.string().min(1).optional(),
})
export type Env = z.infer<typeof Env>

/** Throws Error that names each bad variable and what was expected. An empty variable counts as unset. */
export function readEnv(variables: Record<string, string | undefined>): Env {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Env.safeParse(set)
  if (parsed.success) return parsed.data
  throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
}

export const isLoopback = (host: string): boolean => loopback.has(host.replace(/^\[|\]$/g, '').toLowerCase())

/** Whether browsers reach us by HTTPS: our own, or that of the proxy whose origin is given. */
export const isHttps = ({ FANGCUN_TLS_CERT, FANGCUN_ORIGIN }: Env): boolean => FANGCUN_TLS_CERT !== undefined || Boolean(FANGCUN_ORIGIN?.startsWith('https:'))
