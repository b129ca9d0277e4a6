import { useI18n } from 'vue-i18n'
import { useFormat } from '../../i18n/format.ts'
import { useActor } from '../../stores/actor.ts'

/** Who an account is, as far as this actor may know; otherwise its id, which names a duty and no person. */
export function useAccountName() {
  const { t } = useI18n()
  const format = useFormat()
  const actors = useActor()
  return (id: string): string => {
    if (id === 'system' || id === '') return t('loop.log.system')
    const actor = actors.actors.find((each) => each.id === id)
    return actor ? format.name(actor) : id
  }
}
