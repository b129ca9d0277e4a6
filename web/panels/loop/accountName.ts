import { useI18n } from 'vue-i18n'
import { useFormat } from '../../i18n/format.ts'
import { useActor } from '../../stores/actor.ts'

type Names = { nameZh: string; nameEn: string }

/** Who an account is, by the names that came with what it did; otherwise its id, which names a duty and no person. */
export function useAccountName() {
  const { t } = useI18n()
  const format = useFormat()
  const actors = useActor()
  return (id: string, names: Readonly<Record<string, Names>> = {}): string => {
    if (id === 'system' || id === '') return t('loop.log.system')
    const actor = (Object.hasOwn(names, id) ? names[id] : undefined) ?? actors.actors.find((each) => each.id === id)
    return actor ? format.name(actor) : id
  }
}
