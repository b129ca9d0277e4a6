import { createI18n } from 'vue-i18n'
import { en } from './en.ts'
import { zh } from './zh.ts'

export const Locales = ['zh-CN', 'en'] as const
export type Locale = (typeof Locales)[number]
const storageKey = 'fangcun.locale'

/** Chinese first: English only for those who chose it before or whose browser asks for no Chinese. */
export function initialLocale(stored: string | null, browser: readonly string[]): Locale {
  if (stored === 'zh-CN' || stored === 'en') return stored
  return browser.length === 0 || browser.some((tag) => tag.toLowerCase().startsWith('zh')) ? 'zh-CN' : 'en'
}

export const i18n = createI18n({
  legacy: false,
  locale: initialLocale(localStorage.getItem(storageKey), navigator.languages ?? []) as string,
  fallbackLocale: 'en',
  messages: { 'zh-CN': zh, en },
})

export function setLocale(locale: Locale): void {
  i18n.global.locale.value = locale
  localStorage.setItem(storageKey, locale)
  document.documentElement.lang = locale
}
