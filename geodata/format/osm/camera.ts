import type { CameraKind } from '../../model/camera.ts'
import type { OsmTags } from './element.ts'
import { readAngle, readDirection, readMeters } from './measure.ts'

export type CameraTags = {
  kind: CameraKind
  azimuthDegrees: number | null
  fieldOfViewDegrees: number | null
  heightMeters: number | null
}

const kinds: Record<string, CameraKind> = { dome: 'dome', panning: 'ptz', ptz: 'ptz', fixed: 'fixed' }

/** Whether the element is a camera: `man_made=surveillance` that is not a guard or another sensor. Source: OSM wiki, Tag:man_made=surveillance. */
export function isCamera(tags: OsmTags): boolean {
  const type = tags['surveillance:type']
  return tags.man_made === 'surveillance' && (type === undefined || type === 'camera')
}

/** A camera's facts as mappers typed them. Kind unknown counts as fixed; a direction that cannot be read stays unknown. */
export function cameraOf(tags: OsmTags): CameraTags {
  return {
    kind: kinds[tags['camera:type'] ?? ''] ?? 'fixed',
    azimuthDegrees: readDirection(tags['camera:direction'] ?? tags.direction),
    fieldOfViewDegrees: readAngle(tags['camera:fov'] ?? undefined),
    heightMeters: readMeters(tags.height ?? tags['camera:height']),
  }
}
