import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { uuidv7 } from '../../geodata/model/id.ts'
import { useConfig } from './config.ts'
import { type Here, hereOf, readHere } from './phone/readHere.ts'
import { fixOf, isWorthKeeping, mostAccuracyMeters } from './phone/thinFixes.ts'
import { wakeLock } from './phone/wakeLock.ts'
import { usePhoneQueue } from './phoneQueue.ts'
import { usePhoneRound } from './phoneRound.ts'

/** off: switched off. offShift: the team is not on shift, so nothing is recorded. waiting: no fix yet. on: fixes come. weak: they are too coarse to be kept. denied, unavailable: the phone says no. */
export type WhereState = 'off' | 'offShift' | 'waiting' | 'on' | 'weak' | 'denied' | 'unavailable'

/** Where fixes stop for longer, somebody should know that the browser slept. */
const gapMilliseconds = 90_000
const keptName = 'whereabouts'

/** Positions of the team, sent only while the switch is on and the team is on shift. Off at first, and off again when the shift ends. */
export const usePhoneWhereabouts = defineStore('phoneWhereabouts', () => {
  const queue = usePhoneQueue()
  const round = usePhoneRound()
  const config = useConfig()
  const [lock, wanted] = [wakeLock(), shallowRef(false)]
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
    return !here.value ? 'waiting' : here.value.accuracyMeters > mostAccuracyMeters ? 'weak' : 'on'
  })
  function take(position: GeolocationPosition) {
    const fix = hereOf(position, config.clockOffset)
    failure.value = null
    here.value = fix
    if (!round.shift || !round.team || !isWorthKeeping(fix, last)) return
    if (last && fix.at - last.at > gapMilliseconds) gap.value = Math.max(gap.value, fix.at - last.at)
    last = fix
    sentCount.value += 1
    void queue.addFix(round.team.id, device, fixOf(fix, position.coords.speed))
  }
  const refuse = ({ code }: GeolocationPositionError) => { if (code === 1) failure.value = 'denied'; else if (!here.value) failure.value = 'unavailable' }
  function follow() {
    const should = wanted.value && round.shift !== null && round.team !== null
    lock.set(should)
    if (should === (watching !== null)) return
    if (watching !== null) { navigator.geolocation.clearWatch(watching); [watching, last] = [null, null] }
    else if (navigator.geolocation) watching = navigator.geolocation.watchPosition(take, refuse, { enableHighAccuracy: true, maximumAge: 2_000, timeout: 60_000 })
    else failure.value = 'unavailable'
  }
  watch([wanted, () => round.shift?.to, () => round.team?.id], follow)
  // The shift that it was switched on for is over: it does not come on again by itself tomorrow.
  watch(() => round.shift, (is, was) => { if (was && !is && wanted.value) void set(false) })

  const keep = (until: number) => queue.phone().then((phone) => phone.keep(keptName, { account: queue.account, device, until }))
  async function set(is: boolean) {
    wanted.value = is
    ;[failure.value, gap.value, sentCount.value, here.value] = [null, 0, 0, null]
    await keep(is && round.shift ? Date.parse(round.shift.to) : 0)
  }
  /** A page that was loaded again goes on where it was switched on before, until the end of that shift. */
  async function restore() {
    const kept = await (await queue.phone()).kept<{ account: string; device: string; until: number }>(keptName)
    device = kept?.device || `phone-${uuidv7(Math.random, Date.now()).slice(-12)}`
    wanted.value = kept?.account === queue.account && kept.until > queue.now()
    if (!kept) await keep(0)
  }
  /** For a report: the newest fix, or one that is asked for. */
  const once = () => (here.value && queue.now() - here.value.at < 15_000 ? Promise.resolve(here.value) : readHere(config.clockOffset))
  return { wanted, here, state, sentCount, gap, screen: lock.state, set, restore, once }
})
