import { cameraView, type CameraView } from '../../geodata/camera/cameraView.ts'
import { indexFootprints } from '../../geodata/camera/nearFootprints.ts'
import { areaSquareMeters } from '../../geodata/geometry/areaSquareMeters.ts'
import { createProjection, type Projection } from '../../geodata/geometry/projection.ts'
import { CommandError } from '../cli/tell.ts'
import { writeWhole } from '../cli/wholeFile.ts'
import { readCameras, type ReadCamera } from './readCameras.ts'
import { readFootprints } from './readFootprints.ts'

export type ViewshedFlags = { cameras: string; buildings: string; out: string; range?: number | undefined }

/** The ground that each camera of a file sees, cut by the buildings of another. @returns what to tell @throws CommandError or FormatError with a sentence */
export async function viewshedFiles({ cameras: camerasPath, buildings, out, range }: ViewshedFlags): Promise<string[]> {
  if (!/\.(geo)?json(\.gz)?$/i.test(out)) throw new CommandError(`--out ${out}: views are written as GeoJSON; name it .geojson.`)
  const { cameras, left } = await readCameras(camerasPath)
  const projection = createProjection([middle(cameras.map(({ place }) => place[0])), middle(cameras.map(({ place }) => place[1]))])
  const { footprints, leftOut } = await readFootprints(buildings, projection)
  const index = indexFootprints(footprints)
  const views = cameras.map((camera) => {
    const [xMeters, yMeters] = projection.forward(camera.place)
    return { camera, view: cameraView({ ...camera, rangeMeters: camera.rangeMeters ?? range ?? null, xMeters, yMeters }, index) }
  })
  const features = views.flatMap(({ camera, view }) => featuresOf(camera, view, projection))
  await writeWhole(out, [`{"type":"FeatureCollection","features":[\n${features.map((feature) => JSON.stringify(feature)).join(',\n')}\n]}\n`])
  const assumed = (what: string) => views.filter(({ view }) => (view.assumed as string[]).includes(what)).length
  const moved = (how: string) => views.filter(({ view }) => view.moved === how).length
  return [
    `cameras: ${cameras.length.toLocaleString('en')}; buildings: ${footprints.length.toLocaleString('en')}${leftOut ? ` (${leftOut} features are no polygons)` : ''}`,
    ...[...left].map(([what, count]) => `${count} ${what}`),
    `assumed: direction of ${assumed('direction')} (given all around), field of view of ${assumed('fieldOfView')}, range of ${assumed('range')}, pixels of ${assumed('pixels')} (1,920 across)`,
    `stood on a wall: ${moved('wall')}; a little inside of a building and taken to hang on its wall: ${moved('inside')}; deep inside, seeing nothing outdoors: ${views.filter(({ view }) => !view.seen).length}`,
    `written: ${out} (${features.length.toLocaleString('en')} polygons; part is seen or observed)`,
  ]
}

const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2

function featuresOf({ id, kind }: ReadCamera, { seen, observed, eye, moved, assumed }: CameraView, { inverse }: Projection) {
  const common = { camera: id, kind, azimuthDegrees: eye.fieldOfViewDegrees === 360 ? null : eye.azimuthDegrees, fieldOfViewDegrees: eye.fieldOfViewDegrees, rangeMeters: round(eye.rangeMeters), moved, assumed: assumed.join(' ') }
  return ([['seen', seen], ['observed', observed]] as const).flatMap(([part, ring]) => {
    if (!ring || ring.length < 6) return []
    const corners = Array.from({ length: ring.length / 2 }, (_, i) => inverse([ring[2 * i]!, ring[2 * i + 1]!]).map((degrees) => Number(degrees.toFixed(7))))
    const geometry = { type: 'Polygon' as const, coordinates: [[...corners, corners[0]!]] }
    return [{ type: 'Feature', properties: { ...common, part, squareMeters: round(areaSquareMeters(geometry)) }, geometry }]
  })
}

const round = (meters: number) => Number(meters.toFixed(2))
