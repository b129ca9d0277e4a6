import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { CameraRecord } from '../../geodata/model/camera.ts'

/** Where a camera stands and looks; `null` is unknown. */
type Aim = { lng: number; lat: number; azimuthDegrees: number | null }
type Aiming = { record: CameraRecord; past: readonly Aim[]; now: Aim; future: readonly Aim[] }

const same = (a: Aim, b: Aim) => a.lng === b.lng && a.lat === b.lat && a.azimuthDegrees === b.azimuthDegrees
const round = ({ lng, lat, azimuthDegrees }: Aim): Aim => ({ lng: Number(lng.toFixed(7)), lat: Number(lat.toFixed(7)), azimuthDegrees: azimuthDegrees === null ? null : Math.round(((azimuthDegrees % 360) + 360) % 360 * 10) / 10 % 360 })
const aimOf = ({ camera: { lng, lat, azimuthDegrees } }: CameraRecord): Aim => round({ lng, lat, azimuthDegrees })

/** A camera that is being put and turned on the map; nothing of it is stored before it is saved. */
export const useCameraAim = defineStore('cameraAim', () => {
  const aiming = shallowRef<Aiming | null>(null)
  /** Where the hand holds it while it is dragged, or a key is held. */
  const held = shallowRef<Aim | null>(null)
  const now = computed(() => held.value ?? aiming.value?.now ?? null)
  const changed = computed(() => aiming.value !== null && !same(aiming.value.now, aimOf(aiming.value.record)))

  function begin(record: CameraRecord) {
    held.value = null
    aiming.value = { record, past: [], now: aimOf(record), future: [] }
  }
  function hold(part: Partial<Aim>) {
    if (now.value) held.value = round({ ...now.value, ...part })
  }
  /** Ends a drag, or a row of keys: one step that can be taken back. */
  function settle() {
    const { value } = held
    const was = aiming.value
    held.value = null
    if (value && was && !same(value, was.now)) aiming.value = { ...was, past: [...was.past, was.now], now: value, future: [] }
  }
  function set(part: Partial<Aim>) {
    hold(part)
    settle()
  }
  function undo() {
    settle()
    const was = aiming.value
    const before = was?.past.at(-1)
    if (was && before) aiming.value = { ...was, past: was.past.slice(0, -1), now: before, future: [was.now, ...was.future] }
  }
  function redo() {
    settle()
    const was = aiming.value
    const [next, ...future] = was?.future ?? []
    if (was && next) aiming.value = { ...was, past: [...was.past, was.now], now: next, future }
  }
  function end() {
    held.value = null
    aiming.value = null
  }
  return { aiming, now, changed, begin, hold, settle, set, undo, redo, end }
})
