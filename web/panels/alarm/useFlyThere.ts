import { useRoute, useRouter } from 'vue-router'
import type { Alarm } from '../../../geodata/model/alarm.ts'
import { useConfig } from '../../stores/config.ts'
import { encodeView } from '../../stores/viewUrl.ts'
import { defaultView, useViews } from '../../stores/views.ts'

/** Shows an incident on the map with its details open, from whatever page this is. */
export function useFlyThere() {
  const route = useRoute()
  const router = useRouter()
  const views = useViews()
  const config = useConfig()
  return ({ incidentId, lng, lat }: Pick<Alarm, 'incidentId' | 'lng' | 'lat'>) => {
    const selection = { noun: 'incident' as const, id: incidentId }
    const near = (zoom: number) => Math.max(16.5, zoom)
    if (route.name === 'map' && views.views.main) {
      const { camera } = views.at('main')
      return views.patch('main', { camera: { ...camera, lng, lat, zoom: near(camera.zoom) }, selection })
    }
    const start = defaultView(config.data)
    void router.push({ name: 'map', query: encodeView({ ...start, camera: { ...start.camera, lng, lat, zoom: near(0) }, selection }, start) })
  }
}
