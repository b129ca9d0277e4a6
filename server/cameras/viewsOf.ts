import { cameraView } from '../../geodata/camera/cameraView.ts'
import { footprintsIn } from '../../geodata/camera/footprintsIn.ts'
import { indexFootprints } from '../../geodata/camera/nearFootprints.ts'
import { toWkbHex } from '../../geodata/format/wkb.ts'
import { createProjection, type Projection } from '../../geodata/geometry/projection.ts'
import type { CameraBand } from '../../geodata/model/camera.ts'
import type { DueCamera, Footprint, MadeView } from '../queries/cameraView.ts'

export type ViewsTask = { cameras: DueCamera[]; footprints: Footprint[] }

/** A plane through the middle of shapes, by their first corners. */
export function planeOf(shapes: readonly { coordinates: unknown }[]): Projection {
  const corners = shapes.map(({ coordinates }) => firstCorner(coordinates))
  const middle = (axis: 0 | 1) => corners.reduce(([low, high], corner) => [Math.min(low, corner[axis]), Math.max(high, corner[axis])] as const, [Infinity, -Infinity] as readonly [number, number]).reduce((sum, edge) => sum + edge / 2, 0)
  return createProjection(corners.length ? [middle(0), middle(1)] : [0, 0])
}

function firstCorner(coordinates: unknown): readonly [number, number] {
  let corner = coordinates as unknown[]
  while (Array.isArray(corner[0])) corner = corner[0]
  return corner as unknown as [number, number]
}

/** What each camera sees. All lie within some kilometres of the first, which the plane is laid through. */
export function viewsOf({ cameras, footprints }: ViewsTask): MadeView[] {
  const [first] = cameras
  if (!first) return []
  const projection = createProjection([first.lng, first.lat])
  const index = indexFootprints(footprintsIn(projection, footprints))
  return cameras.map((camera) => {
    const [xMeters, yMeters] = projection.forward([camera.lng, camera.lat])
    const { seen, observed, moved, assumed } = cameraView({ ...camera, xMeters, yMeters }, index)
    const views = ([['detect', seen], ['observe', observed]] as const).flatMap(([band, ring]) => (ring && ring.length >= 6 ? [viewOf(band, ring, projection)] : []))
    return { id: camera.id, version: camera.version, markedBy: camera.markedBy, always: camera.kind !== 'ptz', assumed, moved, walledIn: seen === null, views }
  })
}

function viewOf(band: CameraBand, ring: Float64Array, { inverse }: Projection): MadeView['views'][number] {
  const corners = Array.from({ length: ring.length / 2 }, (_, i): [number, number] => [...inverse([ring[2 * i]!, ring[2 * i + 1]!])])
  let twice = 0
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length
    twice += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!
  }
  return { band, squareMeters: Math.abs(twice) / 2, wkb: toWkbHex({ type: 'Polygon', coordinates: [[...corners, corners[0]!]] }) }
}
