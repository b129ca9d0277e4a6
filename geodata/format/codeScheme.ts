import { z } from 'zod'
import type { LngLat } from '../model/geometry.ts'

/** One part of a code, as a rule one level of the tree. `mayBeZero`: places skip it, such as districts in cities that have none (441900003 in Dongguan). */
export const CodePart = z.strictObject({
  level: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'expected small letters, digits and _, e.g. community'),
  length: z.number().int().min(1).max(20),
  signs: z.enum(['digits', 'alphanumeric']).default('digits'),
  mayBeZero: z.boolean().default(false),
})
export type CodePart = z.infer<typeof CodePart>

export const CodeSchemeId = z.string().regex(/^[a-z0-9-]{1,40}$/, 'expected 1 to 40 small letters, digits and hyphens')
const schemeFields = {
  nameZh: z.string().trim().min(1).max(60),
  nameEn: z.string().trim().min(1).max(80),
  /** The published table or standard, with its version. */
  source: z.string().trim().max(200).default(''),
  parts: z.array(CodePart).min(1).max(12)
    .refine((parts) => lengthOf(parts) <= 32, 'expected at most 32 signs in all')
    .refine((parts) => new Set(parts.map(({ level }) => level)).size === parts.length, 'expected each level once'),
}
const lengthOf = (parts: readonly { length: number }[]) => parts.reduce((sum, { length }) => sum + length, 0)

/** What a code is made of. Schemes are data: a city brings its own. The last part of a scheme of zones is the serial. */
export const CodeSchemeSet = z
  .strictObject({ noun: z.enum(['area', 'zone']), ...schemeFields, retired: z.boolean().default(false), /** 0: it is new. */ version: z.number().int().min(0) })
  .refine(({ noun, parts }) => noun === 'area' || parts.length > 1, { path: ['parts'], message: 'expected at least one part before the serial' })
  .refine(({ noun, parts }) => noun === 'area' || (parts.at(-1)?.length ?? 0) <= 6, { path: ['parts'], message: 'expected a serial of at most 6 signs' })
export type CodeSchemeSet = z.infer<typeof CodeSchemeSet>
export type CodeScheme = { id: string; noun: 'area' | 'zone'; nameZh: string; nameEn: string; source: string; parts: readonly CodePart[] }

const part = (level: string, length: number, mayBeZero = false): CodePart => ({ level, length, signs: 'digits', mayBeZero })
const areaParts = [part('province', 2), part('city', 2), part('district', 2, true), part('subdistrict', 3), part('community', 3)]

/** Administrative areas, as the rows of the database are seeded (sql/migrations/0013_area_history.sql). */
export const AREA_CODE: CodeScheme = {
  id: 'area-12', noun: 'area', nameZh: '统计用区划代码(12 位)', nameEn: 'Administrative area code, 12 digits', source: '统计用区划代码 (National Bureau of Statistics): 2 + 2 + 2 + 3 + 3', parts: areaParts,
}
/** Zones: the community's area code and a serial from 001. */
export const ZONE_CODE: CodeScheme = {
  id: 'zone-15', noun: 'zone', nameZh: '网格编码(15 位)', nameEn: 'Zone code, 15 digits', source: 'Beijing local standard: 6 + 3 + 3 + 3, the community code and a serial', parts: [...areaParts, part('zone', 3)],
}

export type ParsedCode = {
  /** The level the code names: that of its last part that is not all zeros. */
  level: string
  /** Signs of each part by level, up to that level. */
  parts: Record<string, string>
  /** The code of each level above and its own, as far as that level's signs go, e.g. { district: '310101', ... }. */
  prefixes: Record<string, string>
}
export type CodeCheck = { ok: true; code: ParsedCode } | { ok: false; reason: string }

const patterns = { digits: /^[0-9]*$/, alphanumeric: /^[0-9A-Za-z]*$/ } as const
const isZero = (signs: string) => /^0*$/.test(signs)

/** Takes a code apart, or says in one sentence why it is none. Spaces and other signs are refused, not dropped. */
export function parseCode(scheme: CodeScheme, text: string): CodeCheck {
  const name = scheme.nameEn
  const length = lengthOf(scheme.parts)
  const onlyDigits = scheme.parts.every(({ signs }) => signs === 'digits')
  if (!patterns[onlyDigits ? 'digits' : 'alphanumeric'].test(text)) return { ok: false, reason: `${name} "${text}" holds something else than ${onlyDigits ? 'digits' : 'letters and digits'}` }
  if (text.length !== length) return { ok: false, reason: `${name} "${text}" has ${text.length} ${onlyDigits ? 'digits' : 'signs'}, expected ${length}` }
  const pieces = split(scheme, text)
  const wrong = pieces.find(({ signs, part }) => !patterns[part.signs].test(signs))
  if (wrong) return { ok: false, reason: `${name} "${text}" has letters in ${wrong.part.level}, expected digits` }
  const depth = pieces.findLastIndex(({ signs }) => !isZero(signs)) + 1
  const named = scheme.parts[depth - 1]
  if (!named) return { ok: false, reason: `${name} "${text}" is all zeros` }
  const gap = pieces.slice(0, depth).find(({ signs, part }) => isZero(signs) && !part.mayBeZero)
  if (gap) return { ok: false, reason: `${name} "${text}" has no ${gap.part.level}: its part is zero` }
  // Trailing parts of zeros mean "no level below" in codes of areas (310101000000 is a district); a zone has all of its parts.
  if (depth < pieces.length && scheme.noun === 'zone') return { ok: false, reason: `${name} "${text}" has no ${pieces.at(-1)?.part.level}: its part is zero` }
  const kept = pieces.slice(0, depth)
  return {
    ok: true,
    code: {
      level: named.level,
      parts: Object.fromEntries(kept.map(({ part, signs }) => [part.level, signs])),
      prefixes: Object.fromEntries(kept.map(({ part, end }) => [part.level, text.slice(0, end)])),
    },
  }
}

/** The code of a zone: that of its area, zeros where the scheme has more parts between, and the serial. @throws RangeError when either does not fit */
export function formatCode(scheme: CodeScheme, areaCode: string, serial: number): string {
  const digits = scheme.parts.at(-1)?.length ?? 0
  const before = lengthOf(scheme.parts) - digits
  const most = 10 ** digits - 1
  if (areaCode.length > before) throw new RangeError(`${scheme.nameEn}: area code "${areaCode}" has ${areaCode.length} signs, expected at most ${before}`)
  if (!(Number.isInteger(serial) && serial >= 1 && serial <= most)) throw new RangeError(`${scheme.nameEn}: serial ${serial} is not an integer of 1 to ${most}`)
  const code = areaCode.padEnd(before, '0') + String(serial).padStart(digits, '0')
  const parsed = parseCode(scheme, code)
  if (!parsed.ok) throw new RangeError(parsed.reason)
  return code
}

/** Why a zone of this area may not have this code, in one sentence; nothing where it may. */
export function zoneCodeProblem(scheme: CodeScheme, areaCode: string, text: string): string | null {
  const parsed = parseCode(scheme, text)
  if (!parsed.ok) return parsed.reason
  const shared = Math.min(areaCode.length, lengthOf(scheme.parts) - (scheme.parts.at(-1)?.length ?? 0))
  return text.startsWith(areaCode.slice(0, shared)) ? null : `${scheme.nameEn} "${text}" does not begin with the code of its area, ${areaCode.slice(0, shared)}`
}

/** Places in the order of serials, from north-west to south-east: by how far they lie along that diagonal, degrees of longitude made as long as those of latitude. */
export function serialOrder(places: readonly LngLat[]): number[] {
  const middle = places.reduce((sum, [, lat]) => sum + lat, 0) / Math.max(1, places.length)
  const east = Math.cos((middle * Math.PI) / 180)
  const along = places.map(([lng, lat]) => lng * east - lat)
  return places.map((_, i) => i).sort((a, b) => along[a]! - along[b]! || a - b)
}

/** Signs in the groups of their scheme, to be read: 31 01 01 022 001 003. @throws RangeError when the code does not fit */
export function spacedCode(scheme: CodeScheme, text: string): string {
  const parsed = parseCode(scheme, text)
  if (!parsed.ok) throw new RangeError(parsed.reason)
  return split(scheme, text).map(({ signs }) => signs).join(' ')
}

function split(scheme: CodeScheme, text: string): { part: CodePart; signs: string; end: number }[] {
  let end = 0
  return scheme.parts.map((part) => {
    end += part.length
    return { part, signs: text.slice(end - part.length, end), end }
  })
}
