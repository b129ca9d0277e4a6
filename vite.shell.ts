import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

const worker = 'patrol-shell.js'
const page = 'patrol.html'
/** Beside the code: what the page and its manifest name by their plain names. */
const plain = ['patrol.webmanifest', 'patrol-192.png', 'patrol-512.png']

type Chunk = { type: 'chunk'; fileName: string; isEntry: boolean; facadeModuleId: string | null; imports: string[]; dynamicImports: string[]; code: string; viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> } }
type Asset = { type: 'asset'; fileName: string; source: string | Uint8Array }
type Bundle = Record<string, Chunk | Asset>

/** Everything that the page of the phone app may ever load, by following what each piece of code imports. */
function filesOf(bundle: Bundle): string[] {
  const found = new Set<string>([page])
  const visit = (name: string) => {
    const chunk = bundle[name]
    if (!chunk || found.has(name)) return
    found.add(name)
    if (chunk.type !== 'chunk') return
    for (const each of [...(chunk.viteMetadata?.importedCss ?? []), ...(chunk.viteMetadata?.importedAssets ?? []), ...chunk.imports, ...chunk.dynamicImports]) visit(each)
  }
  const html = bundle[page]
  const text = html?.type === 'asset' ? String(html.source) : ''
  for (const name of Object.keys(bundle)) if (name !== page && text.includes(`/${name}`)) visit(name)
  return [...found].toSorted()
}

/**
 * The build tells the service worker of the phone app (web/shell/patrolShell.ts) which files it keeps: those of `/patrol` alone, under a name that changes with any of them. While developing, `/patrol` is that page too.
 */
export function patrolShell(): Plugin {
  return {
    name: 'patrol-shell', enforce: 'post',
    configureServer(server) {
      server.middlewares.use((request, _, next) => {
        if (/^\/patrol\/?(\?|$)/.test(request.url ?? '')) request.url = `/${page}`
        next()
      })
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const all = bundle as unknown as Bundle
        const shell = all[worker]
        const html = all[page]
        if (shell?.type !== 'chunk' || html?.type !== 'asset') return
        const files = filesOf(all)
        // Names of code change with what is in it; the page itself and the worker have plain names.
        const build = createHash('sha256').update(files.join(' ')).update(html.source).update(shell.code).digest('hex').slice(0, 16)
        shell.code = shell.code.replace('%FILES%', [...files, ...plain].map((name) => `/${name}`).join(' ')).replace('%BUILD%', build)
      },
    },
  }
}
