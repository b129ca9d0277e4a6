import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { distanceMeters } from '../../geodata/geometry/distanceMeters.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { usePhoneQueue } from './phoneQueue.ts'
import { usePhoneRound } from './phoneRound.ts'
import { wakeLock } from './phone/wakeLock.ts'

export type Here = { lng: number; lat: number; accuracyMeters: number; at: number }
/** off: switched off. offShift: the team is not on shift, so nothing is recorded. waiting: no fix yet. on: fixes come. denied, unavailable: the phone says no. weak: fixes are too coarse to be kept. */
export type WhereState = 'off' | 'offShift' | 'waiting' | 'on' | 'weak' | 'denied' | 'unavailable'

/** A fix this often at most, and this far at least, or else this often: what a walk is told by without emptying the battery. */
const leastMilliseconds = 5_000
const leastMeters = 8
const mostMilliseconds = 15_000
/** The server takes none that is coarser. */
const mostAccuracyMeters = 200
/** Where fixes stop for longer, somebody should know that the browser slept. */
const gapMilliseconds = 90_000
const keptName = 'whereabouts'

/** Positions of the team, sent only while the switch is on and the team is on shift. Off at first, and off again when the shift ends. */
export const usePhoneWhereabouts = defineStore('phoneWhereabouts', () => {
  const queue = usePhoneQueue()
  const round = usePhoneRound()
  const lock = wakeLock()
  const wanted = shallowRef(false)
  const here = shallowRef<Here | null>(null)
  const failure = shallowRef<'denied' | 'unavailable' | null>(null)
  const sentCount = shallowRef(0)
  /** How long nothing came while it should have; 0 where all is well. */
  const gap = shallowRef(0)
  let watching: number | null = null
  let last: Here | null = null
  let device = ''

  const state = computed<WhereState>(() => {
    if (!wanted.value) return 'off'
    if (!round.shift || !round.team) return 'offShift'
    if (failure.value) return failure.value
    if (!here.value) return 'waiting'
    return here.value.accuracyMeters > mostAccuracyMeters ? 'weak' : 'on'
  })

  function take({ coords, timestamp }: GeolocationPosition) {
    failure.value = null
    const fix: Here = { lng: coords.longitude, lat: coords.latitude, accuracyMeters: coords.accuracy, at: timestamp + queue.now() - Date.now() }
    here.value = fix
    if (!round.shift || !round.team || fix.accuracyMeters > mostAccuracyMeters) return
    const since = last ? fix.at - last.at : Infinity
    if (since < leastMilliseconds || (last && since < mostMilliseconds && distanceMeters([last.lng, last.lat], [fix.lng, fix.lat]) < leastMeters)) return
    if (last && since > gapMilliseconds) gap.value = Math.max(gap.value, since)
    last = fix
    sentCount.value += 1
    void queue.addFix(round.team.id, device, { at: new Date(fix.at).toISOString(), lng: fix.lng, lat: fix.lat, accuracyMeters: Math.min(10_000, fix.accuracyMeters), ...(coords.speed !== null && coords.speed >= 0 && coords.speed <= 150 ? { speedMetersPerSecond: coords.speed } : {}) })
  }
  const refuse = ({ code }: GeolocationPositionError) => { if (code === 1) failure.value = 'denied'; else if (!here.value) failure.value = 'unavailable' }

  function follow() {
    const should = wanted.value && round.shift !== null && round.team !== null
    lock.set(should)
    if (should === (watching !== null)) return
    if (!should && watching !== null) { navigator.geolocation.clearWatch(watching); watching = null; last = null; return }
    if (!navigator.geolocation) { failure.value = 'unavailable'; return }
    watching = navigator.geolocation.watchPosition(take, refuse, { enableHighAccuracy: true, maximumAge: 2_000, timeout: 60_000 })
  }
  watch([wanted, () => round.shift?.to, () => round.team?.id], follow)
  // The shift that it was switched on for is over: it does not come on again by itself tomorrow.
  watch(() => round.shift, (is, was) => { if (was && !is && wanted.value) void set(false) })

  async function set(is: boolean) {
    wanted.value = is
    if (is) { failure.value = null; gap.value = 0; sentCount.value = 0 }
    else here.value = null
    await (await queue.phone()).keep(keptName, { account: queue.account, device, until: is && round.shift ? Date.parse(round.shift.to) : 0 })
  }
  /** A page that was loaded again goes on where it was switched on before, until the end of that shift. */
  async function restore() {
    const kept = await (await queue.phone()).kept<{ account: string; device: string; until: number }>(keptName)
    device = kept?.device || `phone-${uuidv7(Math.random, Date.now()).slice(-12)}`
    if (kept?.account === queue.account && kept.until > queue.now()) wanted.value = true
    else if (!kept) await (await queue.phone()).keep(keptName, { account: queue.account, device, until: 0 })
  }
  /** Once, for a report or a check-in; null where there is none within a few seconds. */
  function once(): Promise<Here | null> {
    if (here.value && queue.now() - here.value.at < 15_000) return Promise.resolve(here.value)
    return new Promise((resolve) => {
      if (!navigator.geolocation) return resolve(null)
      navigator.geolocation.getCurrentPosition(
        ({ coords, timestamp }) => resolve({ lng: coords.longitude, lat: coords.latitude, accuracyMeters: coords.accuracy, at: timestamp + queue.now() - Date.now() }),
        () => resolve(null), { enableHighAccuracy: true, maximumAge: 10_000, timeout: 8_000 })
    })
  }
  return { wanted, here, state, sentCount, gap, screen: lock.state, set, restore, once }
})
