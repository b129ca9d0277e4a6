import { computed } from 'vue'
import { useRoute } from 'vue-router'
import type { Briefing } from '../../../geodata/model/briefing.ts'
import { useBriefings } from '../../stores/briefings.ts'

/** Which count of a briefing is looked at: the one that the address names, else the newest (null). `former`: that it is not the newest, and how many there are. */
export function useShownRun(record: () => Briefing | null) {
  const [route, briefings] = [useRoute(), useBriefings()]
  const run = computed(() => (typeof route.query.run === 'string' && /^[1-9]\d{0,4}$/.test(route.query.run) ? Number(route.query.run) : null))
  /** Goes along with every way from one view of the briefing to another. */
  const query = computed(() => (run.value === null ? {} : { run: String(run.value) }))
  const newest = computed(() => briefings.byId.get(record()?.id ?? '')?.run ?? record()?.run ?? 1)
  const former = computed(() => { const shown = record()?.run; return run.value !== null && shown !== undefined && shown < newest.value ? { n: shown, of: newest.value } : null })
  return { run, query, newest, former }
}
