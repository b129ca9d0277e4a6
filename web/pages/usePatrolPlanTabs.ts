import { computed, ref, watch, type Ref } from 'vue'

export type PatrolTab = 'setup' | 'rounds' | 'map'

/** The steps of planning; the map is one of them where there is no room beside it. */
export function usePatrolPlanTabs(phone: Readonly<Ref<boolean>>) {
  const tab = ref<PatrolTab>('setup')
  const tabs = computed<PatrolTab[]>(() => (phone.value ? ['setup', 'rounds', 'map'] : ['setup', 'rounds']))
  watch(phone, (small) => { if (!small && tab.value === 'map') tab.value = 'rounds' })
  return { tab, tabs }
}
