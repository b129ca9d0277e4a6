import type { FeatureCollection, LineString, Point } from 'geojson'
import type { ExpressionSpecification } from 'maplibre-gl'
import { bearingDegrees } from '../../../geodata/geometry/bearingDegrees.ts'
import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'
import type { View } from '../../../geodata/model/view.ts'
import { bold } from '../basemap/text.ts'
import { inkOf } from '../palette.ts'
import { remember } from '../remember.ts'
import { freshSeconds, staleSeconds } from '../scale.ts'
import type { SceneData, Trail } from '../sceneData.ts'
import { geojson, type Part } from './part.ts'

/** Below this movement a heading is noise of the receiver. */
const leastMoveMeters = 4

/** Bearing of the last real movement of a trail, `null` while the team stands. */
export function headingOf(trail: Trail | undefined): number | null {
  if (!trail) return null
  const last = trail.coordinates.at(-1)
  if (!last) return null
  for (let i = trail.coordinates.length - 2; i >= Math.max(0, trail.coordinates.length - 5); i--) {
    const before = trail.coordinates[i]!
    if (distanceMeters(before, last) >= leastMoveMeters) return bearingDegrees(before, last)
  }
  return null
}

/** Teams on duty with call sign, heading and the age of the fix (age: 0 fresh, 1 ageing, 2 stale). */
export function patrolPoints(data: Pick<SceneData, 'positions' | 'trails' | 'now' | 'teams'>): FeatureCollection<Point> {
  const trails = new Map(data.trails.map((trail) => [trail.teamId, trail]))
  const teams = new Map(data.teams.map((team) => [team.id, team]))
  return {
    type: 'FeatureCollection',
    features: data.positions.map((position) => {
      const ageSeconds = Math.max(0, (data.now - Date.parse(position.at)) / 1000)
      const heading = headingOf(trails.get(position.teamId))
      return {
        type: 'Feature',
        id: position.teamId,
        geometry: { type: 'Point', coordinates: [position.lng, position.lat] },
        properties: {
          id: position.teamId,
          callSign: position.callSign,
          vehicle: teams.get(position.teamId)?.vehicle ?? 'foot',
          age: ageSeconds <= freshSeconds ? 0 : ageSeconds <= staleSeconds ? 1 : 2,
          ageSeconds: Math.round(ageSeconds),
          moving: heading !== null,
          heading: heading ?? 0,
        },
      }
    }),
  }
}

export function trailLines(trails: readonly Trail[]): FeatureCollection<LineString> {
  return {
    type: 'FeatureCollection',
    features: trails.filter((trail) => trail.coordinates.length > 1).map((trail) => ({ type: 'Feature', id: trail.teamId, geometry: { type: 'LineString', coordinates: trail.coordinates }, properties: { id: trail.teamId } })),
  }
}

const byAge = <Value>(fresh: Value, ageing: Value, stale: Value): ExpressionSpecification => ['match', ['get', 'age'], 0, fresh, 1, ageing, stale] as unknown as ExpressionSpecification

const pointsOf = remember((data: SceneData) => geojson(patrolPoints(data)))
const linesOf = remember((trails: readonly Trail[]) => geojson(trailLines(trails), { lineMetrics: true }))

export function patrolsPart(data: SceneData, view: View): Part {
  const ink = inkOf[view.theme]
  const clear = `${ink.patrol}00`
  return {
    sources: { patrols: pointsOf(data), trails: linesOf(data.trails) },
    top: [
      {
        id: 'patrol-trail',
        source: 'trails',
        type: 'line',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        // The trail fades towards its older end.
        paint: { 'line-width': ['interpolate', ['linear'], ['zoom'], 12, 2, 17, 4], 'line-gradient': ['interpolate', ['linear'], ['line-progress'], 0, clear, 1, ink.patrol], 'line-opacity': 0.85 },
      },
      {
        id: 'patrol-glow',
        source: 'patrols',
        type: 'circle',
        paint: { 'circle-radius': 20, 'circle-color': ink.patrol, 'circle-blur': 1, 'circle-opacity': byAge(0.4, 0.15, 0) },
      },
      {
        id: 'patrol',
        source: 'patrols',
        type: 'symbol',
        layout: {
          'icon-image': ['concat', 'patrol:', ['case', ['==', ['get', 'age'], 2], 'stale', ['get', 'moving'], 'moving', 'standing'], `:${view.theme}`],
          'icon-rotate': ['get', 'heading'],
          'icon-rotation-alignment': 'map',
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
        paint: { 'icon-opacity': byAge(1, 0.75, 0.5) },
      },
      {
        id: 'patrol-sign',
        source: 'patrols',
        type: 'symbol',
        minzoom: 12,
        layout: { 'text-field': ['get', 'callSign'], 'text-font': bold, 'text-size': 12, 'text-variable-anchor': ['top', 'bottom', 'right', 'left'], 'text-radial-offset': 1.2, 'text-justify': 'auto', 'text-optional': true },
        paint: { 'text-color': ['case', ['==', ['get', 'age'], 2], ink.stale, ink.patrol], 'text-halo-color': ink.halo, 'text-halo-width': 1.8, 'text-opacity': byAge(1, 0.85, 0.7) },
      },
    ],
  }
}
