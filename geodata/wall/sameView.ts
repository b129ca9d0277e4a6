import type { View } from '../model/view.ts'

/** A value as one text, whatever the order of its keys: a database orders them anew. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  return `{${Object.entries(value).filter(([, each]) => each !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => `${JSON.stringify(key)}:${textOf(each)}`).join()}}`
}

/** Whether two views show the same things, wherever they look and whether by day or night. */
export const sameContent = (a: View, b: View): boolean => textOf({ ...a, camera: null, theme: null }) === textOf({ ...b, camera: null, theme: null })
