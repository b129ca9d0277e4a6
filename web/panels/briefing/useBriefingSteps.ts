import { useI18n } from 'vue-i18n'
import type { BriefingSummary } from '../../../geodata/model/briefing.ts'
import type { BriefingStep } from '../../api/briefings.ts'
import { isAbort, Problem } from '../../api/http.ts'
import { useBriefings } from '../../stores/briefings.ts'
import { useMessages } from '../../stores/messages.ts'
import { useProblemText } from '../../ui/problemText.ts'
import { useBriefingUndo } from './useBriefingUndo.ts'

const backOf: Record<BriefingStep, BriefingStep> = { file: 'withdraw', withdraw: 'file', discard: 'restore', restore: 'discard' }

/** What one does with a briefing: each with a way back, and a sentence where it is refused. */
export function useBriefingSteps() {
  const { t } = useI18n()
  const [briefings, messages, history] = [useBriefings(), useMessages(), useBriefingUndo()]
  const problemText = useProblemText()

  /** @returns null where it was refused or stopped, which is said; somebody who was faster is read again. */
  async function tried<T>(work: () => Promise<T>, id: string | null = null): Promise<T | null> {
    try { return await work() } catch (error) {
      if (isAbort(error)) return null
      if (!(error instanceof Problem)) throw error
      if (error.document.status === 409 && id) { void briefings.load(); if (briefings.record?.id === id) void briefings.open(id); messages.say(t('briefing.said.clash'), 'bad') } else messages.say(problemText(error), 'bad')
      return null
    }
  }
  /** Does it and remembers how it is undone. */
  async function did(id: string, said: string, work: () => Promise<unknown>, back: () => Promise<unknown>) {
    if ((await tried(async () => { await work(); return true }, id)) === null) return false
    const taken = { id, run: async () => (await tried(async () => { await back(); return true }, id)) === true }
    history.push(taken)
    messages.say(said, 'good', 8000, { text: t('briefing.action.undo'), run: () => void history.undo(taken) })
    return true
  }
  const step = (name: BriefingStep, id: string) => did(id, t(`briefing.said.${name}`), () => briefings.step(name, id), () => briefings.step(backOf[name], id))
  function rename(id: string, title: string) {
    const before = briefings.byId.get(id)?.title
    return before === undefined || before === title ? Promise.resolve(true) : did(id, t('briefing.said.renamed'), () => briefings.change(id, { title }), () => briefings.change(id, { title: before }))
  }
  function setAudience(id: string, audience: BriefingSummary['audience']) {
    const before = briefings.byId.get(id)?.audience
    return before === undefined || before === audience ? Promise.resolve(true) : did(id, t('briefing.said.audience'), () => briefings.change(id, { audience }), () => briefings.change(id, { audience: before }))
  }
  function write(id: string, key: string, locale: 'zh' | 'en', text: string | null, composed: string) {
    const before = briefings.textAt(key, locale)
    return did(id, t(text === null ? 'briefing.said.reset' : 'briefing.said.text'), () => briefings.write(id, key, locale, text, composed), () => briefings.write(id, key, locale, before?.text ?? null, before?.composed ?? ''))
  }
  return { tried, step, rename, setAudience, write }
}
