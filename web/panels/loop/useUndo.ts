import { useEventListener } from '@vueuse/core'
import { useI18n } from 'vue-i18n'
import { Problem } from '../../api/http.ts'
import { useLoop, type OwnStep } from '../../stores/loop.ts'
import { useMessages } from '../../stores/messages.ts'
import { useProblemText } from '../../ui/problemText.ts'

/** Tells what was done with a way back, and takes it back. */
export function useUndo() {
  const { t } = useI18n()
  const loop = useLoop()
  const messages = useMessages()
  const problemText = useProblemText()

  async function undo(own: OwnStep | null = loop.lastOwn) {
    if (!own) return messages.say(t('loop.nothingToUndo'))
    try {
      const { done, refused } = await loop.undo(own)
      if (done.length) messages.say(t('loop.undone', { action: t(`action.${own.action}`) }), 'good')
      if (refused[0]) messages.say(t('loop.undoRefused', { reason: refused[0].reason }), 'bad')
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      messages.say(t('loop.undoRefused', { reason: problemText(error) }), 'bad')
    }
  }
  function say(own: OwnStep) {
    messages.say(t('loop.saved', { action: t(`action.${own.action}`) }), 'good', 8_000, { text: t('loop.undo'), run: () => void undo(own) })
  }
  return { undo, say }
}

/** Ctrl+Z takes back the last step of this desk; inside a text it stays the text's own. */
export function useUndoKey() {
  const { undo } = useUndo()
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z' || event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest('input:not([type=checkbox]):not([type=radio]), textarea, [contenteditable]')) return
    event.preventDefault()
    void undo()
  })
}
