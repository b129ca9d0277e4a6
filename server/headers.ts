import type { MiddlewareHandler } from 'hono'
import { docsStyleHash } from './docsStyle.ts'

/** Scripts and styles come from files only, but for the one style of the interface's page; Vue and MapLibre set styles through the object model, which this allows. MapLibre's worker may be a blob, its images are data or blobs; streams of cameras are played from blobs. Nothing is asked from elsewhere. */
const policy = [
  "default-src 'self'", "script-src 'self'", "worker-src 'self' blob:", "child-src 'self' blob:", "img-src 'self' data: blob:", "media-src 'self' blob:", `style-src 'self' ${docsStyleHash}`,
  "font-src 'self' data:", "connect-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
].join('; ')

export const security: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), payment=(), usb=()',
}

export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  for (const name in security) c.header(name, security[name])
}

/** Browsers that have come by HTTPS never come without it again. */
export const strictTransport: MiddlewareHandler = async (c, next) => {
  await next()
  c.header('strict-transport-security', 'max-age=31536000')
}
