import { useI18n } from 'vue-i18n'
import { useFormat } from '../i18n/format.ts'
import { usePostKinds } from '../stores/postKinds.ts'

/** What a kind of post is called: as its row says, else as the texts do, else by its id. */
export function usePostKindName() {
  const { t, te } = useI18n()
  const format = useFormat()
  const kinds = usePostKinds()
  kinds.ensure()
  return (id: string): string => {
    const kind = kinds.byId.get(id)
    return kind ? format.name(kind) : te(`post.${id}`) ? t(`post.${id}`) : id
  }
}
