/** What the bridge must know of a statement's text before the backend sees it. */

export type Subscription = { verb: 'listen' | 'unlisten'; channel: string }

const quoted = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\//g

/** True if a statement in `text` is COPY ... FROM STDIN, which stops the embedded backend for good. */
export function copiesIn(text: string): boolean {
  if (!/\bcopy\b[\s\S]*\bstdin\b/i.test(text)) return false
  return /(?:^|;)\s*copy\b[^;]*\bfrom\s+stdin\b/i.test(text.replace(quoted, ' '))
}

/** The channel a LISTEN or UNLISTEN statement names; `*` for all. */
export function subscription(text: string): Subscription | undefined {
  const found = /^\s*(listen|unlisten)\s+(?:"((?:[^"]|"")+)"|(\w+)|(\*))\s*;?\s*$/i.exec(text)
  if (!found) return undefined
  const [, verb = '', exact, folded, all] = found
  const channel = exact?.replaceAll('""', '"') ?? folded?.toLowerCase() ?? all ?? '*'
  return { verb: verb.toLowerCase() === 'listen' ? 'listen' : 'unlisten', channel }
}
