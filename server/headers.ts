import type { MiddlewareHandler } from 'hono'

/**
 * `style-src` allows inline styles because naive-ui mounts its styles as <style> elements at run time; scripts get no such allowance.
 * MapLibre's worker may be a blob, its images are data or blobs. Nothing is asked from elsewhere.
 */
const policy = [
  "default-src 'self'", "script-src 'self'", "worker-src 'self' blob:", "child-src 'self' blob:", "img-src 'self' data: blob:", "style-src 'self' 'unsafe-inline'",
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
