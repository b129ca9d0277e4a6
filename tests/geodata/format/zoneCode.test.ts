import { describe, expect, it } from 'vitest'
import { AREA_CODE, formatZoneCode, parseCode, spacedCode, ZONE_CODE, type CodeScheme } from '../../../geodata/format/zoneCode.ts'
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
    expect(formatZoneCode('310101022001', 3)).toBe('310101022001003')
    expect(() => formatZoneCode('310101022001', 1000)).toThrow('serial 1000')
    expect(() => formatZoneCode('310101022001', 0)).toThrow('serial 0')
    expect(() => formatZoneCode('310101022000', 1)).toThrow('names a subdistrict, not a community')
  })
  it('takes a scheme of other parts as data (CJ/T 349-2010: 6 + 6 + 3 + 3 + 2)', () => {
    const scheme: CodeScheme = {
      name: 'unit grid code',
      source: 'CJ/T 349-2010',
      parts: [
        ['district', 6],
        ['unit', 6],
        ['a', 3],
        ['b', 3],
        ['c', 2],
      ].map(([level, digits]) => ({ level: level as string, digits: digits as number })),
      allowsHigherLevels: false,
    }
    expect(spacedCode(scheme, '31010100000100100201')).toBe('310101 000001 001 002 01')
    expect(reason(scheme, '310101000001001002')).toContain('has 18 digits, expected 20')
  })
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
