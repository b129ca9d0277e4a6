import { type CameraFacts, readCameraFacts } from '../cameraFacts.ts'
import type { OsmTags } from './element.ts'

/** Whether the element is a camera: `man_made=surveillance` that is not a guard or another sensor. Source: OSM wiki, Tag:man_made=surveillance. */
export function isCamera(tags: OsmTags): boolean {
  const type = tags['surveillance:type']
  return tags.man_made === 'surveillance' && (type === undefined || type === 'camera')
}

/** Where mappers write what; `camera:angle` is the tilt below the horizon. */
const keys: Record<Parameters<Parameters<typeof readCameraFacts>[0]>[0], readonly string[]> = {
  kind: ['camera:type'], azimuth: ['camera:direction', 'direction'], fieldOfView: ['camera:fov'], tilt: ['camera:angle'], range: ['camera:range'], height: ['height', 'camera:height'], pixels: ['camera:resolution'], lens: ['camera:focal_length'],
  deviceCode: [], retention: [], state: [], ownerUnit: ['operator'], filing: [],
}

/** A camera's facts as mappers typed them. Kind unknown counts as fixed; a direction that cannot be read stays unknown. */
export const cameraOf = (tags: OsmTags): CameraFacts => readCameraFacts((field) => keys[field].map((key) => tags[key]).find((text) => text) ?? '')
