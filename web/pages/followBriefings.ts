import { useDebounceFn } from '@vueuse/core'
import { useBriefings } from '../stores/briefings.ts'
import { useLive } from '../stores/live.ts'

/** What changes elsewhere shows here: the list, and the briefing that lies open. */
export function followBriefings(): void {
  const [briefings, live] = [useBriefings(), useLive()]
  const renew = useDebounceFn(async (ids: readonly string[] | null) => {
    const open = briefings.record
    const version = open?.version
    await briefings.load()
    // What was changed from here has come back with its version already.
    if (open && briefings.record?.id === open.id && (ids === null || ids.includes(open.id)) && !briefings.progress && briefings.byId.get(open.id)?.version !== version) await briefings.open(open.id)
  }, 400, { maxWait: 2_000 })
  live.start(null, {
    change: [({ noun, rows, gone }) => { if (noun === 'briefing') void renew([...(rows as { id: string }[]).map(({ id }) => id), ...gone.map(String)]) }],
    position: [],
    refresh: [(noun) => { if (noun === 'briefing') void renew(null) }],
  })
}
