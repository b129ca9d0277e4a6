import { computed, shallowReactive, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Briefing } from '../../geodata/model/briefing.ts'
import { useFormat } from '../i18n/format.ts'
import { useAreaOptions } from '../panels/briefing/useAreaOptions.ts'
import { notesKey, useComposed } from '../panels/briefing/useComposed.ts'
import { briefingLocale, periodOf } from '../panels/briefing/words.ts'
import { useConfig } from '../stores/config.ts'
import { sheetForms } from '../map/picture/sheetForm.ts'

const dataUrlOf = (blob: Blob) => new Promise<string>((resolve, reject) => {
  const reader = new FileReader()
  reader.onload = () => resolve(String(reader.result))
  reader.onerror = () => reject(reader.error ?? new Error('picture'))
  reader.readAsDataURL(blob)
})

/** Slides of the briefing that lies open: its maps are drawn first, one after another, then the file is made here; nothing leaves the browser. */
export function useDeckMaking(briefing: () => Briefing) {
  const { t, locale } = useI18n()
  const format = useFormat()
  const config = useConfig()
  const { textOf } = useComposed()
  const { nameOf } = useAreaOptions()
  const making = shallowRef(false)
  /** By key of the block; null where it could not be drawn. */
  const drawn = shallowReactive(new Map<string, Blob | null>())
  const maps = computed(() => briefing().pages.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'map')))
  const whole = computed(() => making.value && maps.value.every(({ key }) => drawn.has(key)))

  async function make(): Promise<Blob> {
    drawn.clear()
    making.value = true
    try {
      await new Promise<void>((resolve, reject) => {
        const stop = watch([whole, making], ([all, on]) => { if (all || !on) { stop(); if (all) resolve(); else reject(new DOMException('cancelled', 'AbortError')) } }, { flush: 'post' })
        if (whole.value) { stop(); resolve() }
      })
      const [{ default: Pptx }, { makeDeck }] = await Promise.all([import('pptxgenjs'), import('../panels/briefing/slides/deck.ts')])
      const { width, height } = sheetForms.slide
      const pictures = new Map(await Promise.all([...drawn].flatMap(([key, blob]) => (blob ? [dataUrlOf(blob).then((dataUrl) => [key, { dataUrl, width, height }] as const)] : []))))
      const given = briefing()
      const counted = given.figures.map(({ snapshot }) => snapshot.at).toSorted().at(-1) ?? given.changedAt
      const about = [`${nameOf(given.areaId)} · ${t(`briefing.template.${given.template}`)} · ${periodOf(given, format.isoDay)}`, `${t('briefing.field.asOf')} ${format.dateTime(counted)} · ${t('briefing.field.run', { n: given.run })}`]
      const cover = [...about, `${t(`briefing.state.${given.state}`)} · ${t('briefing.field.by')} ${given.createdBy}`, ...(given.suppressed ? [t(given.outside ? 'briefing.outsideNote' : 'briefing.smallHidden')] : [])]
      return await makeDeck(Pptx, { briefing: given, locale: briefingLocale(locale.value), timeZone: config.timeZone, textOf, notesKey, pictures, words: { cover, foot: about.join(' · '), missing: t('briefing.map.failed') } })
    } finally {
      making.value = false
    }
  }
  return { make, making, maps, drawn, cancel: () => { making.value = false } }
}
