import { watch } from 'vue'
import type { Hotspot } from '../../api/analysis.ts'
import { placeClient } from '../../api/client.ts'
import { useI18n } from 'vue-i18n'
import { useFormat } from '../../i18n/format.ts'
import { areasWithin } from '../../map/areaTree.ts'
import { useActor } from '../../stores/actor.ts'
import { useCheckpoints } from '../../stores/checkpoints.ts'
import { useConfig } from '../../stores/config.ts'
import { useKeptHotspots } from '../../stores/keptHotspots.ts'
import { usePatrolDesk } from '../../stores/patrolDesk.ts'
import { checkpointFormOf, type HotspotForm, patrolFormOf, teamFormOf } from '../../stores/patrolForm.ts'
import { usePatrols } from '../../stores/patrols.ts'
import { anchorOf } from '../../stores/reportDraft.ts'
import { useZones } from '../../stores/zones.ts'

/** Of the hotspots of an area, those with the most matters are chosen at first. */
const chosenAtFirst = 20
const dayMs = 86_400_000

/** Matters of a month: hotspots were found over periods of their own. */
const worthOf = ({ incidents, period }: Hotspot) => Number(Math.max(0.1, ((incidents ?? 1) * 30 * dayMs) / Math.max(dayMs, Date.parse(period.to) - Date.parse(period.from))).toFixed(2))

/** The form of an area, filled with what is there: teams on duty, hotspots, checkpoints, the station next to the middle. What arrives later is added, what somebody chose stays. */
export function useSetup() {
  const { t } = useI18n()
  const format = useFormat()
  const [actor, config, zones, patrols, hotspots, checkpoints, desk] = [useActor(), useConfig(), useZones(), usePatrols(), useKeptHotspots(), useCheckpoints(), usePatrolDesk()]
  const now = () => Date.now() + config.clockOffset

  /** The area of the own duty; what is above may have too many teams to choose from. */
  function firstArea(): number | null {
    const duties = (actor.current?.assignments ?? []).filter(({ areaId }) => zones.areaById.has(areaId)).map(({ areaId }) => areaId)
    return duties.toSorted((a, b) => zones.chain(b).length - zones.chain(a).length)[0] ?? zones.areas[0]?.id ?? null
  }
  function prepare(areaId: number) {
    const area = zones.areaById.get(areaId)
    desk.form = { ...patrolFormOf(areaId, now(), patrols.shifts, config.timeZone), name: t('patrolPanel.nameOf', { area: area ? format.name(area) : '', day: format.day(now()) }).slice(0, 100) }
    fill()
    void findStart(areaId)
  }
  function hotspotFormOf(hotspot: Hotspot, on: boolean): HotspotForm {
    const { lng, lat } = anchorOf(hotspot.geometry)
    return { key: hotspot.id, hotspotId: hotspot.id, name: hotspot.name, place: [lng, lat], on, worth: worthOf(hotspot) }
  }
  function fill() {
    const { form } = desk
    if (!form) return
    const within = new Set(areasWithin(zones.areas, form.areaId))
    const onDuty = new Set(patrols.shifts.map(({ teamId }) => teamId))
    const teams = patrols.teams.filter(({ areaId }) => within.has(areaId)).toSorted((a, b) => Number(onDuty.has(b.id)) - Number(onDuty.has(a.id)) || a.callSign.localeCompare(b.callSign))
    const spots = hotspots.active.filter(({ areaId }) => within.has(areaId)).toSorted((a, b) => worthOf(b) - worthOf(a))
    const points = checkpoints.active.filter(({ areaId }) => within.has(areaId))
    const merge = <Known extends object, Row>(known: Known[], rows: Row[], has: (one: Known, row: Row) => boolean, make: (row: Row, i: number) => Known, own: (one: Known) => boolean) =>
      [...rows.map((row, i) => known.find((one) => has(one, row)) ?? make(row, i)), ...known.filter(own)]
    desk.edit({
      teams: merge(form.teams, teams, (one, { id }) => one.teamId === id, (team) => teamFormOf(team, onDuty.has(team.id), null), () => false),
      hotspots: merge(form.hotspots, spots, (one, { id }) => one.hotspotId === id, (spot, i) => hotspotFormOf(spot, i < chosenAtFirst), ({ hotspotId }) => hotspotId === null),
      checkpoints: merge(form.checkpoints, points, (one, { id }) => one.checkpointId === id, (point) => checkpointFormOf(point, true), ({ checkpointId }) => checkpointId === null).map((one) => {
        const row = points.find(({ id }) => id === one.checkpointId)
        return row ? { ...checkpointFormOf(row, one.on) } : one
      }),
    })
  }
  /** The duty station next to the middle of the area. */
  async function findStart(areaId: number) {
    const within = new Set(areasWithin(zones.areas, areaId))
    const centers = zones.zones.filter((zone) => within.has(zone.areaId)).map(({ center }) => center)
    const middle = (axis: 0 | 1) => centers.reduce((sum, each) => sum + each[axis], 0) / centers.length
    const [lng, lat] = centers.length ? [middle(0), middle(1)] : (config.data?.center ?? [0, 0])
    const place = await placeClient.of(lng, lat).catch(() => null)
    if (desk.form?.areaId !== areaId || desk.form.start) return
    const station = place?.dutyStations[0]
    desk.edit({ start: station ? [station.lng, station.lat] : [lng, lat] })
  }
  watch(() => [patrols.teams, hotspots.active, checkpoints.active], fill)
  return { firstArea, prepare }
}
