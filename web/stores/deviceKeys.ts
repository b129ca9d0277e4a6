import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { DeviceKey, DeviceKeyKeep } from '../../geodata/model/deviceKey.ts'
import { deviceKeyClient } from '../api/deviceKeys.ts'
import { useLoad } from './loading.ts'

/** Devices that send positions with a key of their own. */
export const useDeviceKeys = defineStore('deviceKeys', () => {
  const list = useLoad((signal) => deviceKeyClient.list(signal))
  const devices = computed(() => list.data.value?.devices ?? [])
  /** The key that was just made; it is shown this once. */
  const made = shallowRef<{ device: DeviceKey; key: string } | null>(null)
  function put({ device, key }: { device: DeviceKey; key?: string }) {
    list.data.value = { devices: devices.value.some(({ id }) => id === device.id) ? devices.value.map((each) => (each.id === device.id ? device : each)) : [...devices.value, device] }
    if (key) made.value = { device, key }
    else if (made.value?.device.id === device.id) made.value = null
  }
  /** @throws Problem, as all below */
  const keep = async (device: DeviceKeyKeep) => put(await deviceKeyClient.keep(device))
  const change = async ({ id, version }: DeviceKey, revoked: boolean) => put(await deviceKeyClient.change(id, { version, revoked }))
  const renewKey = async ({ id, version }: DeviceKey) => put(await deviceKeyClient.renewKey(id, version))
  return { devices, state: list.state, error: list.error, made, load: list.load, keep, change, renewKey }
})
