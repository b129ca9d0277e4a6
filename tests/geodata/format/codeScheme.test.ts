import { describe, expect, it } from 'vitest'
import { areaCodeProblem } from '../../../geodata/format/areaCode.ts'
import { AREA_CODE, CodeSchemeSet, formatCode, parseCode, serialOrder, spacedCode, ZONE_CODE, zoneCodeProblem, type CodeScheme } from '../../../geodata/format/codeScheme.ts'
import { hasSamples, sample } from '../samples.ts'

const reason = (scheme: CodeScheme, text: string) => {
  const parsed = parseCode(scheme, text)
  return parsed.ok ? 'ok' : parsed.reason
}

describe('codes', () => {
  it('takes a zone code apart', () => {
    expect(parseCode(ZONE_CODE, '310101022001003')).toEqual({
      ok: true,
      code: {
        level: 'zone',
        parts: { province: '31', city: '01', district: '01', subdistrict: '022', community: '001', zone: '003' },
        prefixes: {
          province: '31',
          city: '3101',
          district: '310101',
          subdistrict: '310101022',
          community: '310101022001',
          zone: '310101022001003',
        },
      },
    })
    expect(spacedCode(ZONE_CODE, '310101022001003')).toBe('31 01 01 022 001 003')
  })
  it.each([
    ['310101022001', 'community'],
    ['310101022000', 'subdistrict'],
    ['310101000000', 'district'],
    ['310100000000', 'city'],
    ['310000000000', 'province'],
    ['441900003001', 'community'],
  ])('knows that %s is a %s', (text, level) => {
    const parsed = parseCode(AREA_CODE, text)
    expect(parsed.ok && parsed.code.level).toBe(level)
  })
  it.each([
    [AREA_CODE, '31010102200', 'has 11 digits, expected 12'],
    [AREA_CODE, '31010102200a', 'holds something else than digits'],
    [AREA_CODE, '３１０１０１０２２００１', 'holds something else than digits'],
    [AREA_CODE, '000000000000', 'is all zeros'],
    [AREA_CODE, '000101022001', 'has no province'],
    [AREA_CODE, '310101000001', 'has no subdistrict'],
    [ZONE_CODE, '310101022000001', 'has no community'],
    [ZONE_CODE, '310101022001000', 'has no zone'],
    [ZONE_CODE, '', 'has 0 digits, expected 15'],
  ])('refuses what does not fit: case %#', (scheme, text, expected) => expect(reason(scheme, text)).toContain(expected))
  it('makes zone codes from 001 to 999', () => {
    expect(formatCode(ZONE_CODE, '310101022001', 3)).toBe('310101022001003')
    expect(() => formatCode(ZONE_CODE, '310101022001', 1000)).toThrow('serial 1000')
    expect(() => formatCode(ZONE_CODE, '310101022001', 0)).toThrow('serial 0')
    expect(() => formatCode(ZONE_CODE, '310101022001', 1.5)).toThrow('serial 1.5')
    expect(() => formatCode(ZONE_CODE, '310101022000', 1)).toThrow('has no community')
    expect(() => formatCode(ZONE_CODE, '3101010220010', 1)).toThrow('at most 12')
  })
  it('takes a scheme of other parts as data (CJ/T 349-2010: 6 + 6 + 3 + 3 + 2)', () => {
    const scheme: CodeScheme = {
      id: 'zone-20', noun: 'zone', nameZh: '单元网格', nameEn: 'unit grid code', source: 'CJ/T 349-2010',
      parts: ([['district', 6], ['unit', 6], ['a', 3], ['b', 3], ['c', 2]] as const).map(([level, length]) => ({ level, length, signs: 'digits' as const, mayBeZero: level === 'a' || level === 'b' })),
    }
    expect(spacedCode(scheme, '31010100000100100201')).toBe('310101 000001 001 002 01')
    expect(reason(scheme, '310101000001001002')).toContain('has 18 digits, expected 20')
    expect(formatCode(scheme, '310101022001', 7)).toBe('31010102200100000007')
    expect(() => formatCode(scheme, '310101022001', 100)).toThrow('1 to 99')
  })
  it('takes letters where a scheme has them, and only there', () => {
    const scheme: CodeScheme = { id: 'own', noun: 'zone', nameZh: '自', nameEn: 'own code', source: '', parts: [{ level: 'community', length: 12, signs: 'digits', mayBeZero: false }, { level: 'zone', length: 4, signs: 'alphanumeric', mayBeZero: false }] }
    expect(reason(scheme, '310101022001A00b')).toBe('ok')
    expect(reason(scheme, '31010102200XA00b')).toContain('letters in community')
    expect(reason(scheme, '310101022001A0-b')).toContain('something else than letters and digits')
    expect(reason(scheme, '310101022001A00')).toContain('has 15 signs, expected 16')
  })
  it('says why a code is not for a zone of an area', () => {
    expect(zoneCodeProblem(ZONE_CODE, '310101022001', '310101022001007')).toBeNull()
    expect(zoneCodeProblem(ZONE_CODE, '310101022001', '310101022002007')).toContain('does not begin with the code of its area, 310101022001')
    expect(zoneCodeProblem(ZONE_CODE, '310101022001', '31010102200100')).toContain('expected 15')
  })
  it('judges schemes: length, levels, a serial at the end', () => {
    const given = { noun: 'zone', nameZh: '甲', nameEn: 'a', version: 0, parts: [{ level: 'community', length: 12 }, { level: 'zone', length: 4 }] }
    const problems = (change: object) => CodeSchemeSet.safeParse({ ...given, ...change }).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
    expect(problems({})).toEqual([])
    expect(problems({ parts: [{ level: 'zone', length: 4 }] })).toEqual(['parts: expected at least one part before the serial'])
    expect(problems({ parts: [{ level: 'a', length: 20 }, { level: 'b', length: 13 }] }).join()).toContain('at most 32 signs')
    expect(problems({ parts: [{ level: 'a', length: 2 }, { level: 'a', length: 2 }] })).toEqual(['parts: expected each level once'])
    expect(problems({ parts: [{ level: 'a', length: 2 }, { level: 'b', length: 7 }] })).toEqual(['parts: expected a serial of at most 6 signs'])
    expect(problems({ parts: [{ level: 'Größe', length: 2 }] }).join()).toContain('parts.0.level')
  })
  it('numbers from north-west to south-east', () => {
    // A grid of 3 by 3, a degree of longitude being shorter than one of latitude.
    const places = [[121.42, 31.2], [121.4, 31.22], [121.41, 31.21], [121.4, 31.2], [121.42, 31.22]] as [number, number][]
    const order = serialOrder(places)
    expect([order[0], order.at(-1)]).toEqual([1, 0])
    expect(serialOrder(places.toReversed())).toEqual(order.map((i) => places.length - 1 - i))
    expect(serialOrder([])).toEqual([])
  })
  it.each([
    ['community', '310101022001', '310101022', null],
    ['subdistrict', '441900003', '441900', null],
    ['community', '31010102200', '310101022', 'has 11 digits, expected 12 for a community'],
    ['community', '310101023001', '310101022', 'does not begin with that of the area above'],
    ['community', '310101022000', '310101022', 'has no community'],
    ['community', 'WEST-1', '310101022', 'something else than digits'],
    ['community', 'CHICAGO-17', 'CHICAGO', null],
    ['community', '西', 'CHICAGO', 'other signs'],
  ] as const)('judges the code of a %s %s below %s', (level, code, parent, expected) => (expected === null ? expect(areaCodeProblem(level, code, parent)).toBeNull() : expect(areaCodeProblem(level, code, parent)).toContain(expected)))
  it.skipIf(!hasSamples)(
    'takes all 6,509 communities of Shanghai and all 41,352 subdistricts of China but one placeholder (FANGCUN_SAMPLES)',
    () => {
      const rows = sample('shanghai/communities_2023.csv')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','))
      expect(rows.length).toBe(6509)
      for (const [code = '', , subdistrict, , district] of rows) {
        const parsed = parseCode(AREA_CODE, code)
        if (!parsed.ok) throw new Error(parsed.reason)
        expect(parsed.code.level).toBe('community')
        expect([parsed.code.prefixes.subdistrict, parsed.code.prefixes.district]).toEqual([subdistrict, district])
      }
      const towns = sample('china/divisions_2023_level1_4.csv.gz')
        .trim()
        .split('\n')
        .map((line) => line.split(','))
        .filter((row) => row[2] === '4')
      expect(towns.length).toBe(41_352)
      const refused = towns.filter(([code = '']) => {
        const parsed = parseCode(AREA_CODE, `${code}000`)
        return !parsed.ok || parsed.code.level !== 'subdistrict'
      })
      expect(refused.map(([code, name]) => [code, name])).toEqual([['350527000', '金门县']]) // the table repeats the county as its own subdistrict
    },
  )
})
