import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { read } from '../../web/api/http.ts'
import { i18n, setLocale } from '../../web/i18n/index.ts'
import SignInForm from '../../web/panels/session/SignInForm.vue'
import DemoCards from '../../web/panels/session/DemoCards.vue'
import { useActor } from '../../web/stores/actor.ts'
import { useSession } from '../../web/stores/session.ts'
import { fakeServer, type Asked } from './fakeServer.ts'

const actor = { id: 'wang-command', nameZh: '指挥中心', nameEn: 'Command', assignments: [{ role: 'command_operator' as const, areaId: 1 }], rights: ['read' as const, 'step' as const] }
const lead = { ...actor, id: 'demo-lead-1', nameZh: '网格长', nameEn: 'Zone lead 1', assignments: [{ role: 'zone_lead' as const, areaId: 4 }] }
const methods = { password: true, demo: [], oidc: null }
const problem = (status: number, detail = '', errors: object[] = []) => ({ status, json: { title: 'x', status, detail, errors } })

enableAutoUnmount(afterEach)
beforeEach(() => { setActivePinia(createPinia()); setLocale('en') })
afterEach(() => { vi.unstubAllGlobals(); vi.useRealTimers() })

const form = (props: object = {}) => mount(SignInForm, { props, global: { plugins: [i18n] }, attachTo: document.body })
async function fill(wrapper: ReturnType<typeof form>, account: string, password: string) {
  await wrapper.find('input[name=username]').setValue(account)
  await wrapper.find('input[type=password]').setValue(password)
  await wrapper.find('form').trigger('submit')
  await flushPromises()
}

test('an empty form asks for nothing; a wrong password is said, and its field is empty for the next try', async () => {
  let answer: object = problem(401, '', [{ field: 'password', expected: 'the password' }])
  const asked = fakeServer({ 'POST /api/session': () => answer })
  const wrapper = form()
  await wrapper.find('form').trigger('submit')
  expect(asked).toHaveLength(0)
  await fill(wrapper, ' Wang-Command ', 'guess')
  expect(wrapper.find('[role=alert]').text()).toBe('The account or the password is wrong.')
  expect((wrapper.find('input[type=password]').element as HTMLInputElement).value).toBe('')
  answer = { json: { actor, methods } }
  await fill(wrapper, ' Wang-Command ', 'right')
  expect(asked.at(-1)!.body).toEqual({ account: 'wang-command', password: 'right' })
  expect(useSession().actor?.id).toBe('wang-command')
  expect(useActor().may('step')).toBe(true)
  expect(useActor().may('account')).toBe(false)
})

test('too many attempts: the seconds count down and nothing is sent until they are over', async () => {
  vi.useFakeTimers()
  const asked = fakeServer({ 'POST /api/session': { ...problem(429), headers: { 'retry-after': '3' } } })
  const wrapper = form()
  await fill(wrapper, 'wang', 'guess')
  expect(wrapper.find('[role=alert]').text()).toBe('Too many attempts. Try again in 3 s.')
  await wrapper.find('form').trigger('submit')
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(3_500)
  expect(wrapper.find('[role=alert]').text()).toBe('You may try again now.')
  expect(wrapper.find('button[type=submit]').attributes('disabled')).toBeUndefined()
})

test('a password that was given for the first time is changed while signing in; a disabled account is told so', async () => {
  const asked = fakeServer({ 'POST /api/session': ({ body }: Asked) => ((body as { newPassword?: string }).newPassword ? { json: { actor, methods } } : problem(403, 'set your own', [{ field: 'newPassword', expected: 'a new password' }])) })
  const wrapper = form()
  await fill(wrapper, 'wang', 'first')
  expect(wrapper.find('[role=alert]').text()).toBe('Set a new password first.')
  await wrapper.find('.new-password input').setValue('a long sentence of my own')
  await wrapper.find('form').trigger('submit')
  await flushPromises()
  expect(asked.at(-1)!.body).toEqual({ account: 'wang', password: 'first', newPassword: 'a long sentence of my own' })
  fakeServer({ 'POST /api/session': problem(403, 'The account is disabled.') })
  const other = form()
  await fill(other, 'li', 'x')
  expect(other.find('[role=alert]').text()).toBe('This account cannot sign in. The account is disabled.')
})

test('caps lock is said while the password is typed', async () => {
  const wrapper = form()
  const input = wrapper.find('input[type=password]').element
  const press = async (capsLock: boolean) => { const event = new KeyboardEvent('keydown', { key: 'A' }); event.getModifierState = (name) => name === 'CapsLock' && capsLock; input.dispatchEvent(event); await flushPromises() }
  await press(true)
  expect(wrapper.text()).toContain('Caps Lock is on')
  await press(false)
  expect(wrapper.text()).not.toContain('Caps Lock is on')
})

test('demo duties stand in the order of the roles, and one click signs in', async () => {
  const asked = fakeServer({ 'POST /api/session/demo': { json: { actor: lead, methods: { ...methods, demo: [lead, actor] } } } })
  const wrapper = mount(DemoCards, { props: { actors: [lead, actor] }, global: { plugins: [i18n] } })
  expect(wrapper.findAll('button').map((button) => button.text())).toEqual(['CommandCommand operator', 'Zone lead 1Zone lead'])
  await wrapper.findAll('button')[1]!.trigger('click')
  await flushPromises()
  expect(asked[0]!.body).toEqual({ id: 'demo-lead-1' })
  expect(useActor().current?.id).toBe('demo-lead-1')
})

test('a session that ends in mid work is known by the first 401, and who worked here stays known until signed in again', async () => {
  let open = true
  fakeServer({ 'GET /api/session': () => ({ json: { actor: open ? actor : null, methods } }), 'GET /api/zones': () => (open ? { json: {} } : problem(401)), 'POST /api/session': { json: { actor, methods } } })
  const session = useSession()
  await session.check()
  expect(session.ended).toBe(false)
  open = false
  await expect(read('/api/zones')).rejects.toThrow()
  await flushPromises()
  expect(session.ended).toBe(true)
  expect(session.actor?.id).toBe('wang-command')
  await session.signIn('wang-command', 'right')
  expect(session.ended).toBe(false)
})

test('a server that does not answer ends no session', async () => {
  let there = true
  fakeServer({ 'GET /api/session': () => (there ? { json: { actor, methods } } : 'offline') })
  const session = useSession()
  await session.check()
  there = false
  await session.check()
  expect(session.ended).toBe(false)
  expect(session.actor?.id).toBe('wang-command')
})

test('a request of before another account was chosen is refused, and ends nothing: the session of now stands', async () => {
  fakeServer({ 'GET /api/session': { json: { actor: lead, methods } }, 'GET /api/zones': problem(401), 'POST /api/session/demo': { json: { actor: lead, methods } } })
  const session = useSession()
  await session.demo(lead.id)
  await expect(read('/api/zones')).rejects.toThrow()
  await flushPromises()
  expect(session.ended).toBe(false)
})
