import { describe, expect, it } from 'vitest'
import type { Alarm } from '../../../geodata/model/alarm.ts'
import type { ScreenReport, WallScreen } from '../../../geodata/model/mapWall.ts'
import { View } from '../../../geodata/model/view.ts'
import { alarmFlight, alarmScreen, alarmTurnSeconds, alarmView, openAlarms, silentSeconds, type WallKnown } from '../../../geodata/wall/choreography.ts'
import { createRandom } from '../../../geodata/random.ts'

const now = Date.parse('2026-11-26T03:00:00Z')
const iso = (milliseconds: number) => new Date(milliseconds).toISOString()
const alarm = (id: number, ago: number, acknowledged = false): Alarm => ({
  id, incidentId: `01930000-0000-7000-8000-00000000000${id}`, areaId: 1, raisedAt: iso(now - ago * 1000), acknowledgedAt: acknowledged ? iso(now) : null, acknowledgedBy: acknowledged ? 'demo-command' : null, acknowledgedByNameZh: null, acknowledgedByNameEn: null,
  title: `火情 ${id}`, number: `N-${id}`, severity: 4, lng: 121.4 + id / 1000, lat: 31.2,
})
const screen = (id: string, column: number, row: number, kind: WallScreen['content']['kind'] = 'shared'): WallScreen => ({
  id, wallId: 'w', name: id, place: { x: column * 1000, y: row * 600, width: 1000, height: 600 }, content: kind === 'scene' ? { kind, sceneId: 's' } : kind === 'view' ? { kind, view } : { kind }, panels: [], joinedAt: iso(now - 86_400_000), joinedBy: 'demo-command', version: 1,
})
const view = View.parse({ camera: { lng: 121.4, lat: 31.2, zoom: 12, bearing: 30, pitch: 40 }, layers: ['zones', 'incidentHeat'], zoneFigure: 'incidents', time: { lastHours: 8 }, categoryIds: [3], states: ['closed'], minSeverity: 4, provenance: null, theme: 'dark', selection: null })
const heard = (screenId: string, ago: number) => ({ screenId, seenAt: iso(now - ago * 1000), told: {} as ScreenReport })
const wallOf = (screens: WallScreen[], alarms: Alarm[], more: Partial<WallKnown> = {}): WallKnown => ({
  wall: { id: 'w', areaId: 1, name: 'w', layout: { rows: 2, columns: 3, widthMm: 1000, heightMm: 600, bezelMm: { x: 0, y: 0 } }, view, rotation: { seconds: 60, startedAt: iso(0), pausedAt: null }, alarmScreenId: null, retiredAt: null, changedAt: iso(0), version: 1 },
  screens, alarms, states: screens.map(({ id }) => heard(id, 3)), at: iso(now), ...more,
})
const six = () => [0, 1].flatMap((row) => [0, 1, 2].map((column) => screen(`s${row}${column}`, column, row)))
const choosing = (known: WallKnown, alarmScreenId: string): WallKnown => ({ ...known, wall: { ...known.wall, alarmScreenId } })

describe('which screen flies', () => {
  it('is the one that was chosen', () => expect(alarmFlight(choosing(wallOf(six(), [alarm(1, 5)]), 's12'), now)).toMatchObject({ screenId: 's12', alarm: { id: 1 }, waiting: [] }))
  it('is another while that one is not heard of, or nobody has joined as it', () => {
    const known = choosing(wallOf(six(), [alarm(1, 5)]), 's12')
    expect(alarmScreen({ ...known, states: known.states.map((state) => (state.screenId === 's12' ? heard('s12', silentSeconds + 1) : state)) })?.id).toBe('s01')
    expect(alarmScreen({ ...known, screens: known.screens.map((each) => (each.id === 's12' ? { ...each, joinedAt: null } : each)) })?.id).toBe('s01')
  })
  it('is one that has joined just now and has told nothing yet', () => {
    const known = choosing(wallOf(six(), [alarm(1, 5)]), 's12')
    expect(alarmScreen({ ...known, states: known.states.filter(({ screenId }) => screenId !== 's12'), screens: known.screens.map((each) => (each.id === 's12' ? { ...each, joinedAt: iso(now - 2_000) } : each)) })?.id).toBe('s12')
  })
  it('is the chosen one where all are silent: then the answer is old', () => expect(alarmScreen({ ...choosing(wallOf(six(), []), 's12'), states: [] })?.id).toBe('s12'))
  it('is rather one that rotates than a part of the one picture, and one that was thrown last', () => {
    const screens = [screen('thrown', 1, 0, 'view'), screen('shared', 1, 0), screen('scene', 2, 1, 'scene'), screen('turning', 0, 1, 'rotation')]
    expect(alarmScreen(wallOf(screens, []))?.id).toBe('turning')
    expect(alarmScreen(wallOf(screens.slice(0, 3), []))?.id).toBe('scene')
    expect(alarmScreen(wallOf(screens.slice(0, 2), []))?.id).toBe('shared')
  })
  it('is none where no screen has joined', () => expect(alarmFlight(wallOf(six().map((each) => ({ ...each, joinedAt: null })), [alarm(1, 5)]), now)).toBeNull())
  it('does not depend on the order in which a server tells screens, states and alarms', () => {
    const random = createRandom(7)
    const shuffled = <Row>(rows: readonly Row[]) => rows.map((row) => [random(), row] as const).toSorted((a, b) => a[0] - b[0]).map(([, row]) => row)
    const alarms = [alarm(1, 500), alarm(2, 70), alarm(3, 70), alarm(4, 9, true)]
    const wanted = alarmFlight(wallOf(six(), alarms), now)
    for (let i = 0; i < 50; i++) { const known = wallOf(shuffled(six()), shuffled(alarms)); expect(alarmFlight({ ...known, states: shuffled(known.states) }, now)).toEqual(wanted) }
  })
})

describe('several alarms', () => {
  it('begin with the newest and take turns', () => {
    const known = wallOf(six(), [alarm(1, 300), alarm(2, 200), alarm(3, 1)])
    const shown = (seconds: number) => alarmFlight(known, now - 1000 + seconds * 1000)?.alarm.id
    expect([shown(0), shown(alarmTurnSeconds - 1), shown(alarmTurnSeconds), shown(2 * alarmTurnSeconds), shown(3 * alarmTurnSeconds)]).toEqual([3, 3, 2, 1, 3])
    expect(alarmFlight(known, now + alarmTurnSeconds * 1000)?.waiting.map(({ id }) => id)).toEqual([1, 3])
  })
  it('are calm one by one as somebody takes note, and all at last', () => {
    expect(openAlarms([alarm(1, 300, true), alarm(2, 200)]).map(({ id }) => id)).toEqual([2])
    expect(alarmFlight(wallOf(six(), [alarm(1, 300, true), alarm(2, 200)]), now)).toMatchObject({ alarm: { id: 2 }, waiting: [] })
    expect(alarmFlight(wallOf(six(), [alarm(1, 300, true), alarm(2, 200, true)]), now)).toBeNull()
  })
  it('show the newest to a screen whose clock is behind', () => expect(alarmFlight(wallOf(six(), [alarm(1, 300), alarm(2, 0)]), now - 60_000)?.alarm.id).toBe(2))
})

describe('what is shown of an alarm', () => {
  it('is the place from straight above, with nothing filtered out', () => {
    const shown = alarmView(view, alarm(1, 5), now)
    expect(View.parse(shown)).toEqual(shown)
    expect(shown).toMatchObject({ camera: { lng: alarm(1, 5).lng, lat: 31.2, bearing: 0, pitch: 0 }, minSeverity: 1, categoryIds: null, states: null, time: { lastHours: 48 }, selection: { noun: 'incident', id: alarm(1, 5).incidentId }, zoneFigure: 'none' })
    expect(shown.layers).toEqual(['zones', 'cameraViews', 'cameras', 'incidents', 'places', 'patrols'])
  })
  it('reaches back to before it rang', () => expect(alarmView(view, alarm(1, 3 * 86_400 + 60), now).time).toEqual({ lastHours: 5 * 24 }))
})
