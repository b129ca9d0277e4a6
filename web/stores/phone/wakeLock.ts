import { shallowRef } from 'vue'

/** Keeps the screen on while it is wanted, where the browser can; it lets go of it whenever the page is not seen, and takes it again after. */
export function wakeLock() {
  /** on, off, or that this browser cannot. */
  const state = shallowRef<'on' | 'off' | 'never'>('wakeLock' in navigator ? 'off' : 'never')
  let held: WakeLockSentinel | null = null
  let wanted = false

  async function take() {
    if (!wanted || held || state.value === 'never' || document.visibilityState !== 'visible') return
    try {
      held = await navigator.wakeLock.request('screen')
      state.value = 'on'
      held.addEventListener('release', () => { held = null; state.value = 'off' })
    } catch {
      // A phone that saves its battery says no.
      state.value = 'off'
    }
  }
  document.addEventListener('visibilitychange', () => void take())
  const set = (is: boolean) => {
    wanted = is
    if (is) void take()
    else void held?.release()
  }
  return { state, set }
}
