import { ref, shallowRef } from 'vue'
import { Problem } from '../../api/http.ts'

/** A request of a form: one at a time, what was refused is kept to be shown. */
export function useTried() {
  const busy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  async function tried(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = null
    try {
      await work()
      return true
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      problem.value = error
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, tried }
}
