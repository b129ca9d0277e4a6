import { z } from 'zod'
import { AnalysisRefusal, type Method } from './method.ts'

export type ParameterText = { name: string; default: number | string | boolean | null; choices: string[] | null; minimum: number | null; maximum: number | null; /** Whether a limit itself is not possible. */ isAbove: boolean; isBelow: boolean; description: string }

type Described = { type?: string | string[]; enum?: string[]; minimum?: number; maximum?: number; exclusiveMinimum?: number; exclusiveMaximum?: number; description?: string; anyOf?: Described[] }

/** A method's parameters with defaults and limits, as its own schema says them. */
export function parametersOf(method: Method<never>): ParameterText[] {
  const { properties = {} } = z.toJSONSchema(method.parameters, { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, Described> }
  const defaults = method.parameters.parse({}) as Record<string, ParameterText['default'] | undefined>
  return Object.entries(properties).map(([name, said]) => {
    const one = said.anyOf?.find((each) => each.type !== 'null') ?? said
    return { name, default: defaults[name] ?? null, choices: one.enum ?? null, minimum: finite(one.minimum ?? one.exclusiveMinimum), maximum: finite(one.maximum ?? one.exclusiveMaximum), isAbove: one.minimum === undefined && one.exclusiveMinimum !== undefined, isBelow: one.maximum === undefined && one.exclusiveMaximum !== undefined, description: said.description ?? one.description ?? '' }
  })
}

/** Limits that only say "a safe integer" tell nobody anything. */
const finite = (limit: number | undefined) => (limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? null : limit)

/** @throws AnalysisRefusal naming the parameter, what is expected, and for an unknown one all that there are */
export function parseParameters(method: Method<never>, given: Record<string, unknown>): never {
  const known = parametersOf(method).map(({ name }) => name)
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown !== undefined) throw new AnalysisRefusal('unknown_parameter', `${method.id} has no parameter ${unknown}; ${known.length ? `there are ${known.join(', ')}` : 'it has none'}.`, unknown)
  const parsed = method.parameters.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const name = String(issue?.path[0] ?? 'parameters')
  throw new AnalysisRefusal('bad_parameter', `${name} is ${JSON.stringify(given[name])}: ${expected(method, name, issue?.message ?? '')}.`, name)
}

function expected(method: Method<never>, name: string, message: string): string {
  const said = parametersOf(method).find((each) => each.name === name)
  if (said?.choices) return `expected one of ${said.choices.join(', ')}`
  const limits = said ? limitsText(said) : ''
  return limits ? `expected a number ${limits}` : message.replace(/^Invalid input: /, '').replace(/[.\s]+$/, '')
}

/** `from 1 to 5`, `above 0 and below 1`, or nothing. */
export function limitsText({ minimum, maximum, isAbove, isBelow }: Pick<ParameterText, 'minimum' | 'maximum' | 'isAbove' | 'isBelow'>): string {
  const low = minimum === null ? '' : `${isAbove ? 'above' : 'from'} ${minimum}`
  const high = maximum === null ? '' : `${isBelow ? 'below' : isAbove ? 'up to' : 'to'} ${maximum}`
  return [low, high].filter(Boolean).join(isAbove ? ' and ' : ' ')
}
