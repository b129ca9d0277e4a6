import type { CategoryGroup } from '../stores/categories.ts'

/** Groups reduced to the categories whose name or code holds the text, in either language; a matching group stays whole. */
export function matchingGroups(groups: readonly CategoryGroup[], text: string): CategoryGroup[] {
  const wanted = text.trim().toLowerCase()
  if (!wanted) return [...groups]
  const holds = (...names: string[]) => names.some((name) => name.toLowerCase().includes(wanted))
  return groups
    .map((group) => (holds(group.nameZh, group.nameEn) ? group : { ...group, categories: group.categories.filter((each) => holds(each.nameZh, each.nameEn, each.code)) }))
    .filter((group) => group.categories.length > 0)
}
