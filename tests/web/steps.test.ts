import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, expect, test, vi } from 'vitest'
import { defineComponent, shallowRef } from 'vue'
import { i18n } from '../../web/i18n/index.ts'
import { useSteps } from '../../web/panels/loop/useSteps.ts'
import { fakeServer } from './fakeServer.ts'

afterEach(() => vi.unstubAllGlobals())

test('who was faster is told also where another reading than our own brings it', async () => {
  const offer = { action: 'suspend', workOrderId: null, needs: ['note'], subject: 'incident' }
  const shown = shallowRef<any>({ incident: { id: 'i', version: 3 }, log: [{ id: 1 }], orders: [], actions: [offer] })
  fakeServer({ 'POST /api/incidents/i/steps': { status: 409, json: { type: 'about:blank', title: 'Conflict', status: 409, detail: 'changed' } } })
  let steps!: ReturnType<typeof useSteps>
  mount(defineComponent({ setup() { steps = useSteps(() => shown.value, async () => {}); return () => null } }), { global: { plugins: [createPinia(), i18n] } })
  steps.choose(offer as never, true)
  await steps.send({ note: 'x' })
  expect(steps.meanwhile.value).toEqual([])
  shown.value = { ...shown.value, log: [{ id: 1 }, { id: 2 }] }
  expect(steps.meanwhile.value).toEqual([{ id: 2 }])
})
