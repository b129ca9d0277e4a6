import { createRandom } from '../random.ts'
import { makeAreas, makePosts, makeTownZones } from './administration.ts'
import { makeBuildings } from './buildings.ts'
import { breakSome, makeCameras } from './cameras.ts'
import { makeShifts, makeTeams } from './duty.ts'
import { makeGrounds, makeStreets } from './ground.ts'
import { plantHotspots } from './hotspots.ts'
import { makeIncidents } from './incidents.ts'
import { makeOrders } from './orders.ts'
import { makePlaces } from './places.ts'
import { makeSite } from './site.ts'
import { makeSpots } from './spots.ts'
import { toLngLat } from './local.ts'
import type { Town } from './types.ts'

export type * from './types.ts'
export { patrolTracks } from './tracks.ts'
export type TownOptions = { seed: number; now: string; days?: number; incidents?: number }

const dayMs = 86_400_000
const incidentsPerDay = 55

/**
 * The demo town: an invented subdistrict of 13 communities and 110 zones with everything on it, and its matters of the last
 * `days` up to `now`: more than a year, so that a month has one to be compared with. The same options give the same town. All geometry is EPSG:4326.
 * @throws RangeError when `now` is not a moment
 */
export function makeTown({ seed, now, days = 400, incidents = days * incidentsPerDay }: TownOptions): Town {
  const to = Date.parse(now)
  if (Number.isNaN(to)) throw new RangeError(`now must be an ISO instant, got ${now}`)
  const from = to - days * dayMs
  const site = makeSite(seed)
  // One generator per part, so that more incidents do not move the cameras.
  const part = (n: number) => createRandom(Math.imul(seed, 31) + n)
  const { buildings, estates, gates, fields } = makeBuildings(site, part(1))
  const householdsByZone = new Map<string, number>()
  for (const { zoneCode, households } of buildings) householdsByZone.set(zoneCode, (householdsByZone.get(zoneCode) ?? 0) + households)
  const zones = makeTownZones(site, householdsByZone)
  const teams = makeTeams()
  const spots = makeSpots(site, buildings, gates, part(5))
  const planted = plantHotspots(spots, site.heart, from, to)
  const matters = makeIncidents(spots, planted, { from, to, count: incidents }, part(7))
  const corners = site.layout.outline.map(toLngLat)
  const [lngs, lats] = [corners.map((c) => c[0]), corners.map((c) => c[1])]
  return {
    seed,
    from: new Date(from).toISOString(),
    now: new Date(to).toISOString(),
    bbox: [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)],
    areas: makeAreas(site),
    zones,
    posts: makePosts(zones, part(2)),
    streets: makeStreets(site),
    grounds: makeGrounds(site, fields),
    estates,
    buildings,
    places: makePlaces(site, buildings, part(3)),
    cameras: breakSome(makeCameras(site, gates, part(4)), part(8)),
    teams,
    shifts: makeShifts(teams, to - Math.min(days, 30) * dayMs, to, part(6)),
    incidents: matters,
    orders: makeOrders(matters, teams, part(9)),
    truth: { hotspots: planted.map(({ truth }) => truth) },
  }
}
