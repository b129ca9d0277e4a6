import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { faultOfPassword, isCommon, isStale } from '../../server/session/passwordRules.ts'

const fault = (password: string, account = 'officer-07', profile: 'asvs' | 'gbt22239-3' = 'asvs') => faultOfPassword(password, account, profile)

describe('new passwords (OWASP ASVS 5.0, 6.2)', () => {
  it('have 12 to 128 characters, counted as people count them', () => {
    expect(fault('kd8-Lw2-pQ9')).toMatch(/12 to 128/)
    expect(fault('kd8-Lw2-pQ9z')).toBeUndefined()
    expect(fault('🐎🐄🐑🐖🐓🐕🐈🐇🐿🦔🦇🐢')).toBeUndefined()
    expect(fault('x1!'.repeat(43))).toMatch(/12 to 128/)
  })
  it('may be of any signs, words, spaces and Chinese, in no forced mixture', () => {
    for (const good of ['violet harbour teapot', '清晨五点的巡逻很安静啊朋友', 'no capitals and no digits here', '7391-5528-0463-1187']) expect(fault(good), good).toBeUndefined()
  })
  it('are none of the first that are guessed, however they are dressed up', () => {
    const guessed = [
      'password1234', 'Password2026!!', 'P@ssw0rd123456', 'qwertyuiop12', '123456789012', '000000000000', 'abcabcabcabc', 'aaaaaaaaaaaa', 'letmeinletmein', 'admin@2026-11', '1qaz2wsx3edc', 'iloveyou1314520', 'woaini5201314',
      'abcdefghijklmn', 'Fangcun-2026!', 'ABCD12345678', '2026administrator', 'officerofficer',
    ]
    for (const password of guessed) expect(isCommon(password, 'officer-07'), password).toBe(true)
    expect(isCommon('chengxiaoyu-99!', 'chengxiaoyu')).toBe(true)
    expect(isCommon('chengxiaoyu-99!', 'somebody')).toBe(false)
  })
  it('at random are practically never refused', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 33, max: 126 }), { minLength: 14, maxLength: 40 }), (codes) => new Set(codes).size < 10 || fault(String.fromCharCode(...codes)) === undefined), { seed: 7, numRuns: 2_000 })
  })
})

describe('the profile of GB/T 22239 level 3', () => {
  it('asks for three kinds of signs and for another one after 90 days', () => {
    for (const bad of ['violet harbour teapot', 'violetharbourteapot92', '7391552804631187']) expect(fault(bad, 'x', 'gbt22239-3'), bad).toMatch(/three of/)
    for (const good of ['Violet-harbour-teapot', 'violet harbour 92']) expect(fault(good, 'x', 'gbt22239-3'), good).toBeUndefined()
    const now = Date.parse('2026-11-25T00:00:00Z')
    const changed = (days: number) => ({ temporary: false, changedAt: new Date(now - days * 86_400_000).toISOString() })
    expect([isStale(changed(89), 'gbt22239-3', now), isStale(changed(91), 'gbt22239-3', now), isStale(changed(5_000), 'asvs', now)]).toEqual([false, true, false])
    expect(isStale({ ...changed(0), temporary: true }, 'asvs', now)).toBe(true)
  })
})
