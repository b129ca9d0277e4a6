// Numbers here belong to nobody: the examples printed in GB 11643-1999 and in its public descriptions, service numbers, and made-up plates.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findPersonalData, identityCheckDigit, isIdentityNumber, withoutPersonalData } from '../../../geodata/format/personalData.ts'

const kinds = (text: string, options = {}) => findPersonalData(text, options).map(({ kind }) => kind)
const pieces = (text: string) => findPersonalData(text).map((piece) => piece.text)

describe('identity numbers', () => {
  test('the two examples of the standard have the check digits that it prints', () => {
    expect(identityCheckDigit('11010519491231002')).toBe('X')
    expect(identityCheckDigit('44052418800101001')).toBe('4')
    expect(isIdentityNumber('11010519491231002X')).toBe(true)
    expect(isIdentityNumber('440524188001010014')).toBe(true)
  })
  test('the check digit makes the sum of ISO 7064 MOD 11-2 come out at 1, computed digit by digit', () => {
    fc.assert(fc.property(fc.stringMatching(/^\d{17}$/), (digits) => {
      // The pure form of ISO 7064: double and add, modulo 11, over all 18 characters.
      const total = [...digits + identityCheckDigit(digits)].reduce((sum, digit, i) => ((i === 0 ? 0 : sum * 2) + (digit === 'X' ? 10 : Number(digit))) % 11, 0)
      expect(total).toBe(1)
    }))
  })
  test('a wrong check digit, a day that is none, a region that is none or a birthday to come is no identity number', () => {
    for (const text of ['110105194912310021', '110105194902300022', '000105194912310028', '110105204912310027']) expect(isIdentityNumber(text, '20261125'), text).toBe(false)
  })
  test.each(['证件11010519491231002X。', '11010519491231002x', '110105 19491231 002X', '1101 0519 4912 3100 2X', '１１０１０５１９４９１２３１００２Ｘ', '110105-19491231-002X'])('is found in %s', (text) => expect(kinds(text)).toEqual(['identity']))
  test('the old form of the same example is found, and one that could be a zone code only where the words say so', () => {
    expect(kinds('110105491231002')).toEqual(['identity'])
    expect(kinds('310101001001001')).toEqual([])
    expect(kinds('身份证:310101001001001')).toEqual(['identity'])
    expect(kinds('110105491231002', { known: new Set(['110105491231002']) })).toEqual([])
  })
})

describe('telephones and plates', () => {
  test.each([
    ['请拨13800138000', 'mobile'], ['138-0013-8000', 'mobile'], ['+86 138 0013 8000', 'mobile'], ['008613800138000', 'mobile'], ['１３８００１３８０００', 'mobile'], ['联系人 13800138000,下午', 'mobile'], ['tel-13800138000', 'mobile'],
    ['010-66668888', 'landline'], ['(021)66668888', 'landline'], ['（0571）8666 8888转801', 'landline'], ['0571-8666888', 'landline'], ['02166668888', 'landline'], ['+86-10-66668888', 'landline'], ['电话 66668888', 'landline'],
    ['沪A12345', 'plate'], ['沪A·12345', 'plate'], ['京 车沪a1234学', 'plate'], ['京AD12345', 'plate'], ['京A12345D', 'plate'], ['粤B1234挂', 'plate'], ['苏E0001警', 'plate'], ['粤Z1234港', 'plate'], ['014578使', 'plate'], ['川A·AB123', 'plate'],
  ])('%s', (text, kind) => expect(kinds(text)).toEqual([kind]))
  test('several are found each in its place, and taken away together', () => {
    const text = '车主 13800138000 驾沪A12345 撞坏护栏,证件11010519491231002X'
    const found = findPersonalData(text)
    expect(found.map(({ kind }) => kind)).toEqual(['mobile', 'plate', 'identity'])
    for (const { start, end, text: piece } of found) expect(text.slice(start, end)).toBe(piece)
    expect(withoutPersonalData(text, found)).toBe('车主 驾 撞坏护栏,证件')
    expect(withoutPersonalData('没有  什么', [])).toBe('没有  什么')
  })
})

describe('what is no datum of a person', () => {
  test.each([
    '事件 20261125-000123 已受理', '订单号 202611251234567890', 'DD-13912345678', '订单13912345678', '运单 No. 13912345678', 'SN13912345678X', '网格 310101022001003', '31 01 01 022 001 003',
    '118.621234, 31.421234', '121.13812345678,31.23812345678', '2026-11-25 10:20:30', '2026-11-25 08:00-17:00', '方城路12号3单元401室', '长20261125米', '摄像头 31010100001320000012', '门牌 88 号 6 幢 1201', '拨打 110 或 12345', '400-820-8820',
    '0900-1030', '京A座301', '云C栋12345室', '湘B区', '编号 66668888', '20261125', '3.1415926535897932384', '9787111111111', '6 个井盖,每个 13800 元', '统一社会信用代码 91310000MA1FL5E123', '8-12345678', '新A12345678',
  ])('%s', (text) => expect(pieces(text)).toEqual([]))

  test('zone codes of fifteen digits of subdistricts, towns and townships never warn', () => {
    const code = fc.tuple(fc.constantFrom('110105', '310101', '440524', '510104'), fc.integer({ min: 1, max: 399 }), fc.integer({ min: 1, max: 599 }), fc.integer({ min: 1, max: 999 }))
    fc.assert(fc.property(code, ([district, ...rest]) => {
      expect(pieces(`网格${district}${rest.map((part) => String(part).padStart(3, '0')).join('')}内`)).toEqual([])
    }), { numRuns: 2_000 })
  })
  test('any text is read without an error and quickly, and pieces never overlap', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789X-  +()沪A警使.转'), maxLength: 4_000 }), (text) => {
      const before = performance.now()
      const found = findPersonalData(text)
      expect(performance.now() - before).toBeLessThan(200)
      for (let i = 1; i < found.length; i++) expect(found[i]!.start).toBeGreaterThanOrEqual(found[i - 1]!.end)
    }), { numRuns: 200 })
  })
})
