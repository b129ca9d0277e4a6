/** A code of digits in parts, each one level of the tree. Schemes are data: a city brings its own. */
export type CodeScheme = {
  name: string
  /** The published table or standard, with its version. */
  source: string
  /** `mayBeZero`: levels that some places skip, such as districts in cities that have none (441900003 in Dongguan). */
  parts: readonly { level: string; digits: number; mayBeZero?: true }[]
  /** Whether trailing parts of zeros mean "no level below" (310101000000 is a district) instead of being refused. */
  allowsHigherLevels: boolean
}

/** Administrative areas: 2 + 2 + 2 + 3 + 3 digits from province to community. */
export const AREA_CODE: CodeScheme = {
  name: 'area code',
  source: '统计用区划代码 (National Bureau of Statistics)',
  parts: [
    { level: 'province', digits: 2 },
    { level: 'city', digits: 2 },
    { level: 'district', digits: 2, mayBeZero: true },
    { level: 'subdistrict', digits: 3 },
    { level: 'community', digits: 3 },
  ],
  allowsHigherLevels: true,
}

/** Zones: the community's area code and a serial from 001. */
export const ZONE_CODE: CodeScheme = {
  name: 'zone code',
  source: '15 digits as in the Beijing local standard',
  parts: [...AREA_CODE.parts, { level: 'zone', digits: 3 }],
  allowsHigherLevels: false,
}

export type ParsedCode = {
  /** The level the code names: that of its last part that is not all zeros. */
  level: string
  /** Digits of each part by level, up to that level. */
  parts: Record<string, string>
  /** The code of each level above and its own, as far as that level's digits go, e.g. { district: '310101', ... }. */
  prefixes: Record<string, string>
}

export type CodeCheck = { ok: true; code: ParsedCode } | { ok: false; reason: string }

/** Takes a code apart, or says in one sentence why it is none. Spaces and other signs are refused, not dropped. */
export function parseCode(scheme: CodeScheme, text: string): CodeCheck {
  const length = scheme.parts.reduce((sum, part) => sum + part.digits, 0)
  if (!/^[0-9]*$/.test(text)) return { ok: false, reason: `${scheme.name} "${text}" holds something else than digits` }
  if (text.length !== length) return { ok: false, reason: `${scheme.name} "${text}" has ${text.length} digits, expected ${length}` }
  const pieces = split(scheme, text)
  const depth = pieces.findLastIndex((piece) => /[1-9]/.test(piece.digits)) + 1
  const named = scheme.parts[depth - 1]
  if (!named) return { ok: false, reason: `${scheme.name} "${text}" is all zeros` }
  const gap = pieces.slice(0, depth).findIndex((piece, i) => !/[1-9]/.test(piece.digits) && !scheme.parts[i]?.mayBeZero)
  if (gap >= 0) return { ok: false, reason: `${scheme.name} "${text}" has no ${pieces[gap]?.level}: its part is zero` }
  if (depth < pieces.length && !scheme.allowsHigherLevels)
    return { ok: false, reason: `${scheme.name} "${text}" has no ${pieces.at(-1)?.level}: its part is zero` }
  const kept = pieces.slice(0, depth)
  return {
    ok: true,
    code: {
      level: named.level,
      parts: Object.fromEntries(kept.map((piece) => [piece.level, piece.digits])),
      prefixes: Object.fromEntries(kept.map((piece) => [piece.level, text.slice(0, piece.end)])),
    },
  }
}

/** The zone code of a community's 12-digit code and a serial. @throws RangeError when either does not fit */
export function formatZoneCode(communityCode: string, serial: number): string {
  const community = parseCode(AREA_CODE, communityCode)
  if (!community.ok) throw new RangeError(community.reason)
  if (community.code.level !== 'community')
    throw new RangeError(`area code "${communityCode}" names a ${community.code.level}, not a community`)
  if (!(Number.isInteger(serial) && serial >= 1 && serial <= 999)) throw new RangeError(`serial ${serial} is not an integer of 1 to 999`)
  return communityCode + String(serial).padStart(3, '0')
}

/** Digits in the groups of their scheme, to be read: 31 01 01 022 001 003. @throws RangeError when the code does not fit */
export function spacedCode(scheme: CodeScheme, text: string): string {
  const parsed = parseCode(scheme, text)
  if (!parsed.ok) throw new RangeError(parsed.reason)
  return split(scheme, text)
    .map((piece) => piece.digits)
    .join(' ')
}

function split(scheme: CodeScheme, text: string): { level: string; digits: string; end: number }[] {
  let end = 0
  return scheme.parts.map(({ level, digits }) => {
    end += digits
    return { level, digits: text.slice(end - digits, end), end }
  })
}
