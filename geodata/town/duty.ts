import type { Random } from '../random.ts'
import { communityCode, subdistrictCode } from './site.ts'
import { townOffsetHours } from './rhythm.ts'
import type { TownShift, TownTeam } from './types.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Twelve patrol teams: eight of staff over pairs of communities, two cars over the subdistrict, two of volunteers. */
export function makeTeams(): TownTeam[] {
  const teams: TownTeam[] = []
  for (let i = 0; i < 8; i++) {
    const vehicle = i % 3 === 2 ? 'bicycle' : 'foot'
    teams.push({
      callSign: `巡逻${String(i + 1).padStart(2, '0')}`,
      areaCode: communityCode(Math.floor((i * 13) / 8)),
      nameZh: `第${i + 1}巡逻组`,
      nameEn: `Patrol team ${i + 1}`,
      kind: 'staff',
      vehicle,
    })
  }
  for (let i = 0; i < 2; i++)
    teams.push({
      callSign: `机动${i + 1}`,
      areaCode: subdistrictCode,
      nameZh: `机动巡逻${i + 1}车`,
      nameEn: `Mobile patrol car ${i + 1}`,
      kind: 'staff',
      vehicle: 'car',
    })
  for (let i = 0; i < 2; i++)
    teams.push({
      callSign: `义警${i + 1}`,
      areaCode: communityCode(4 + i * 5),
      nameZh: `义务巡防${i + 1}队`,
      nameEn: `Volunteer patrol ${i + 1}`,
      kind: 'volunteer',
      vehicle: 'foot',
    })
  return teams
}

/** Shifts of each team in local time; volunteers walk in the evening. */
const watch: Record<TownTeam['vehicle'] | 'volunteer', [startHour: number, hours: number][]> = {
  foot: [
    [8, 6],
    [14, 6],
    [20, 4],
  ],
  bicycle: [
    [7, 7],
    [15, 7],
  ],
  car: [
    [8, 8],
    [16, 8],
    [0, 8],
  ],
  volunteer: [[18.5, 3]],
}

/** The windows a team has on a local day (days since 1970 in town time), as Unix milliseconds. */
export function windowsOf(team: TownTeam, index: number, day: number): [from: number, to: number][] {
  const midnight = day * dayMs - townOffsetHours * hourMs
  return (
    watch[team.kind === 'volunteer' ? 'volunteer' : team.vehicle]
      // Foot teams take turns: two of the three watches each day.
      .filter((_, w) => team.vehicle !== 'foot' || team.kind !== 'staff' || (day + index + w) % 3 !== 0)
      .map(([start, hours]) => [midnight + start * hourMs, midnight + (start + hours) * hourMs])
  )
}

export const localDay = (unixMilliseconds: number): number => Math.floor((unixMilliseconds + townOffsetHours * hourMs) / dayMs)

/** Whether a team's roster has it on duty at a moment. */
export const onDuty = (team: TownTeam, index: number, unixMilliseconds: number): boolean =>
  windowsOf(team, index, localDay(unixMilliseconds)).some(([from, to]) => from <= unixMilliseconds && unixMilliseconds < to)

/** Shifts over the days from `from` to one day past `to`; some are left out, as rosters have gaps. */
export function makeShifts(teams: readonly TownTeam[], from: number, to: number, random: Random): TownShift[] {
  const shifts: TownShift[] = []
  for (let day = localDay(from); day <= localDay(to + dayMs); day++) {
    teams.forEach((team, t) => {
      for (const [begin, end] of windowsOf(team, t, day)) {
        if (random() < 0.03) continue
        shifts.push({
          teamCallSign: team.callSign,
          areaCode: team.areaCode,
          from: new Date(begin).toISOString(),
          to: new Date(end).toISOString(),
        })
      }
    })
  }
  return shifts
}
