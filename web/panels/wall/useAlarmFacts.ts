import { useIntervalFn } from '@vueuse/core'
import { computed, watch } from 'vue'
import type { Alarm } from '../../../geodata/model/alarm.ts'
import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'
import { cameraSeeingClient } from '../../api/cameraSeeing.ts'
import { incidentClient } from '../../api/client.ts'
import { dutyClient } from '../../api/duty.ts'
import { useConfig } from '../../stores/config.ts'
import { useLoad } from '../../stores/loading.ts'
import { usePatrols } from '../../stores/patrols.ts'
import { useSecondClock } from '../../ui/secondClock.ts'
import { askPatiently } from './askPatiently.ts'

const askAgain = 15_000
/** Where a team was longer ago than this says nothing of where it is. */
const knownMilliseconds = 600_000
const nearest = 2

/** What a room wants to know of an alarm: who answers for the place, who is near, which cameras see it. Each is asked again while the alarm is shown, so that what failed mends itself. */
export function useAlarmFacts(alarm: () => Alarm) {
  const patrols = usePatrols()
  const config = useConfig()
  const second = useSecondClock()
  const incident = useLoad((signal, id: string) => incidentClient.read(id, signal))
  const duty = useLoad((signal, { lng, lat }: Alarm) => dutyClient.answers({ lng, lat, on: null }, signal))
  const cameras = useLoad((signal, incidentId: string) => cameraSeeingClient.of({ incidentId }, signal))
  const [askIncident, askDuty, askCameras] = [askPatiently(incident), askPatiently(duty), askPatiently(cameras)]
  function ask() {
    const { incidentId } = alarm()
    askIncident(incidentId)
    askDuty(alarm())
    askCameras(incidentId)
    if (patrols.state === 'idle' || patrols.state === 'error') void patrols.load()
  }
  watch(() => alarm().incidentId, () => { for (const each of [incident, duty, cameras]) each.reset(); ask() }, { immediate: true })
  useIntervalFn(ask, askAgain)
  const near = computed(() => {
    const { lng, lat } = alarm()
    const now = second.value + config.clockOffset
    const fixes = patrols.positions.map((fix) => ({ ...fix, meters: distanceMeters([lng, lat], [fix.lng, fix.lat]), age: Math.max(0, now - Date.parse(fix.at)) }))
    return fixes.filter(({ age }) => age <= knownMilliseconds).toSorted((a, b) => a.meters - b.meters).slice(0, nearest)
  })
  return { incident, duty, cameras, near, now: computed(() => second.value + config.clockOffset) }
}
