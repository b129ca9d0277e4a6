import { blindGround } from '../../geodata/camera/blindGround.ts'
import { footprintsIn } from '../../geodata/camera/footprintsIn.ts'
import type { BlindSpots } from '../../geodata/model/blindSpot.ts'
import type { CoverRows } from '../queries/cameraCover.ts'
import { seenIn } from './coverOfRows.ts'
import { planeOf } from './viewsOf.ts'

export type BlindFound = { cells: Omit<BlindSpots['cells'], 'visits'>; streets: BlindSpots['streets'] }

const rounded = (values: readonly number[]) => values.map((value) => Math.round(value * 10) / 10)

/** Public ground of the zones of an area that no camera watches, by cells of presence and by pieces of street. */
export function blindOfRows({ zones, streets, buildings, water, homes, views }: CoverRows): BlindFound {
  const plane = planeOf(zones.map(({ geometry }) => geometry))
  const found = blindGround({
    area: footprintsIn(plane, zones.map(({ geometry }) => geometry)), buildings: footprintsIn(plane, buildings), estates: footprintsIn(plane, homes), water: footprintsIn(plane, water), views: seenIn(plane, views),
    streets: streets.map(({ geometry }) => Float64Array.from(geometry.coordinates.flatMap(([lng, lat]) => plane.forward([lng!, lat!])))),
  }, plane)
  return {
    cells: { ...found.cells, publicMeters: rounded(found.cells.publicMeters), unwatchedMeters: rounded(found.cells.unwatchedMeters), turningMeters: rounded(found.cells.turningMeters) },
    streets: streets.flatMap(({ geometry, nameZh, nameEn, class: street }, i) => {
      const { meters, cells, unwatchedMeters } = found.streets[i]!
      return meters > 0 ? [{ nameZh, nameEn, class: street, line: geometry.coordinates.map(([lng, lat]): [number, number] => [degreesOf(lng!), degreesOf(lat!)]), meters: Math.round(meters * 10) / 10, cells, unwatchedMeters: rounded(unwatchedMeters) }] : []
    }),
  }
}
/** A tenth of a metre. */
const degreesOf = (degrees: number) => Math.round(degrees * 1e6) / 1e6
