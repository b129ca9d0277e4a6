/**
 * Arrays of the built-in types, by their fixed numbers. postgres.js would ask the server for them on each new connection, with nobody to
 * catch a failure, and without reading text that is quoted differently any better.
 */
const arrayOf: Record<number, number> = {
  16: 1000, 20: 1016, 21: 1005, 23: 1007, 25: 1009, 700: 1021, 701: 1022, 1042: 1014, 1043: 1015, 1082: 1182, 1114: 1115, 1184: 1185, 1700: 1231, 2950: 2951, 114: 199, 3802: 3807,
}

type Parse = (text: string) => unknown
const numbers = new Set([21, 23, 26, 700, 701])
const plain = (element: number): Parse => (element === 16 ? (text) => text === 't' : numbers.has(element) ? Number : element === 114 || element === 3802 ? (text) => JSON.parse(text) as unknown : (text) => text)

/** Array text as PostgreSQL writes it (manual, 8.15.6): braces nest, quotes hold anything, an unquoted NULL is null. */
export function parseArray(text: string, parse: Parse): unknown[] {
  const stack: unknown[][] = [[]]
  const token = /\{|\}|"((?:[^"\\]|\\.)*)"|[^{},"]+/gs
  for (const [found, quoted] of text.matchAll(token)) {
    const top = stack.at(-1) as unknown[]
    if (found === '{') {
      const inner: unknown[] = []
      top.push(inner)
      stack.push(inner)
    } else if (found === '}') stack.pop()
    else if (quoted !== undefined) top.push(parse(quoted.replace(/\\(.)/gs, '$1')))
    else top.push(found.toUpperCase() === 'NULL' ? null : parse(found))
  }
  return stack[0]?.[0] as unknown[]
}

const writeElement = (value: unknown): string => {
  if (value === null) return 'null'
  if (value === undefined) throw new Error('Undefined values are not allowed in an array.')
  const text = value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : String(value)
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

export const writeArray = (value: unknown): string =>
  Array.isArray(value) ? `{${value.map((each) => (Array.isArray(each) ? writeArray(each) : writeElement(each))).join(',')}}` : String(value)

/** Types for postgres.js; `parsers` are those of elements that are read in their own way. */
export function arrayTypes(parsers: Record<number, Parse>) {
  return Object.fromEntries(
    Object.entries(arrayOf).map(([element, array]) => {
      const parse = parsers[Number(element)] ?? plain(Number(element))
      return [`array${array}`, { to: array, from: [array], parse: (text: string) => parseArray(text, parse), serialize: writeArray }]
    }),
  )
}
