import { parseArgs } from 'node:util'
import { CommandError } from '../cli/tell.ts'

const names = ['units', 'weight', 'adjacency', 'barriers', 'min', 'max', 'count', 'tolerance', 'keep', 'fix', 'pick', 'id', 'crs-metres', 'border-metres', 'barrier-metres', 'seed', 'seconds', 'steps', 'out'] as const
type Name = (typeof names)[number]
const aliases: Record<string, Name> = { field: 'weight', households: 'weight', neighbours: 'adjacency', neighbors: 'adjacency', crs: 'crs-metres', 'crs-meters': 'crs-metres', 'border-meters': 'border-metres', 'barrier-meters': 'barrier-metres', zones: 'count', current: 'keep', output: 'out' }

export type ZonesFlags = {
  help: boolean
  quiet: boolean
  units: string
  weight: string
  adjacency: string | null
  barriers: string | null
  /** As asked: bounds, or a count with a tolerance in percent. */
  bounds: { min: number; max: number } | { count: number; tolerance: number }
  keep: string | null
  fix: string | null
  /** Which plan of the curve is written: its number from 1, or `balance`, the last. */
  pick: number | 'balance'
  id: string | undefined
  crs: string | undefined
  borderMeters: number
  barrierMeters: number
  seed: number
  seconds: number
  steps: number | null
  out: string | null
}

/** @throws CommandError in a sentence that names the flag and what is expected */
export function parseFlags(args: readonly string[]): ZonesFlags {
  const { help, quiet, one } = givenFlags(args)
  const number = (name: Name, otherwise: number, least: number, most: number, whole: boolean): number => {
    if (one[name] === undefined) return otherwise
    const value = one[name].trim() === '' ? NaN : Number(one[name])
    if (!(value >= least && value <= most) || (whole && !Number.isInteger(value))) throw new CommandError(`--${name} ${one[name]}: expected a ${whole ? 'whole ' : ''}number ${most === Infinity ? `of ${least} or more` : `from ${least} to ${most}`}.`)
    return value
  }
  if (!help) {
    if (!one.units) throw new CommandError('Say what to divide: --units FILE (fangcun zones --help shows examples).')
    if (!one.weight) throw new CommandError('Say which field holds the households of a unit: --weight FIELD.')
    if (one.fix !== undefined && one.keep === undefined) throw new CommandError('--fix names a zone of today: give today\'s zones with --keep FILE.')
    if (one.pick !== undefined && one.keep === undefined) throw new CommandError('--pick chooses a plan of the curve, which --keep FILE asks for.')
  }
  return {
    help, quiet, units: one.units ?? '', weight: one.weight ?? '', adjacency: one.adjacency ?? null, barriers: one.barriers ?? null, bounds: help ? { min: 0, max: 0 } : boundsOf(one, number),
    keep: one.keep ?? null, fix: one.fix ?? null, pick: one.pick === 'balance' ? 'balance' : number('pick', 1, 1, 1000, true), id: one.id, crs: one['crs-metres'],
    borderMeters: number('border-metres', 1, 0.001, 1000, false), barrierMeters: number('barrier-metres', 15, 0.1, 1000, false),
    seed: number('seed', 1, 0, 4_294_967_295, true), seconds: number('seconds', 10, 0.1, 86_400, false), steps: one.steps === undefined ? null : number('steps', 0, 1, 1e12, true), out: one.out ?? null,
  }
}

type NumberFlag = (name: Name, otherwise: number, least: number, most: number, whole: boolean) => number

function boundsOf(one: Partial<Record<Name, string>>, number: NumberFlag): ZonesFlags['bounds'] {
  const [hasBounds, hasCount] = [one.min !== undefined || one.max !== undefined, one.count !== undefined || one.tolerance !== undefined]
  if (hasBounds && hasCount) throw new CommandError('Give either --min and --max, or --count and --tolerance, not both.')
  if (hasCount) {
    if (one.count === undefined) throw new CommandError('--tolerance belongs to --count: say how many zones.')
    const percent = one.tolerance?.replace(/\s*%$/, '')
    if (percent !== undefined) one.tolerance = percent
    return { count: number('count', 1, 1, 100_000, true), tolerance: number('tolerance', 5, 0, 1000, false) }
  }
  if (one.min === undefined || one.max === undefined) throw new CommandError('Say how large a zone may be: --min N --max N, or --count K --tolerance PERCENT.')
  const [min, max] = [number('min', 0, 0, 1e15, false), number('max', 0, 0, 1e15, false)]
  if (min > max) throw new CommandError(`--min ${one.min} is larger than --max ${one.max}.`)
  if (!(max > 0)) throw new CommandError(`--max ${one.max}: expected a number larger than 0.`)
  return { min, max }
}

function givenFlags(args: readonly string[]): { help: boolean; quiet: boolean; one: Partial<Record<Name, string>> } {
  const { tokens } = parseArgs({ args: joined(args), strict: false, allowPositionals: true, tokens: true, options: { help: { type: 'boolean', short: 'h' }, quiet: { type: 'boolean', short: 'q' } } })
  const found = { help: false, quiet: false, one: {} as Partial<Record<Name, string>> }
  for (const token of tokens) {
    if (token.kind === 'positional') throw new CommandError(`"${token.value}" is neither a flag nor its value; the units are given with --units.`)
    if (token.kind !== 'option') continue
    if (token.name === 'help' || token.name === 'quiet') {
      found[token.name] = true
      continue
    }
    const name = aliases[token.name] ?? token.name
    if (!(names as readonly string[]).includes(name)) throw new CommandError(`There is no flag --${token.name}; there are ${names.map((each) => `--${each}`).join(', ')}.`)
    if (token.value === undefined || token.value === '') throw new CommandError(`--${name} needs a value.`)
    if (found.one[name as Name] !== undefined) throw new CommandError(`--${name} is given twice.`)
    found.one[name as Name] = token.value
  }
  return found
}

/** `--flag value` as `--flag=value`: no flag but two goes without one, and a value may be a negative number. */
function joined(args: readonly string[]): string[] {
  const result: string[] = []
  for (let at = 0; at < args.length; at++) {
    const [arg, next] = [args[at] as string, args[at + 1]]
    const takesNext = /^--[a-z-]+$/.test(arg) && !['--help', '--quiet'].includes(arg) && next !== undefined && !/^--?[a-z]/i.test(next)
    result.push(takesNext ? `${arg}=${next}` : arg)
    if (takesNext) at++
  }
  return result
}
