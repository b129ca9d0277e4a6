import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { CameraGateway, CameraGatewayChange, CameraGatewayKeep } from '../../geodata/model/cameraGateway.ts'
import { cameraGatewayClient } from '../api/cameraHealth.ts'
import { useLoad } from './loading.ts'

/** Gateways that tell how cameras are. */
export const useCameraGateways = defineStore('cameraGateways', () => {
  const list = useLoad((signal) => cameraGatewayClient.list(signal))
  const gateways = computed(() => list.data.value?.gateways ?? [])
  /** The key that was just made; it is shown this once. */
  const made = shallowRef<{ name: string; key: string } | null>(null)
  function put({ gateway, key }: { gateway: CameraGateway; key?: string }) {
    list.data.value = { gateways: gateways.value.some(({ id }) => id === gateway.id) ? gateways.value.map((each) => (each.id === gateway.id ? gateway : each)) : [...gateways.value, gateway] }
    if (key) made.value = { name: gateway.name, key }
  }
  /** @throws Problem, as all below */
  const keep = async (gateway: CameraGatewayKeep) => put(await cameraGatewayClient.keep(gateway))
  const change = async (id: string, changed: CameraGatewayChange) => put(await cameraGatewayClient.change(id, changed))
  const renewKey = async (id: string, version: number) => put(await cameraGatewayClient.renewKey(id, version))
  return { gateways, state: list.state, error: list.error, made, load: list.load, keep, change, renewKey }
})
