import { useConfig } from '../../stores/config.ts'
import { encodeView } from '../../stores/viewUrl.ts'
import { defaultView } from '../../stores/views.ts'

/** The map with a camera chosen, from another page. */
export function useCameraLink() {
  const config = useConfig()
  return ({ id, lng, lat }: { id: number; lng: number; lat: number }) => {
    const start = defaultView(config.data)
    const layers = start.layers.includes('cameras') ? start.layers : [...start.layers, 'cameras' as const]
    return { name: 'map', query: encodeView({ ...start, layers, camera: { ...start.camera, lng, lat, zoom: 17.5 }, selection: { noun: 'camera', id } }, start) }
  }
}
