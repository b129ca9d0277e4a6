import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { docsStyle } from '../docsStyle.ts'
import { landingPage, originOf } from './collections.ts'
import { routes } from '../valid.ts'

type Operation = { summary?: string; tags?: string[]; parameters?: { name: string; in: string; required?: boolean }[] }
type Document = { paths?: Record<string, Record<string, Operation>> }

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The document as a plain page: no script, nothing from elsewhere. */
function page({ paths = {} }: Document): string {
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary = '', parameters = [] }]) => {
      const names = parameters.map(({ name, required }) => `<code>${escape(name)}${required ? '' : '?'}</code>`).join(' ')
      return `<tr><td><b>${escape(method.toUpperCase())}</b></td><td><code>${escape(path)}</code></td><td>${escape(summary)}</td><td>${names}</td></tr>`
    }))
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>方寸 Fangcun API</title><style>${docsStyle}</style><h1>方寸 Fangcun API</h1><p>Generated from <a href="/openapi.json">openapi.json</a>. Errors are problems as RFC 9457 has them.</p><table>${rows.join('')}</table></html>`
}

/** Programs of OGC API ask for JSON; whoever says nothing of the kind is a person and gets the app. */
const wantsLanding = (c: Context) => c.req.query('f') === 'json' || (c.req.header('accept') ?? '').includes('json')

/** `document` makes the OpenAPI document; it is made when asked, after all routes are known. */
export const docsRoutes = (deps: Deps, document: () => object) => {
  const app = routes()
  app.get('/api/docs', (c) => c.html(page(document() as Document)))
  app.get('/', (c, next) => (wantsLanding(c) ? Promise.resolve(c.json(landingPage(originOf(c, deps)))) : next()))
  return app
}
