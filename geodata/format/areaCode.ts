import type { AreaLevel } from '../model/area.ts'

/** Digits of a national code by level, as lists of areas write them. */
const digits: Record<AreaLevel, number> = { city: 4, district: 6, subdistrict: 9, community: 12 }
const isNational = (code: string) => /^\d+$/.test(code) && Object.values(digits).includes(code.length)

/**
 * Why an area of this level may not have this code below its parent, in one sentence; nothing where it may. Below an area with a national code (4, 6, 9 or 12 digits) codes are national
 * too and begin with that of the parent; elsewhere any code is one.
 */
export function areaCodeProblem(level: AreaLevel, code: string, parentCode: string | null): string | null {
  if (!/^[0-9A-Za-z.-]{1,32}$/.test(code)) return `code "${code}" has other signs than letters, digits, "." and "-", or not 1 to 32`
  if (parentCode === null || !isNational(parentCode)) return null
  if (!/^\d+$/.test(code)) return `code "${code}" holds something else than digits, below the code ${parentCode}`
  if (code.length !== digits[level]) return `code "${code}" has ${code.length} digits, expected ${digits[level]} for a ${level}`
  if (!code.startsWith(parentCode)) return `code "${code}" does not begin with that of the area above, ${parentCode}`
  const own = code.slice(parentCode.length)
  return level !== 'district' && /^0+$/.test(own) ? `code "${code}" has no ${level}: its part is zero` : null
}
