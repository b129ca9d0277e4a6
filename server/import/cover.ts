import { timeZoneNear } from '../../geodata/format/timeZoneNear.ts'
import type { Bbox, LngLat } from '../../geodata/model/geometry.ts'
import { asActor } from '../database.ts'
import { Locator } from './locator.ts'
import { makeAreasAround } from './makeAreas.ts'
import { codeOf, sourceNameOf } from './slug.ts'
import { ImportError, type Run } from './types.ts'

/** A guess of the zone is part of what an import says aloud. */
export function timeZoneOf(run: Run, place: LngLat | undefined): { timeZone: string; guessed: boolean } {
  const given = run.options.timeZone
  if (given) return { timeZone: checked(given), guessed: false }
  const home = place && run.locator.at(place)
  const area = home && run.locator.byId(home.areaId)
  return area ? { timeZone: area.timeZone, guessed: false } : { timeZone: place ? timeZoneNear(place) : 'Asia/Shanghai', guessed: true }
}

function checked(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return timeZone
  } catch {
    throw new ImportError(`"${timeZone}" is not a time zone; give a name such as Asia/Shanghai or America/Chicago.`)
  }
}

/** The city that an import makes: as --area says, else after the source; all of OpenStreetMap is one source, so there after the file. */
export function cityOf({ options, source }: Run): { code: string; name: string } {
  const name = options.area ?? (source === 'osm' ? sourceNameOf(options.files[0] ?? '') : source)
  return { code: codeOf(name).toUpperCase(), name: options.area ?? name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ') }
}

/**
 * Sees to it that somebody answers for the data: when none of the sampled places lies in an area, a city with one community is made around
 * the whole of it, and said so. Places that would lie in an area if longitude and latitude were swapped stop the import.
 */
export async function ensureCover(run: Run, sample: LngLat[], bounds: () => Promise<Bbox | undefined>): Promise<void> {
  if (sample.some((place) => run.locator.at(place)) || (run.options.area && run.locator.byCode(run.options.area))) return
  if (sample.length && sample.every(([lng, lat]) => run.locator.at([lat, lng]))) {
    throw new ImportError('Longitude and latitude look swapped: as they are the rows lie in no area, the other way round they all do. Use --map longitude=COLUMN --map latitude=COLUMN.')
  }
  const box = await bounds()
  if (!box) return
  const { code, name } = cityOf(run)
  const { timeZone } = timeZoneOf(run, [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
  const corners = box.map((degrees) => degrees.toFixed(4)).join(', ')
  run.note(`no area covers the data: the city ${code} "${name}" with one community is made around it (${corners}; time zone ${timeZone}, change with --time-zone; name with --area)`)
  if (run.options.dryRun) return
  await makeAreasAround(run.sql, { code, name, timeZone, source: run.source, importId: run.id }, box)
  run.locator = await asActor(run.sql, run.actor, Locator.load)
}
