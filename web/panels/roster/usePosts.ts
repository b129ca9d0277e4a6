import { computed, ref, shallowRef } from 'vue'
import type { EventPost } from '../../../geodata/model/roster.ts'
import { newId } from '../../stores/roster.ts'
import { placeOf, placeText } from './placeText.ts'

/** A post as it is typed; `place` empty: not known yet. */
export type PostRow = { id: string; code: string; name: string; needs: number[]; place: string }

/** The code after another: its last number goes on, `B-09` to `B-10`. */
function codeAfter(code: string): string {
  const [, head = '', digits = '0'] = /^(.*?)(\d*)$/.exec(code)!
  return head + String(Number(digits) + 1).padStart(digits.length, '0')
}

/** The posts of an event in the dialog, typed or put on the map one after the other, with the way back. */
export function usePosts(first: readonly EventPost[], windows: () => number) {
  const posts = ref<PostRow[]>(first.map(({ id, code, name, needs, lng, lat }) => ({ id, code, name, needs: [...needs], place: placeText({ lng, lat }) })))
  /** The post that the next click is for, where one was named. */
  const meant = shallowRef<string | null>(null)
  /** What the map did: the place before, null where the post is new. */
  const steps = shallowRef<readonly { id: string; before: string | null }[]>([])
  /** The one that was named, the first without a place, or else a new one. */
  const next = computed(() => posts.value.find(({ id }) => id === meant.value) ?? posts.value.find(({ place }) => !placeOf(place)) ?? null)
  function nextCode(): string {
    const taken = new Set(posts.value.map(({ code }) => code))
    let code = codeAfter(posts.value.at(-1)?.code ?? '')
    while (taken.has(code)) code = codeAfter(code)
    return code
  }
  /** Like the last one, so that five hundred posts alike need no typing. */
  function add(place = ''): PostRow {
    const post = { id: newId(), code: nextCode(), name: '', needs: posts.value.at(-1)?.needs.slice() ?? Array.from({ length: windows() }, () => 1), place }
    posts.value.push(post)
    return post
  }
  function put(at: { lng: number; lat: number }) {
    const { value: post } = next
    steps.value = [...steps.value, post ? { id: post.id, before: post.place } : { id: add(placeText(at)).id, before: null }]
    if (post) post.place = placeText(at)
    meant.value = null
  }
  function undo() {
    const last = steps.value.at(-1)
    if (!last) return
    steps.value = steps.value.slice(0, -1)
    const i = posts.value.findIndex(({ id }) => id === last.id)
    if (i < 0) return
    if (last.before === null) posts.value.splice(i, 1)
    else posts.value[i]!.place = last.before
  }
  /** The same code again is the same post, so that teams who stand on it stay. */
  function take(rows: readonly Omit<EventPost, 'id'>[]) {
    const known = new Map(posts.value.map((post) => [post.code, post.id]))
    posts.value = rows.map(({ lng, lat, ...row }) => ({ ...row, id: known.get(row.code) ?? newId(), place: placeText({ lng, lat }) }))
    steps.value = []
  }
  return { posts, meant, next, nextCode, canUndo: computed(() => steps.value.length > 0), add, put, undo, take }
}
