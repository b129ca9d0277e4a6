import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Category } from '../../geodata/model/incident.ts'
import { categoryClient } from '../api/client.ts'
import { useLoad } from './loading.ts'

export type CategoryRow = Category & { groupZh?: string; groupEn?: string }
export type CategoryGroup = { key: string; nameZh: string; nameEn: string; categories: CategoryRow[] }

/** The two-level catalogue in its own order. */
export function groupCategories(categories: CategoryRow[]): CategoryGroup[] {
  const groups = new Map<string, CategoryGroup>()
  for (const category of categories) {
    const key = category.group ?? category.groupZh ?? ''
    const group = groups.get(key) ?? { key, nameZh: category.groupZh ?? key, nameEn: category.groupEn ?? key, categories: [] }
    group.categories.push(category)
    groups.set(key, group)
  }
  return [...groups.values()]
}

export const useCategories = defineStore('categories', () => {
  const load = useLoad((signal) => categoryClient.list(signal))
  const all = computed(() => (load.data.value?.categories ?? []) as CategoryRow[])
  const groups = computed(() => groupCategories(all.value))
  const byId = computed(() => new Map(all.value.map((category) => [category.id, category])))
  return { ...load, all, groups, byId }
})
