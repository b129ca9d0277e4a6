/** What somebody typed about a person where only a matter and a place belong. */
export type PersonalDataKind = 'identity' | 'mobile' | 'landline' | 'plate'
/** A found piece: `text.slice(start, end)`. */
export type PersonalDataPiece = { kind: PersonalDataKind; text: string; start: number; end: number }
export type PersonalDataOptions = {
  /** Codes that the data knows (zones, cameras): digits among them are no numbers of persons. */
  known?: ReadonlySet<string>
  /** `YYYYMMDD`; nobody was born later. */
  today?: string
}

const provinces = new Set('11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '))
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkDigits = '10X98765432'

/** GB 11643-1999: check digit by ISO 7064 MOD 11-2 over the first 17 digits. */
export const identityCheckDigit = (digits17: string): string => checkDigits[weights.reduce((sum, weight, i) => sum + weight * Number(digits17[i]), 0) % 11] as string

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(2000, month - 1, day))
  // Years before 100 mean something else to Date.UTC.
  date.setUTCFullYear(year, month - 1, day)
  return month >= 1 && month <= 12 && day >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
const isBirthday = (digits8: string, today: string) => digits8 >= '18000101' && digits8 <= today && isDay(Number(digits8.slice(0, 4)), Number(digits8.slice(4, 6)), Number(digits8.slice(6)))

/** 18 digits of GB 11643: region, date of birth and check digit all have to fit. A leading 9 is the card of a foreign resident. */
export function isIdentityNumber(text: string, today = '20991231'): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false
  const isRegion = text[0] === '9' ? provinces.has(text.slice(1, 3)) : provinces.has(text.slice(0, 2))
  return isRegion && isBirthday(text.slice(6, 14), today) && identityCheckDigit(text) === text[17]
}

/**
 * The 15 digits issued until 1999 have no check digit, and a zone code has 15 digits as well: its subdistrict part begins with 0 to 3, which would be a
 * year of birth before 1940. Those count only where the words before speak of a document.
 */
const isOldIdentityNumber = (text: string, isNamed: boolean) =>
  provinces.has(text.slice(0, 2)) && isDay(1900 + Number(text.slice(6, 8)), Number(text.slice(8, 10)), Number(text.slice(10, 12))) && (isNamed || text[6]! >= '4')

type Found = { kind: PersonalDataKind; start: number; end: number }
type Finder = { kind: PersonalDataKind; pattern: RegExp; fits(match: string, before: string, options: Required<PersonalDataOptions>): boolean }

const digitsOf = (text: string) => text.replace(/[^\dX]/gi, '').toUpperCase()
const speaksOfDocument = (before: string) => /(身份证|证件|证号|\bid(entity)?\b)[^\d]{0,8}$/i.test(before)
const speaksOfPhone = (before: string) => /(电话|手机|座机|致电|联系|号码|\btel|phone|mobile|call)[^\d]{0,8}$/i.test(before)
/** `DD-139…`, `订单 139…`, `No. 139…` number a thing. */
const numbersAThing = (before: string) => !speaksOfPhone(before) && /([A-Za-z\d_#][-_/]?|(订单|单号|编号|工单|案号|流水号?|order|\bno\.?|#)[^\d]{0,4})$/i.test(before)

const plateStart = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·•.\\- ]?'
const areaCode = '(?:10|2[0-57-9]|3[1-9]\\d|4[1-8]\\d|5[1-9]\\d|6[36]\\d|7[1-9]\\d|8[1-9]\\d|9\\d\\d)'

/** In order of precedence: where two overlap, the earlier in this list is meant. */
const finders: Finder[] = [
  { kind: 'identity', pattern: /(?<!\d)\d(?:[ -]?\d){16}[ -]?[\dX](?![\dA-Z])/gi, fits: (match, _, { today, known }) => !known.has(digitsOf(match)) && isIdentityNumber(digitsOf(match), today) },
  { kind: 'identity', pattern: /(?<![\d.])\d{15}(?![\dA-Z.])/gi, fits: (match, before, { known }) => !known.has(match) && isOldIdentityNumber(match, speaksOfDocument(before)) },
  { kind: 'mobile', pattern: /(?<!\d)(?<!\d\.)(?:(?:\+|00)86[ -]?|86[ -])?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\dA-Z])(?!\.\d)/gi, fits: (match, before, { known }) => !known.has(match) && !numbersAThing(before) },
  { kind: 'landline', pattern: new RegExp(`(?<!\\d)(?<!\\d[-.])(?:(?:\\+|00)86[ -]?0?${areaCode}[ -]?|[(]0${areaCode}[)][ -]?|0${areaCode}[ -]?)[2-8]\\d{2,3}[ -]?\\d{4}(?:(?:-|转| ext\\.? ?)\\d{1,6})?(?![\\dA-Z])(?!\\.\\d)`, 'gi'), fits: (_, before) => !numbersAThing(before) },
  { kind: 'landline', pattern: /(?<![\d.-])[2-8]\d{2,3}[ -]?\d{4}(?![\dA-Z-])(?!\.\d)/gi, fits: (_, before) => speaksOfPhone(before) },
  { kind: 'plate', pattern: new RegExp(`${plateStart}(?:[A-HJ-NP-Z\\d]{4}[挂学警港澳领]|[A-HJ-NP-Z\\d]{5}|[A-HJK][A-HJ-NP-Z\\d]\\d{4}|\\d{5}[A-HJK])(?![A-Z\\d])|(?<!\\d)\\d{3}[·•.\\- ]?\\d{3}使`, 'gi'), fits: (match) => (match.match(/\d/g)?.length ?? 0) >= 2 },
]

/** Full-width letters, digits and signs as their usual forms, one for one, so that places in the text stay. */
const narrow = (text: string) => text.replace(/[\uff08\uff09\uff0b\uff0d\uff0e\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ').replace(/[\u2010-\u2015]/g, '-')

/**
 * Identity numbers of GB 11643 (18 digits with check digit, 15 digits of old), phone numbers and licence plates (GA 36: also new-energy plates of eight
 * characters, 警, 学, 挂, 使 and the like) in free text, in order of place. A hint for whoever types, made not to cry at codes: what it leaves out is said above.
 */
export function findPersonalData(text: string, { known = new Set(), today = '20991231' }: PersonalDataOptions = {}): PersonalDataPiece[] {
  const plain = narrow(text)
  const found: Found[] = []
  for (const { kind, pattern, fits } of finders) {
    for (const match of plain.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length]
      const isFree = found.every((each) => end <= each.start || start >= each.end)
      if (isFree && fits(match[0], plain.slice(Math.max(0, start - 24), start), { known, today })) found.push({ kind, start, end })
    }
  }
  return found.toSorted((a, b) => a.start - b.start).map(({ kind, start, end }) => ({ kind, text: text.slice(start, end), start, end }))
}

/** The text without these pieces, and without the gap that they leave. */
export function withoutPersonalData(text: string, pieces: readonly PersonalDataPiece[]): string {
  const kept = pieces.toSorted((a, b) => b.start - a.start).reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text)
  return pieces.length > 0 ? kept.replace(/[ \t]{2,}/g, ' ').trim() : text
}
