import type { Post } from '../../geodata/model/zone.ts'
import { useFormat } from '../i18n/format.ts'

/** Who fills a post: its call name, which is the same in every language, or the name of the account that holds it; nothing for a vacancy. */
export function useHolderName() {
  const format = useFormat()
  return ({ holder, holderEn }: Pick<Post, 'holder' | 'holderEn'>): string => (holder === null ? '' : format.name({ nameZh: holder, nameEn: holderEn ?? holder }))
}
