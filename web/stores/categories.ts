import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Category } from '../../geodata/model/incident.ts'
import { categoryClient } from '../api/client.ts'
import { useLoad } from './loading.ts'

/** `group` is the English group name: one key for colours and trees in either language. */
export type CategoryRow = Category & { groupZh: string; groupEn: string }
export type CategoryGroup = { key: string; nameZh: string; nameEn: string; categories: CategoryRow[] }

/** The two-level catalogue in its own order. */
export function groupCategories(categories: CategoryRow[]): CategoryGroup[] {
  const groups = new Map<string, CategoryGroup>()
  for (const category of categories) {
    const key = category.group
    const group = groups.get(key) ?? { key, nameZh: category.groupZh, nameEn: category.groupEn, categories: [] }
    group.categories.push(category)
    groups.set(key, group)
  }
  return [...groups.values()]
}

export const useCategories = defineStore('categories', () => {
  const load = useLoad((signal) => categoryClient.list(signal))
  const all = computed<CategoryRow[]>(() => (load.data.value?.categories ?? []).map((row) => ({ ...row, group: row.groupEn })))
  const groups = computed(() => groupCategories(all.value))
  const byId = computed(() => new Map(all.value.map((category) => [category.id, category])))
  return { ...load, all, groups, byId }
})
