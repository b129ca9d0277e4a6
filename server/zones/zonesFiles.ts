import { existsSync } from 'node:fs'
import { noPlanFound, refuseInfeasible } from '../../geodata/zoning/infeasible.ts'
import { redesignZones } from '../../geodata/zoning/redesign.ts'
import { searchZones } from '../../geodata/zoning/search.ts'
import { ZoningRefusal, type ZoningUnits } from '../../geodata/zoning/units.ts'
import { CommandError } from '../cli/tell.ts'
import { parseFlags, type ZonesFlags } from './flags.ts'
import { zonesHelp } from './help.ts'
import { numbered, readToday, type Today } from './readTables.ts'
import type { UnitsFound } from './readUnits.ts'
import { boundsText, curveText, planText } from './summary.ts'
import { unitsOfFiles } from './unitsOfFiles.ts'
import { planOut, writePlan, type Plan } from './writePlan.ts'

/** The command with the words after `zones`. @throws what `tell` says in one sentence */
export async function zonesFiles(args: string[]): Promise<void> {
  const flags = parseFlags(args)
  if (flags.help || !args.length) return console.log(zonesHelp)
  const out = planOut(flags.out)
  const { units, found, said } = await unitsOfFiles(flags)
  if (out?.format === 'geojson' && !found.geometries) throw new CommandError(`--out ${out.path}: the units have no shapes to draw; name it .csv.`)
  const today = flags.keep === null ? null : await todayOf(flags.keep, flags, found)
  const sizes = sizesOf(units, flags)
  try {
    const { plan, text } = today ? redesigned(units, today, flags, sizes) : designed(units, flags, sizes)
    clearLine()
    if (out) await writePlan(out, found, plan)
    if (flags.quiet) return
    console.log([...said, boundsText(sizes, sizes.zones), text, ...(out ? [`written: ${out.path} (${found.ids.length.toLocaleString('en')} units)`] : [])].join('\n'))
  } catch (error) {
    clearLine()
    throw error instanceof ZoningRefusal ? new CommandError(sentence(error)) : error
  }
}

type Sizes = { min: number; max: number; zones: number | null }

function sizesOf({ households }: ZoningUnits, { bounds }: ZonesFlags): Sizes {
  if ('min' in bounds) return { ...bounds, zones: null }
  const mean = households.reduce((sum, each) => sum + each, 0) / bounds.count
  return { min: mean * Math.max(0, 1 - bounds.tolerance / 100), max: mean * (1 + bounds.tolerance / 100), zones: bounds.count }
}

type Answer = { plan: Plan; text: string }
/** What was spent, and how to have it again where the clock ended it. */
const searchText = ({ seed, steps }: ZonesFlags, made: number, again: string) => `search: seed ${seed}, ${made.toLocaleString('en')} steps${steps === null ? `; ${again}` : ''}`
const search = ({ seed, seconds, steps }: ZonesFlags) => ({ seed, seconds, ...(steps === null ? {} : { steps }) })

function designed(units: ZoningUnits, flags: ZonesFlags, { min, max, zones }: Sizes): Answer {
  refuseInfeasible(units, { min, max, zones, locked: null })
  const { seed, seconds, steps } = flags
  const { zoneOf, figures, steps: made } = searchZones(units, { min, max, zones, locked: null, seed, ...(steps === null ? { seconds } : { steps }) }, progress())
  if (!figures.withinBounds || !figures.contiguous) throw noPlanFound(units, zoneOf, { min, max })
  const names = Array.from({ length: zoneOf.reduce((most, zone) => Math.max(most, zone), 0) + 1 }, (_, zone) => String(zone + 1))
  return { plan: { zoneOf, names, today: null }, text: `${planText(units, zoneOf, figures)}\n${searchText(flags, made, `the same again on any machine: --seed ${seed} --steps ${made}`)}` }
}

function redesigned(units: ZoningUnits, today: Today, flags: ZonesFlags, { min, max, zones }: Sizes): Answer {
  const fixZone = flags.fix === null ? null : today.names.indexOf(flags.fix)
  if (fixZone === -1) throw new CommandError(`--fix ${flags.fix}: there is no such zone today; there are ${today.names.slice(0, 20).join(', ')}${today.names.length > 20 ? ' ...' : ''}.`)
  const answer = redesignZones(units, { current: today.zoneOf, min, max, zones, fixZone, ...search(flags) }, progress())
  const { points, steps } = answer
  const chosen = flags.pick === 'balance' ? points.length - 1 : flags.pick - 1
  const point = points[chosen]
  if (!point) throw new CommandError(`--pick ${flags.pick}: the curve has ${points.length} ${points.length === 1 ? 'plan' : 'plans'}.`)
  const names = namesOf(today, points.flatMap(({ created }) => created))
  const plan = { zoneOf: point.zoneOf, names, today: Array.from(today.zoneOf, (zone) => (zone < 0 ? '' : (names[zone] as string))) }
  return { plan, text: `${curveText(units, answer, names, chosen)}\n${planText(units, point.zoneOf, point.figures)}\n${answer.complete ? 'search: none was needed' : searchText(flags, steps, `cooled by the clock, so it does not repeat: --steps ${steps} is about as long and does`)}` }
}

/** Names of new zones that no zone of today has. */
function namesOf(today: Today, created: readonly number[]): string[] {
  const names = [...today.names]
  const taken = new Set(names)
  let next = 1
  for (let zone = names.length; zone <= created.reduce((most, each) => Math.max(most, each), -1); zone++) {
    while (taken.has(`new ${next}`)) next++
    names.push(`new ${next++}`)
  }
  return names
}

/** A file, or a field of the units. */
async function todayOf(keep: string, flags: ZonesFlags, { ids, idColumn, header, rows }: UnitsFound): Promise<Today> {
  const at = header.indexOf(keep)
  if (at >= 0 && !existsSync(keep)) return numbered(`The field "${keep}" of ${flags.units}`, rows.map(({ row }) => row.cells[at]?.trim() ?? ''))
  if (at < 0 && !existsSync(keep)) throw new CommandError(`--keep ${keep}: there is no such file, and ${flags.units} has no such field; its fields are ${header.join(', ')}.`)
  return readToday(keep, ids, idColumn)
}

const sentence = ({ message }: ZoningRefusal) => `${message.replace(/^[a-z]/, (letter) => letter.toUpperCase()).replace(/[.\s]*$/, '')}.`

const clearLine = () => process.stderr.isTTY && process.stderr.write('\r\u001b[K')

/** The share done, on one line, at most four times a second, where somebody watches. */
function progress(): (share: number) => void {
  let shown = 0
  return (share) => {
    if (!process.stderr.isTTY || Date.now() - shown < 250) return
    shown = Date.now()
    process.stderr.write(`\r\u001b[K${Math.floor(share * 100)} %`)
  }
}
