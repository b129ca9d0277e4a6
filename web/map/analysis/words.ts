import { analysis as en } from '../../i18n/en/analysis.ts'
import { analysis as zh } from '../../i18n/zh/analysis.ts'
import { words, type Words } from '../words.ts'

type Tree = { [key: string]: string | Tree }

function leaf(tree: Tree, path: readonly string[]): string | null {
  let at: string | Tree | undefined = tree
  for (const part of path) at = typeof at === 'object' && Object.hasOwn(at, part) ? at[part] : undefined
  return typeof at === 'string' ? at : null
}

/** What a figure is called: a density is per ground or per length, as what it is counted in. */
export function columnKey({ method, unitKind }: { method: string; unitKind: string }, key: string): string {
  // A smooth surface has no chance to compare with: what it expects is itself.
  if (key === 'expected' && (method === 'kde' || method === 'network_kde')) return 'expected_smooth'
  if (key !== 'density') return key
  return method === 'st_dbscan' ? 'density_shapes' : unitKind === 'segments' ? 'density_segments' : key
}

/** A text of the panel's catalogue in both languages, so that map and panel call a thing the same; the last part of the path where it has no text. */
export function analysisWords(...path: string[]): Words {
  const own = path.at(-1) ?? ''
  return words(leaf(zh, path) ?? own, leaf(en, path) ?? own)
}
