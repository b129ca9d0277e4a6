import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ScreenReport } from '../../geodata/model/mapWall.ts'

type KeptError = ScreenReport['errors'][number]

const storageKey = 'fangcun.wallErrors'
const mostKept = 20
const mostLetters = 300
/** The same once more within this time says nothing new. */
const sameWithinMilliseconds = 60_000

function stored(): KeptError[] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(found) ? (found as KeptError[]) : []
  } catch {
    return []
  }
}

/** What went wrong on this screen, over its reloads: nobody stands before it to read a console. It is told to the status page. */
export const useWallErrors = defineStore('wallErrors', () => {
  const errors = shallowRef<KeptError[]>(stored())

  /** @param now the server's clock, ms */
  function note(text: string, now: number) {
    const short = text.replaceAll(/\s+/g, ' ').trim().slice(0, mostLetters)
    const last = errors.value.findLast((error) => error.text === short)
    if (!short || (last && now - Date.parse(last.at) < sameWithinMilliseconds)) return
    errors.value = [...errors.value, { at: new Date(now).toISOString(), text: short }].slice(-mostKept)
    try { sessionStorage.setItem(storageKey, JSON.stringify(errors.value)) } catch { /* A browser may keep nothing. */ }
  }
  return { errors, note }
})
