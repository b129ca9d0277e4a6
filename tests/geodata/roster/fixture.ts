import type { DutyTeam, Roster, RosterRules, ShiftNeed } from '../../../geodata/model/roster.ts'
import type { Random } from '../../../geodata/random.ts'

export const rules: RosterRules = { areaId: 1, restHours: 11, mostRunHours: 12, mostWeekHours: 48, nightFrom: '22:00', nightTo: '06:00', fairWeeks: 4, mostKm: 15, version: 1 }
export const team = (id: number, change: Partial<DutyTeam> = {}): DutyTeam => ({ id, areaId: 1, callSign: `T${id}`, nameZh: '', nameEn: '', kind: 'volunteer', vehicle: 'foot', stationId: null, crews: 1, servesDays: null, servesFrom: null, servesTo: null, retired: false, version: 1, ...change })
export const need = (id: string, from: string, to: string, change: Partial<ShiftNeed> = {}): ShiftNeed => ({ id, areaId: 1, name: id, from, to, needed: 1, kind: null, vehicle: null, stationId: null, templateLineId: null, eventPlanId: null, eventPostId: null, lng: null, lat: null, version: 1, ...change })
export const roster = (change: Partial<Roster> = {}): Roster => ({ timeZone: 'Asia/Shanghai', rules, stations: [], teams: [], needs: [], shifts: [], loads: [], ...change })

/** A festival day (or some) with `posts` posts over three windows from 07:00 to 22:00, and `teams` teams at some stations. */
export function festival(random: Random, { posts, teams, days = 1, stations = 20 }: { posts: number; teams: number; days?: number; stations?: number }): Roster {
  const place = () => ({ lng: 121.4 + random() * 0.05, lat: 31.2 + random() * 0.05 })
  const sites = Array.from({ length: posts }, place)
  const windows = [['07:00', '12:00'], ['12:00', '17:00'], ['17:00', '22:00']] as const
  return roster({
    stations: Array.from({ length: stations }, (_, i) => ({ id: `s${i}`, areaId: 1, name: `S${i}`, ...place(), retired: false, version: 1 })),
    teams: Array.from({ length: teams }, (_, i) => team(i + 1, { stationId: `s${Math.floor(random() * stations)}` })),
    needs: Array.from({ length: days }, (_, day) => sites.flatMap((site, i) => windows.map(([from, to], w) => need(`${day}-${i}-${w}`, `2026-12-0${day + 1}T${from}:00+08:00`, `2026-12-0${day + 1}T${to}:00+08:00`, site)))).flat(),
    loads: Array.from({ length: teams }, (_, i) => ({ teamId: i + 1, shifts: 4, hours: Math.floor(random() * 60), nightHours: Math.floor(random() * 20), weekendHours: Math.floor(random() * 30) })),
  })
}
