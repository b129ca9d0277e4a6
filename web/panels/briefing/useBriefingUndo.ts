import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useMessages } from '../../stores/messages.ts'

type Taken = { id: string; run: () => Promise<boolean> }
const useTaken = defineStore('briefingUndo', () => ({ taken: shallowRef<readonly Taken[]>([]) }))

/** What was done to briefings on this page, the newest last, and back from it. */
export function useBriefingUndo() {
  const { t } = useI18n()
  const [store, messages] = [useTaken(), useMessages()]
  const can = computed(() => store.taken.length > 0)
  const push = (taken: Taken) => { store.taken = [...store.taken.slice(-49), taken] }
  async function undo(taken: Taken | undefined = store.taken.at(-1)) {
    if (!taken || !store.taken.includes(taken)) return
    store.taken = store.taken.filter((each) => each !== taken)
    if (await taken.run()) messages.say(t('briefing.said.undone'), 'good')
  }
  const clear = () => { store.taken = [] }
  return { can, push, undo, clear }
}
