import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormat } from '../../i18n/format.ts'
import { useConfig } from '../../stores/config.ts'
import { useSecondClock } from '../../ui/secondClock.ts'

/** Counts are read every 20 seconds: older than this, several readings failed. */
const oldMilliseconds = 90_000

/** How old what a panel shows is. It changes by the minute: a wall has nothing that ticks without need. */
export function usePanelAge(asOf: () => number | null) {
  const { t } = useI18n()
  const format = useFormat()
  const config = useConfig()
  const clock = useSecondClock()
  const milliseconds = computed(() => { const at = asOf(); return at === null ? null : Math.max(0, clock.value + config.clockOffset - at) })
  const old = computed(() => milliseconds.value === null || milliseconds.value > oldMilliseconds)
  const text = computed(() => {
    if (milliseconds.value === null) return t('wallPanel.none')
    if (milliseconds.value < 60_000) return t('wallPanel.fresh')
    const age = format.age(milliseconds.value)
    return old.value ? t('wallPanel.old', { age }) : t('wallPanel.aged', { age })
  })
  return { old, text }
}
