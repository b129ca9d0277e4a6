import { parametersOf, type ParameterText } from '../../../geodata/analysis/parameters.ts'
import type { Method } from '../../../geodata/analysis/method.ts'
import { methods } from '../../../geodata/analysis/methods.ts'
import { MethodId } from '../../../geodata/model/analysis.ts'

export type Given = Record<string, string | boolean>
export type Fault = { field: string; parameter: ParameterText | null }

export const methodOfList = (id: MethodId): Method<never> | undefined => methods[id]
export const madeMethods = (): MethodId[] => MethodId.options.filter((id) => methods[id] !== undefined)
export const parameters = (id: MethodId): ParameterText[] => { const method = methods[id]; return method ? parametersOf(method) : [] }

/** What the fields hold before anybody has touched them. */
export const standardValues = (id: MethodId): Given => Object.fromEntries(parameters(id).map(({ name, default: value }) => [name, typeof value === 'boolean' ? value : value === null ? '' : String(value)]))

/** Judged by the method's own schema. Only what differs from the standard is sent: a later standard then reaches old links. */
export function judge(id: MethodId, given: Given): { parameters: Record<string, number | string | boolean>; faults: Fault[] } {
  const method = methods[id]
  const known = parameters(id)
  const standard = standardValues(id)
  const said = Object.fromEntries(Object.entries(given).filter(([name, value]) => value !== '' && value !== standard[name]))
  const parsed = method?.parameters.safeParse(said)
  if (!parsed || parsed.success) return { parameters: Object.fromEntries(Object.entries(said).map(([name, value]) => [name, typeof value === 'string' && numeric(known, name) ? Number(value) : value])), faults: [] }
  const fields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? '')))]
  return { parameters: {}, faults: fields.map((field) => ({ field, parameter: known.find(({ name }) => name === field) ?? null })) }
}

export const numeric = (known: readonly ParameterText[], name: string) => typeof known.find((each) => each.name === name)?.default === 'number'
