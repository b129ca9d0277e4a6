import type { CameraTour } from '../../../geodata/model/cameraWatch.ts'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'

type DraftStop = { cameraId: number; title: string; dwellSeconds: number | null; place: LngLat }
export type TourDraft = { name: string; areaId: number | null; priority: 1 | 2 | 3 | 4; mode: 'timed' | 'manual'; dwellSeconds: number; stops: DraftStop[] }

export const emptyDraft = (areaId: number | null): TourDraft => ({ name: '', areaId, priority: 2, mode: 'timed', dwellSeconds: 15, stops: [] })
export const draftOf = ({ name, areaId, priority, mode, dwellSeconds, stops }: CameraTour): TourDraft => ({
  name, areaId, priority, mode, dwellSeconds, stops: stops.map((stop) => ({ cameraId: stop.cameraId, title: stop.name || stop.code, dwellSeconds: stop.dwellSeconds, place: [stop.lng, stop.lat] })),
})

/** From the first on, always to the nearest that is left: cameras that stand together are looked at together. */
export function nearestFirst<Stop extends { place: LngLat }>(stops: readonly Stop[]): Stop[] {
  const left = [...stops]
  const ordered: Stop[] = left.splice(0, 1)
  while (left.length) {
    const from = ordered.at(-1)!.place
    let best = 0
    for (let i = 1; i < left.length; i++) if (distanceMeters(from, left[i]!.place) < distanceMeters(from, left[best]!.place)) best = i
    ordered.push(...left.splice(best, 1))
  }
  return ordered
}
