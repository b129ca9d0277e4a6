import type { ShallowRef } from 'vue'
import type { Briefing, BriefingText } from '../../geodata/model/briefing.ts'
import { briefingClient } from '../api/briefings.ts'

type Locale = BriefingText['locale']

/** What people wrote in the briefing that lies open, beside what is composed of its figures. */
export function createTexts(open: ShallowRef<Briefing | null>) {
  const textAt = (key: string, locale: Locale): BriefingText | null => open.value?.texts.find((text) => text.key === key && text.locale === locale) ?? null

  function put(id: string, key: string, locale: Locale, text: BriefingText | null) {
    if (open.value?.id === id) open.value = { ...open.value, texts: [...open.value.texts.filter((each) => each.key !== key || each.locale !== locale), ...(text ? [text] : [])] }
  }
  /** Keeps what somebody wrote; null goes back to what is composed. `composed`: what stood there when it was written. @throws Problem; of two who change the same version the second is a Problem 409 */
  async function write(id: string, key: string, locale: Locale, text: string | null, composed: string) {
    const before = textAt(key, locale)
    if (text !== null) put(id, key, locale, (await briefingClient.write(id, key, { locale, text, composed, version: before?.version ?? 0 })).text)
    else if (before) { await briefingClient.erase(id, key, locale, before.version); put(id, key, locale, null) }
  }
  return { textAt, write }
}
