/**
 * Questions by key (a view). While one is being answered, only the newest of those that follow is kept.
 * @param ready whether questions can be answered now; those asked before wait for `again`
 */
export function askNewest<Question, Answer>(ready: () => boolean, answer: (question: Question) => Promise<Answer>, tell: (key: string, answer: Answer) => void) {
  const questions = new Map<string, Question>()
  const asking = new Set<string>()

  async function ask(key: string, question: Question): Promise<void> {
    questions.set(key, question)
    if (asking.has(key) || !ready()) return
    asking.add(key)
    try {
      for (let asked: Question | undefined; asked !== questions.get(key); ) {
        asked = questions.get(key)!
        tell(key, await answer(asked))
      }
    } finally {
      asking.delete(key)
    }
  }
  /** The data has changed: every open question is asked again. A copy, so that it counts as a new one. */
  const again = () => questions.forEach((question, key) => void ask(key, { ...question }))
  return { ask, again }
}
