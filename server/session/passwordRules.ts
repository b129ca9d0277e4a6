import type { Env } from '../env.ts'
import { commonWords } from './commonPasswords.ts'

const least = 12
const most = 128
/** GB/T 22239 level 3 asks for complexity and regular change without naming numbers; these are what assessors usually accept. */
const rotationDays = 90
const kindsWanted = 3

const leet: Record<string, string> = { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }
/** As a guesser sees it: small letters, usual replacements undone, nothing but letters. */
const letters = (text: string) => text.toLowerCase().replace(/[0134579@$!](?=.*[a-z])/g, (sign) => leet[sign] ?? sign).replace(/[^a-z]/g, '')

const rows = ['01234567890123456789', '09876543210987654321', 'abcdefghijklmnopqrstuvwxyz', 'zyxwvutsrqponmlkjihgfedcba', 'qwertyuiopasdfghjklzxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm', '1q2w3e4r5t6y7u8i9o0p']

/** Whether guessers try it early: a common word with digits and signs around it or repeated, a run of the keyboard, one piece over and over, or the account's own name. */
export function isCommon(password: string, accountId: string): boolean {
  const small = password.toLowerCase()
  if (/^(.{1,6})\1+.{0,5}$/s.test(small) || /^(.)\1{5,}/s.test(small)) return true
  if (runs(small)) return true
  const plain = small.replace(/[^a-z]/g, '')
  const own = accountId.replace(/[^a-z]/g, '')
  if (own.length >= 4 && [plain, letters(small)].some((text) => text === own || text === own + own)) return true
  return [plain, letters(small)].some((text) => commonWords.has(text) || [...commonWords].some((word) => word.length >= 4 && text === word + word))
}

/** Nothing but pieces, four signs or more, of rows of keys, of the alphabet or of counting. */
function runs(text: string): boolean {
  for (let at = 0; at < text.length; ) {
    let length = 0
    while (at + length < text.length && rows.some((row) => row.includes(text.slice(at, at + length + 1)))) length++
    if (length < Math.min(4, text.length - at)) return false
    at += length
  }
  return true
}

const kinds = (text: string) => [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((kind) => kind.test(text)).length

/**
 * What is wrong with a new password, as what was expected; undefined if nothing is. OWASP ASVS 5, 6.2: length and no common password, any sign is
 * welcome, no forced mixture; the profile of GB/T 22239 level 3 asks for the mixture too.
 */
export function faultOfPassword(password: string, accountId: string, profile: Env['FANGCUN_PASSWORD_PROFILE']): string | undefined {
  const length = [...password].length
  if (length < least || length > most) return `expected ${least} to ${most} characters`
  if (isCommon(password, accountId)) return 'expected a password that is not among the first ones that are guessed'
  if (profile === 'gbt22239-3' && kinds(password) < kindsWanted) return 'expected at least three of: small letters, capital letters, digits, signs'
  return undefined
}

/** Whether a password must be renewed before it opens a session. */
export const isStale = ({ temporary, changedAt }: { temporary: boolean; changedAt: string }, profile: Env['FANGCUN_PASSWORD_PROFILE'], now = Date.now()): boolean =>
  temporary || (profile === 'gbt22239-3' && now - Date.parse(changedAt) > rotationDays * 86_400_000)
