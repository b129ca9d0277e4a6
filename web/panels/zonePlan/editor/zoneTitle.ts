import { useI18n } from 'vue-i18n'
import type { PlanZone } from '../../../../geodata/model/zonePlan.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useZonePlanDraft } from '../../../stores/zonePlanDraft.ts'

/** How a zone of the draft is called: its name, or the end of its code, or that it is new. */
export function useZoneTitle() {
  const { t } = useI18n()
  const format = useFormat()
  const draft = useZonePlanDraft()
  const title = (zone: Pick<PlanZone, 'key' | 'code' | 'nameZh' | 'nameEn'>) => format.name(zone) || (zone.code ? zone.code.slice(-3) : t('zonePlan.editor.newZone', { n: fresh().indexOf(zone.key) + 1 }))
  const fresh = () => draft.zones.filter(({ code, nameZh, nameEn }) => !code && !nameZh && !nameEn).map(({ key }) => key)
  return { title, titleOf: (key: string) => { const zone = draft.zones.find((each) => each.key === key); return zone ? title(zone) : '' } }
}
