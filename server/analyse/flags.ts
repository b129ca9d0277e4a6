import { parametersOf } from '../../geodata/analysis/parameters.ts'
import type { Method } from '../../geodata/analysis/method.ts'
import { methods } from '../../geodata/analysis/methods.ts'
import { MethodId } from '../../geodata/model/analysis.ts'
import { CommandError } from '../cli/tell.ts'
import type { Wanted } from './table.ts'

/** Flags of `analyse` that are not a method's parameters, with what stands for their value in the help. */
export const fileFlags = {
  points: 'file', areas: 'file', streets: 'file', 'study-area': 'file', neighbours: 'file', field: 'name', population: 'name', id: 'name', category: 'column=value', map: 'field=column', from: 'time', to: 'time',
  'time-zone': 'zone', 'crs-metres': 'EPSG', out: 'file', 'train-until': 'time', 'test-until': 'time', shares: 'percent', method: 'method', param: 'name=value',
} as const
const switches = ['arrow', 'backtest', 'distinct', 'help', 'quiet'] as const
type FileFlag = keyof typeof fileFlags
/** Other ways to write a flag. */
const aliases: Record<string, FileFlag | 'help'> = { value: 'field', neighbors: 'neighbours', weights: 'neighbours', crs: 'crs-metres', 'crs-meters': 'crs-metres', timezone: 'time-zone', tz: 'time-zone', output: 'out', o: 'out', h: 'help' }
const repeated = new Set<string>(['category', 'map', 'param'])

export type AnalyseFlags = {
  method: Method<never> | null
  /** `analyse backtest`: the answer is the judgement itself. */
  isBacktest: boolean
  /** `--backtest` beside a method: its map of the whole window, judged on the last quarter. */
  alsoBacktest: boolean
  help: boolean
  arrow: boolean
  /** Of rows with one id the first alone counts. */
  distinct: boolean
  quiet: boolean
  one: Partial<Record<FileFlag, string>>
  categories: Wanted[]
  map: Record<string, string>
  /** As text; the method's own schema judges. */
  parameters: Record<string, string>
  seed: string | undefined
}

const plain = (name: string) => name.toLowerCase().replace(/\*/g, 'star').replace(/metre/g, 'meter').replace(/neighbour/g, 'neighbor').replace(/[^a-z0-9]/g, '')

/** `gi_star`, `gi-star`, `gistar`, `Gi*`, also usual other names. */
const otherNames: Record<string, MethodId> = { getisord: 'gi_star', hotspots: 'gi_star', lisa: 'local_moran', moran: 'global_moran', morani: 'global_moran', geary: 'global_geary', gearyc: 'global_geary', generalg: 'global_g', getisordg: 'global_g', g: 'global_g', nkde: 'network_kde', dbscan: 'st_dbscan', permutationscan: 'scan_permutation', satscan: 'scan_permutation', poissonscan: 'scan_poisson', scan: 'scan_permutation', emerginghotspots: 'emerging', empiricalbayes: 'rates', count: 'counts' }

export function methodNamed(text: string): Method<never> {
  const name = plain(text)
  const id = MethodId.options.find((each) => plain(each) === name) ?? otherNames[name]
  const method = id && methods[id]
  if (!method) throw new CommandError(`There is no method "${text}"; there are ${Object.keys(methods).join(', ')}, and backtest.`)
  return method
}

type Token = { flag: string; value: string | undefined } | { word: string }

/** `--flag value`, `--flag=value`, `--flag`; a value may begin with a minus sign when it is a number. */
function tokensOf(args: readonly string[]): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string
    const [, name, inline] = /^--?([a-zA-Z][\w-]*)(?:=([\s\S]*))?$/.exec(arg) ?? []
    if (name === undefined || /^-\d/.test(arg)) {
      tokens.push({ word: arg })
      continue
    }
    const next = args[at + 1]
    const isSwitch = (switches as readonly string[]).includes(aliases[name] ?? name)
    const takesNext = inline === undefined && !isSwitch && next !== undefined && (!next.startsWith('-') || /^-[\d.]/.test(next) || next === '-')
    tokens.push({ flag: name, value: inline ?? (takesNext ? next : undefined) })
    if (takesNext) at++
  }
  return tokens
}

/** @throws CommandError naming what is not known and what there is */
export function parseFlags(args: readonly string[]): AnalyseFlags {
  const tokens = tokensOf(args)
  const flags: AnalyseFlags = { method: null, isBacktest: false, alsoBacktest: false, help: false, arrow: false, distinct: false, quiet: false, one: {}, categories: [], map: {}, parameters: {}, seed: undefined }
  const words = tokens.flatMap((token) => ('word' in token ? [token.word] : []))
  if (words[0] && plain(words[0]) === 'backtest') {
    flags.isBacktest = true
    words.shift()
  }
  const named = tokens.find((token): token is { flag: string; value: string } => 'flag' in token && token.flag === 'method' && token.value !== undefined)?.value ?? words.shift()
  if (words.length) throw new CommandError(`"${words[0]}" is neither a flag nor its value; files are given with --points, --areas, --streets.`)
  if (named) flags.method = methodNamed(named)
  else if (flags.isBacktest) flags.method = methodNamed('gi_star')
  for (const token of tokens) if ('flag' in token) take(flags, token)
  return flags
}

function take(flags: AnalyseFlags, { flag, value }: { flag: string; value: string | undefined }): void {
  // A method's own parameter of that very name goes before another way to write a flag: `--weights row`.
  const isOwn = flag in aliases && flags.method !== null && parametersOf(flags.method).some((each) => each.name === flag)
  const name = isOwn ? flag : aliases[flag] ?? flag
  if (name === 'help') flags.help = true
  else if (name === 'arrow') flags.arrow = true
  else if (name === 'distinct') flags.distinct = true
  else if (name === 'quiet') flags.quiet = true
  else if (name === 'backtest') flags.alsoBacktest = true
  else if (name in fileFlags) takeFile(flags, name as FileFlag, value)
  else takeParameter(flags, flag, value)
}

function takeFile(flags: AnalyseFlags, name: FileFlag, value: string | undefined): void {
  if (value === undefined || value === '') throw new CommandError(`--${name} needs a value: --${name} ${fileFlags[name].toUpperCase()}.`)
  if (!repeated.has(name)) {
    if (flags.one[name] !== undefined) throw new CommandError(`--${name} is given twice.`)
    flags.one[name] = value
    return
  }
  const [, left, right] = /^([^=]+)=([\s\S]*)$/.exec(value) ?? []
  if (name === 'category') flags.categories.push(left === undefined ? { column: null, value } : { column: left.trim(), value: right ?? '' })
  else if (left === undefined || right === undefined) throw new CommandError(`--${name} ${value}: expected --${name} ${fileFlags[name]}.`)
  else if (name === 'map') flags.map[left.trim()] = right
  else takeParameter(flags, left.trim(), right)
}

/** Flags of the command in one sentence, for whoever mistyped one. */
const flagsText = () => Object.keys(fileFlags).map((name) => `--${name}`).join(', ')

/** What other tools call parameters of ours. */
const otherParameters: Record<string, string> = { cellsize: 'cellMeters', nperm: 'permutations', nsim: 'permutations', perms: 'permutations', simulations: 'permutations', eps: 'radiusMeters', eps1: 'radiusMeters', eps2: 'windowDays', minpts: 'minPoints', delta: 'meters', tau: 'days', sigma: 'bandwidthMeters', h: 'bandwidthMeters', threshold: 'distanceMeters', k: 'nearest' }

/** By its own name, another tool's, or the beginning of its name where that is one parameter's alone: `--bandwidth 500`. */
function parameterNamed<Named extends { name: string }>(known: readonly Named[], wanted: string): Named | undefined {
  const exact = known.find(({ name }) => plain(name) === wanted) ?? known.find(({ name }) => name === otherParameters[wanted])
  if (exact) return exact
  const begun = known.filter(({ name }) => plain(name).startsWith(wanted))
  return begun.length === 1 ? begun[0] : undefined
}

function takeParameter(flags: AnalyseFlags, flag: string, value: string | undefined): void {
  const known = flags.method ? parametersOf(flags.method) : []
  const parameter = parameterNamed(known, plain(flag))
  if (plain(flag) === 'seed') flags.seed = value
  if (!parameter) {
    if (plain(flag) === 'seed') return
    throw new CommandError(flags.method ? `${flags.method.id} has no parameter "${flag}"; ${known.length ? `there are ${known.map(({ name }) => kebab(name)).join(', ')}` : 'it has none'}, and the flags ${flagsText()}.` : `There is no flag --${flag}; name a method first (fangcun analyse --help lists them).`)
  }
  if (value === undefined && typeof parameter.default !== 'boolean') throw new CommandError(`--${kebab(parameter.name)} needs a value.`)
  flags.parameters[parameter.name] = value ?? 'true'
}

export const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
