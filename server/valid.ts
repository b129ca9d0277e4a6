import { OpenAPIHono, z } from '@hono/zod-openapi'
import { IncidentState, Provenance } from '../geodata/model/incident.ts'
import { Day, Instant } from '../geodata/model/time.ts'
import type { Entrance } from './auth.ts'
import { invalid } from './problem.ts'

/** A set of routes whose schemas throw the one problem type, so that no error shape of the validator leaks into clients. */
export const routes = () =>
  new OpenAPIHono<Entrance>({
    defaultHook: (result) => {
      if (!result.success) throw invalid(result.error)
    },
  })

/** A JSON answer whose type is a model type; the document names it, the compiler checks it. */
export const json = <Type>(description: string, contentType = 'application/json') => ({
  description,
  content: { [contentType as 'application/json']: { schema: z.custom<Type>().openapi({ type: 'object' }) } },
})
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({ required: true, content: { 'application/json': { schema } } })

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i

/** A number written in a query; `Number('')` would be 0, so the text is judged first. */
export const numberText = (min: number, max: number) =>
  z.string().regex(decimal, 'expected a number').transform(Number).pipe(z.number().min(min).max(max)).openapi({ type: 'number', minimum: min, maximum: max })

export const integerText = (min: number, max: number) =>
  z.string().regex(/^-?\d{1,16}$/, 'expected an integer').transform(Number).pipe(z.number().int().min(min).max(max)).openapi({ type: 'integer', minimum: min, maximum: max })

export const rowId = integerText(1, 2_147_483_647)

/** Not set unless it is said. */
export const flag = z.enum(['true', 'false'], { error: 'expected true or false' }).default('false').transform((text) => text === 'true')

/** An unescaped `+` of an offset arrives as a space. */
const mendPlus = (text: string) => text.replace(/ (?=\d\d:\d\d$)/, '+')
export const instant = z.string().max(40).transform(mendPlus).pipe(Instant).openapi({ type: 'string', format: 'date-time' })

/** A calendar day of the area's own clock. */
export const day = z.string().max(12).pipe(Day).refine((text) => /^(19|2[01])/.test(text), 'expected a day from 1900 to 2199').openapi({ type: 'string', format: 'date' })

export const list = <Output>(item: z.ZodType<Output, string>, most = 200) =>
  z.string().min(1).max(4_000).transform((text) => text.split(',')).pipe(z.array(item).min(1).max(most) as z.ZodType<Output[], string[]>).openapi({ type: 'string', description: 'comma-separated' })

export const bbox = z
  .string()
  .max(200)
  .transform((text) => text.split(',').map((part) => (decimal.test(part.trim()) ? Number(part) : Number.NaN)))
  .refine((box): boolean => {
    const [west = NaN, south = NaN, east = NaN, north = NaN] = box
    return box.length === 4 && Math.abs(west) <= 180 && Math.abs(east) <= 180 && Math.abs(south) <= 90 && Math.abs(north) <= 90 && west < east && south < north
  }, 'expected west,south,east,north in degrees with west < east and south < north')
  .transform((box) => box as [number, number, number, number])
  .openapi({ type: 'string', description: 'west,south,east,north in degrees' })

const endOf = (part: string | undefined) => (part === '..' || part === '' || part === undefined ? null : part)
const isMoment = (part: string | null) => part === null || Instant.safeParse(part).success

/** A moment, an interval `from/to`, or one open at an end (`../to`, `from/..`), as OGC API Features writes it. */
export const datetime = z
  .string()
  .max(90)
  .transform((text, context) => {
    const parts = text.split('/').map(mendPlus)
    const [from, to] = parts.length === 1 ? [endOf(parts[0]), endOf(parts[0])] : [endOf(parts[0]), endOf(parts[1])]
    const ordered = from === null || to === null || Date.parse(from) <= Date.parse(to)
    if (parts.length > 2 || (from === null && to === null && parts.length === 1) || !isMoment(from) || !isMoment(to) || !ordered) {
      context.addIssue({ code: 'custom', message: 'expected a moment or an interval from/to of ISO 8601 times with an offset' })
      return z.NEVER
    }
    return { from, to }
  })
  .openapi({ type: 'string', description: 'a moment, from/to, ../to or from/..' })

const oneOf = <Value extends string>(schema: z.ZodType<Value>) => z.string().pipe(schema as z.ZodType<Value, string>)
export const states = list(oneOf(IncidentState))
export const provenances = list(oneOf(Provenance))
export const categoryIds = list(integerText(1, 32_767))

/** A past moment that an answer is asked for; clocks of clients may be a minute ahead. */
export const past = instant.refine((at) => Date.parse(at) <= Date.now() + 60_000, 'expected a moment in the past').optional().openapi({ type: 'string', format: 'date-time', description: 'as it stood at this moment' })

/** A day of the area's own clock, past or to come, that zones are asked for; years as moments have them. */
export const onDay = Day.refine((day) => /^(19|2[01])\d\d-/.test(day), 'expected a year from 1900 to 2199').optional().openapi({ type: 'string', format: 'date', description: 'zones of this day' })

/** `from` and `to` of a query; the handler calls `checkPeriod`. */
export const period = { from: instant, to: instant }

export function checkPeriod({ from, to }: { from: string; to: string }, mostDays = 110_000): { from: string; to: string } {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
  const check = z.object({ to: z.literal(true, { error: days > 0 ? `expected at most ${mostDays} days after from` : 'expected a time after from' }) })
  const result = check.safeParse({ to: days > 0 && days <= mostDays })
  if (!result.success) throw invalid(result.error)
  return { from, to }
}
