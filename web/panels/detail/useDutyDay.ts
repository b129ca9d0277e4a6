import { computed } from 'vue'
import { useConfig } from '../../stores/config.ts'
import { useView } from '../currentView.ts'

/** The day whose duty is asked for: that of the zones on the desk, or of the moment that is looked at; null is today. */
export function useDutyDay() {
  const { view } = useView()
  const config = useConfig()
  return computed(() => view.value.zonesOn ?? (view.value.at ? new Intl.DateTimeFormat('en-CA', { timeZone: config.timeZone }).format(Date.parse(view.value.at)) : null))
}
