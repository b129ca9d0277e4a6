import { dayMs, readMoment } from './readTimes.ts'
import type { AnalysisInput } from '../../geodata/analysis/method.ts'
import { prepareInput, type GivenInput } from '../../geodata/analysis/prepareInput.ts'
import { CommandError } from '../cli/tell.ts'
import type { AnalyseFlags } from './flags.ts'
import { planeAsked, planeOf } from './planeChoice.ts'
import { readAreas, type AreasFound } from './readAreas.ts'
import { readNeighbours } from './readNeighbours.ts'
import { readPoints, type PointsFound } from './readPoints.ts'
import { readStreets } from './readStreets.ts'

export type Gathered = {
  input: AnalysisInput
  times: PointsFound['times']
  /** Results can be said in degrees. */
  hasDegrees: boolean
  /** A moment as the files write them. @throws CommandError */
  moment: (flag: string, text: string) => number
  said: string[]
}

/** All files of a question, read and put in one plane. @throws FormatError, CommandError */
export async function gather({ one, categories, map, distinct }: AnalyseFlags): Promise<Gathered> {
  const plane = planeAsked(one['crs-metres'])
  const timeZone = one['time-zone']
  if (timeZone !== undefined) checkZone(timeZone)
  const areas = one.areas ? await readAreas(one.areas, { field: one.field, population: one.population, id: one.id, categories: one.points ? [] : categories, plane }) : null
  // A value at each point makes it an area without extent: neighbours by distance, or as a file says.
  const valued = !areas && one.points && one.field ? await readAreas(one.points, { field: one.field, population: one.population, id: one.id, categories, plane }) : null
  const points = one.points && !valued ? await readPoints(one.points, { map, categories, timeZone, plane, distinct }) : null
  const streets = one.streets ? await readStreets(one.streets, plane) : null
  const study = one['study-area'] ? await readAreas(one['study-area'], { field: undefined, population: undefined, id: undefined, categories: [], plane }) : null
  const found = areas ?? valued
  if (!points && !found && !streets) throw new CommandError('Say what to analyse: --points FILE, --areas FILE, or both (fangcun analyse METHOD --help shows examples).')
  if ((one.field || one.population) && !found) throw new CommandError(`--${one.field ? 'field' : 'population'} names a column of areas, and there are none: give --areas FILE.`)
  const linked = one.neighbours ? await readNeighbours(one.neighbours, namesFor(found)) : null
  const zone = timeZone ?? points?.timeZone ?? 'UTC'
  const days = points?.times === 'days'
  const moment = (flag: string, text: string) => momentOf(flag, text, zone, days)
  const settled = planeOf(plane)
  const given: GivenInput = {
    points, streets, timeZone: zone, plane: settled.plane,
    areas: found && { ids: (linked?.names ?? found.names[0])?.ids ?? [], shapes: found.shapes, values: found.values, population: found.population, neighbours: linked?.neighbours ?? null, neighbourWeights: linked?.weights ?? null },
    studyArea: study?.shapes ?? (points && found && hasGround(found) ? found.shapes : null),
    window: { ...(one.from && { fromMs: moment('from', one.from) }), ...(points && { toMs: points.overMs }), ...(one.to && { toMs: Math.max(moment('to', one.to), one['test-until'] ? moment('test-until', one['test-until']) : -Infinity) }) },
    rowsLeftOut: { ...points?.rowsLeftOut, ...prefixed(found?.rowsLeftOut) },
  }
  if (one.from && points && given.window?.fromMs !== undefined && given.window.toMs !== undefined && given.window.fromMs >= given.window.toMs) throw new CommandError(`--from ${one.from} lies behind ${one.to ? `--to ${one.to}` : 'the last row'}: the window is empty.`)
  const said = [...(points?.said ?? []), ...(found?.said ?? []), ...(linked?.said ?? []), ...(streets?.said ?? [])]
  return { input: prepareInput(given), times: points?.times ?? 'none', hasDegrees: settled.hasDegrees, moment, said: [...new Set(said)] }
}

const hasGround = ({ shapes }: AreasFound) => shapes.some(({ coordinates }) => new Set((coordinates.flat(2) as unknown[]).map(String)).size > 2)

function namesFor(found: AreasFound | null): AreasFound['names'] {
  if (!found) throw new CommandError('--neighbours says which areas are neighbours, and there are none: give --areas FILE.')
  return found.names
}

const prefixed = (left: Record<string, number> = {}) => Object.fromEntries(Object.entries(left).map(([reason, count]) => [/^area|Area$/.test(reason) ? reason : `area${reason[0]?.toUpperCase()}${reason.slice(1)}`, count]))

function momentOf(flag: string, text: string, zone: string, days: boolean): number {
  const ms = readMoment(text, zone, days)
  if (!Number.isFinite(ms)) throw new CommandError(`--${flag} ${text}: expected ${days ? 'a number of days, as the file has them' : 'a time such as 2018-05-01 or 2018-05-01T06:00'}.`)
  return ms
}

function checkZone(timeZone: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone })
  } catch {
    throw new CommandError(`--time-zone ${timeZone}: there is no such time zone; expected one like America/Chicago.`)
  }
}

/** How a moment is told: as the files have it. */
export const momentText = (ms: number, times: PointsFound['times']): string | null => (times === 'none' ? null : times === 'days' ? `day ${Number((ms / dayMs).toFixed(6))}` : new Date(ms).toISOString())
