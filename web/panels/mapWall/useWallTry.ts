import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { Problem } from '../../api/http.ts'
import { useMapWalls } from '../../stores/mapWalls.ts'
import { useMessages } from '../../stores/messages.ts'
import { useProblemText } from '../../ui/problemText.ts'

type Said = { done?: string; undo?: () => Promise<unknown> }

/** A change of a wall: one at a time, what was refused is said, what was done can be taken back. */
export function useWallTry() {
  const { t } = useI18n()
  const messages = useMessages()
  const walls = useMapWalls()
  const problemText = useProblemText()
  const busy = ref(false)

  async function tried(work: () => Promise<unknown>, said: Said = {}): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      // Somebody was quicker: what is there now is read, so that the next try builds on it.
      if (error.document.status === 409) { walls.refresh(); messages.say(t('mapWall.quicker'), 'bad') }
      else messages.say(problemText(error), 'bad')
      return false
    } finally {
      busy.value = false
    }
    const { done, undo } = said
    if (done) messages.say(done, 'good', undo ? 12_000 : undefined, undo ? { text: t('mapWall.undo'), run: () => void tried(undo) } : null)
    return true
  }
  return { busy, tried }
}
