import { defineStore } from 'pinia'
import { computed } from 'vue'
import { knownPostKinds } from '../../geodata/model/zone.ts'
import type { PostKind, PostKindSet } from '../../geodata/model/duty.ts'
import { dutyClient } from '../api/duty.ts'
import { useLoad } from './loading.ts'

/** Kinds of posts, which a city may have of its own. */
export const usePostKinds = defineStore('postKinds', () => {
  const list = useLoad((signal) => dutyClient.kinds(signal))
  const kinds = computed<PostKind[]>(() => list.data.value?.kinds ?? [])
  const byId = computed(() => new Map(kinds.value.map((kind) => [kind.id, kind])))
  /** Those in use, in the order of duty; those that are shipped until the rows are here. */
  const ids = computed<string[]>(() => (kinds.value.length ? kinds.value.filter(({ retired }) => !retired).map(({ id }) => id) : [...knownPostKinds]))
  /** Place in the order of duty, retired and unknown ones last. */
  const rank = (id: string) => { const at = ids.value.indexOf(id); return at < 0 ? ids.value.length : at }
  /** Reads the rows once. */
  const ensure = () => { if (list.state.value === 'idle') void list.load() }
  /** @throws Problem */
  async function put(id: string, kind: PostKindSet): Promise<void> { list.data.value = await dutyClient.putKind(id, kind) }
  return { state: list.state, error: list.error, kinds, byId, ids, rank, load: list.load, ensure, put }
})
