import type { Alarm } from '../model/alarm.ts'
import type { Id } from '../model/id.ts'
import type { WallAnswer, WallScreen } from '../model/mapWall.ts'
import { LayerId, type View } from '../model/view.ts'

/** So long one alarm has the screen before the next of several takes its turn. */
export const alarmTurnSeconds = 20
/** Who has not been heard of for so long is not flown anywhere: nobody would see it. */
export const silentSeconds = 45
const alarmZoom = 16.5

/** A screen flies to an alarm; `waiting` are the others that nobody took note of, the next one first. */
export type AlarmFlight = { screenId: Id; alarm: Alarm; waiting: Alarm[] }
/** What is known of a wall suffices; a screen that restarts misses no command. */
export type WallKnown = Pick<WallAnswer, 'wall' | 'screens' | 'states' | 'at'> & { alarms: readonly Alarm[] }

const newestFirst = (a: Alarm, b: Alarm) => Date.parse(b.raisedAt) - Date.parse(a.raisedAt) || b.id - a.id
/** Alarms that nobody took note of yet, the newest first. */
export const openAlarms = (alarms: readonly Alarm[]): Alarm[] => alarms.filter(({ acknowledgedAt }) => acknowledgedAt === null).toSorted(newestFirst)

/** Judged by the time of the answer, not by a clock of one's own, so that all who read the same answer judge alike. */
function isHeard({ states, at }: WallKnown, { id, joinedAt }: WallScreen): boolean {
  if (joinedAt === null) return false
  const seenAt = states.find(({ screenId }) => screenId === id)?.seenAt
  return Date.parse(at) - Math.max(Date.parse(joinedAt), seenAt ? Date.parse(seenAt) : 0) <= silentSeconds * 1000
}

/** Least loss first: a part of the one picture leaves a hole in it, and what a desk threw somebody is looking at. */
const costs: Record<WallScreen['content']['kind'], number> = { rotation: 0, scene: 1, shared: 2, view: 3 }

function offCentre({ screens }: WallKnown, { place }: WallScreen): number {
  const right = Math.max(...screens.map((each) => each.place.x + each.place.width))
  const bottom = Math.max(...screens.map((each) => each.place.y + each.place.height))
  return Math.hypot(place.x + place.width / 2 - right / 2, place.y + place.height / 2 - bottom / 2)
}

/**
 * The screen that flies to alarms: the one that was chosen, or while that is not heard of the one whose picture is missed least, nearest to the middle. Undefined where no screen has joined.
 */
export function alarmScreen(known: WallKnown): WallScreen | undefined {
  const joined = known.screens.filter(({ joinedAt }) => joinedAt !== null)
  const heard = joined.filter((screen) => isHeard(known, screen))
  // Where all are silent the answer is old, or the server was away: then they are taken as they were.
  const able = heard.length ? heard : joined
  const chosen = able.find(({ id }) => id === known.wall.alarmScreenId)
  return chosen ?? able.toSorted((a, b) => costs[a.content.kind] - costs[b.content.kind] || offCentre(known, a) - offCentre(known, b) || a.place.y - b.place.y || a.place.x - b.place.x || (a.id < b.id ? -1 : 1))[0]
}

/** Which screen flies where at a moment of the server's clock, ms; null: all is calm. The newest alarm comes first, several take turns from its coming on. */
export function alarmFlight(known: WallKnown, now: number): AlarmFlight | null {
  const open = openAlarms(known.alarms)
  const [newest] = open
  const screen = newest && alarmScreen(known)
  if (!newest || !screen) return null
  const turn = Math.max(0, Math.floor((now - Date.parse(newest.raisedAt)) / (alarmTurnSeconds * 1000))) % open.length
  const [alarm, ...waiting] = [...open.slice(turn), ...open.slice(0, turn)]
  return { screenId: screen.id, alarm: alarm as Alarm, waiting }
}

const alarmLayers: readonly LayerId[] = ['zones', 'cameraViews', 'cameras', 'incidents', 'places', 'patrols']
const dayHours = 24

/** What a screen shows of an alarm, from straight above: the ground about it, all that happened in the days since it rang and a day before, cameras and patrols. Nothing is filtered out. */
export function alarmView(base: View, alarm: Alarm, now: number): View {
  const { cover: _cover, analysis: _analysis, ...view } = base
  const days = Math.min(365, Math.max(1, Math.ceil((now - Date.parse(alarm.raisedAt)) / 86_400_000) + 1))
  return {
    ...view, camera: { lng: alarm.lng, lat: alarm.lat, zoom: alarmZoom, bearing: 0, pitch: 0 }, layers: LayerId.options.filter((layer) => alarmLayers.includes(layer)), zoneFigure: 'none', time: { lastHours: days * dayHours },
    categoryIds: null, states: null, minSeverity: 1, provenance: null, hoursOfWeek: null, areaId: null, compare: null, selection: { noun: 'incident', id: alarm.incidentId }, at: null, zonesOn: null, planId: null, cameraPlanId: null,
  }
}
