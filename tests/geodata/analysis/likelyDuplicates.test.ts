// Each component against a second, plainer way to the same figure; the whole against a search by hand.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { categoryLikeness, likelyDuplicates, likelyScore, type NearMatter, placeLikeness, shares, timeLikeness, wordingLikeness } from '../../../geodata/analysis/likelyDuplicates.ts'

const matter = (change: Partial<NearMatter> = {}): NearMatter => ({ occurredAt: '2026-11-25T10:00:00Z', categoryId: 1, group: 'Facilities', title: '路灯不亮', distanceMeters: 0, ...change })

/** Dice by striking out: each pair of one text strikes one equal pair of the other. */
function diceByHand(one: string, other: string): number {
  const pairs = (text: string) => { const signs = [...text.normalize('NFKC').toLowerCase()].filter((sign) => /[\p{L}\p{N}]/u.test(sign)); return signs.slice(1).map((sign, i) => signs[i]! + sign) }
  const [a, b] = [pairs(one), pairs(other)]
  let struck = 0
  for (const pair of a) { const at = b.indexOf(pair); if (at >= 0) { b[at] = '\0'; struck++ } }
  return a.length + b.length === 0 ? Number.NaN : (2 * struck) / (a.length + b.length)
}

describe('wording', () => {
  test('the example of the literature: night and nacht share one of four and four pairs', () => expect(wordingLikeness('night', 'nacht')).toBe(0.25))
  test('Chinese needs no words', () => {
    expect(wordingLikeness('路灯不亮', '3号楼路灯不亮了')).toBeCloseTo((2 * 3) / (3 + 7))
    expect(wordingLikeness('路灯不亮。', '路灯不亮')).toBe(1)
    expect(wordingLikeness('ＡＢＣ12', 'abc12')).toBe(1)
    expect([wordingLikeness('', ''), wordingLikeness('火', '水'), wordingLikeness('火', '火')]).toEqual([0, 0, 1])
  })
  test('equals Dice counted by striking out, on any text', () => {
    const text = fc.string({ unit: fc.constantFrom(...'路灯不亮坏了aAbB1 ,。'), maxLength: 30 })
    fc.assert(fc.property(text, text, (one, other) => {
      const expected = diceByHand(one, other)
      if (Number.isNaN(expected)) return
      expect(wordingLikeness(one, other)).toBeCloseTo(expected, 12)
      expect(wordingLikeness(other, one)).toBeCloseTo(expected, 12)
    }))
  })
})

describe('place, time and category', () => {
  test('the bell of half the radius, by the table of the normal density', () => {
    expect([0, 75, 150].map((meters) => Number(placeLikeness(meters, 150).toFixed(4)))).toEqual([1, 0.6065, 0.1353])
  })
  test('halves, thirds, quarters of days', () => expect([0, 1_440, -2_880, 4_320].map(timeLikeness)).toEqual([1, 1 / 2, 1 / 3, 1 / 4]))
  test('the same category, its group, another', () => {
    expect([matter(), matter({ categoryId: 2 }), matter({ categoryId: 2, group: 'Fire' })].map((other) => categoryLikeness(matter(), other))).toEqual([1, 0.5, 0])
    expect(categoryLikeness(matter({ categoryId: null, group: null }), matter({ categoryId: null, group: null }))).toBe(0)
  })
})

describe('the likely ones', () => {
  test('shares add up to one, so that a score is one at most', () => expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12))
  test('the same place and category within a day is likely in any words; another thing at the same place and minute is not', () => {
    const scoreOf = (other: Partial<NearMatter>) => likelyDuplicates(matter(), [matter(other)], 150).length
    expect(scoreOf({ title: '黑灯瞎火', occurredAt: '2026-11-24T12:00:00Z' })).toBe(1)
    expect(scoreOf({ title: '噪声扰民', categoryId: 9, group: 'Noise' })).toBe(0)
    expect(scoreOf({ title: '路灯不亮', distanceMeters: 400, occurredAt: '2026-11-20T10:00:00Z' })).toBe(0)
  })
  test('reasons are told as they are', () => {
    const [found] = likelyDuplicates(matter({ title: '路灯不亮' }), [matter({ distanceMeters: 35.2, occurredAt: '2026-11-25T17:40:00+08:00', title: '路灯坏了不亮' })], 150)
    expect(found?.reasons).toEqual({ distanceMeters: 35.2, minutesEarlier: 20, sameCategory: true, sameGroup: true, wording: diceByHand('路灯不亮', '路灯坏了不亮') })
  })
  test('details count where they agree more than titles', () => {
    const [found] = likelyDuplicates(matter({ title: '照明问题', details: '3号楼北侧路灯不亮' }), [matter({ title: '设施', details: '3号楼北侧路灯不亮' })], 150)
    expect(found?.reasons.wording).toBeCloseTo(diceByHand('照明问题3号楼北侧路灯不亮', '设施3号楼北侧路灯不亮'), 12)
  })
  test('are those of a search by hand, best first, on any set', () => {
    const any = fc.record({
      occurredAt: fc.integer({ min: 0, max: 20_000 }).map((minutes) => new Date(Date.parse('2026-11-25T10:00:00Z') - minutes * 60_000).toISOString()), categoryId: fc.integer({ min: 1, max: 3 }), group: fc.constantFrom('Facilities', 'Fire'),
      title: fc.constantFrom('路灯不亮', '路灯坏了', '垃圾未清', '灯不亮'), distanceMeters: fc.double({ min: 0, max: 300, noNaN: true }),
    })
    fc.assert(fc.property(fc.array(any, { maxLength: 30 }), (others) => {
      const one = matter()
      const byHand = others.map((other) => {
        const minutes = Math.abs(Date.parse(one.occurredAt) - Date.parse(other.occurredAt)) / 60_000
        return 0.35 * Math.exp(-((2 * other.distanceMeters) ** 2) / (2 * 150 ** 2)) + 0.2 / (1 + minutes / 60 / 24) + 0.2 * (other.categoryId === 1 ? 1 : other.group === 'Facilities' ? 0.5 : 0) + 0.25 * (other.title === one.title ? 1 : diceByHand(one.title, other.title))
      })
      const expected = byHand.filter((score) => score >= likelyScore).sort((a, b) => b - a).slice(0, 10)
      const got = likelyDuplicates(one, others, 150).map(({ score }) => score)
      expect(got.map((score) => score.toFixed(9))).toEqual(expected.map((score) => score.toFixed(9)))
    }))
  })
})
