import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

type InstallPrompt = Event & { prompt(): Promise<unknown> }

/** The app as it lies on this phone: whether it opens without a network, whether a newer one waits, whether it can be installed. */
export const usePhoneShell = defineStore('phoneShell', () => {
  /** none: opens with a network only. ready: opens without. waiting: a newer one is here and takes over when told. */
  const state = shallowRef<'none' | 'ready' | 'waiting'>('none')
  const installPrompt = shallowRef<InstallPrompt | null>(null)
  const installed = shallowRef(matchMedia('(display-mode: standalone)').matches)
  let registration: ServiceWorkerRegistration | null = null
  let asked = false

  addEventListener('beforeinstallprompt', (event) => { event.preventDefault(); installPrompt.value = event as InstallPrompt })
  addEventListener('appinstalled', () => { installed.value = true; installPrompt.value = null })

  function look() {
    if (!registration) return
    if (registration.waiting && registration.active) state.value = 'waiting'
    else if (registration.active) state.value = 'ready'
  }
  async function start() {
    if (!('serviceWorker' in navigator) || import.meta.env.MODE === 'development') return
    navigator.serviceWorker.addEventListener('controllerchange', () => { if (asked) location.reload() })
    try {
      registration = await navigator.serviceWorker.register('/patrol-shell.js', { scope: '/patrol', updateViaCache: 'none' })
    } catch {
      return
    }
    registration.addEventListener('updatefound', () => registration?.installing?.addEventListener('statechange', look))
    registration.installing?.addEventListener('statechange', look)
    look()
  }
  /** Asks whether there is a newer one; without a network nothing comes of it. */
  const renew = () => registration?.update().then(look, () => {})
  /** The newer one takes over, and the page is loaded by it. What is not sent yet lies in the phone's store and stays. */
  function takeOver() {
    asked = true
    registration?.waiting?.postMessage('take over')
  }
  async function install() {
    await installPrompt.value?.prompt()
    installPrompt.value = null
  }
  return { state, installPrompt, installed, start, renew, takeOver, install }
})
