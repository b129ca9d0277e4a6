import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Post } from '../../../../geodata/model/zone.ts'
import { useFormat } from '../../../i18n/format.ts'
import { usePatrols } from '../../../stores/patrols.ts'
import type { Handler } from '../../../stores/stepDraft.ts'
import { useZones } from '../../../stores/zones.ts'
import { useHolderName } from '../../holderName.ts'
import { usePostKindName } from '../../postKindName.ts'

export type HandlerOption = { key: string; text: string; to: Handler }
export type HandlerGroup = { label: string; options: HandlerOption[] }
const mostElsewhere = 60

export const handlerKey = (to: Handler | null): string => (to === null ? '' : to.postId ? `post-${to.postId}` : `team-${to.teamId}`)

/** Who can be given an order: posts of the zone, teams, and what a search finds in other zones. */
export function useHandlers(zoneId: () => number | null, search: () => string) {
  const { t } = useI18n()
  const format = useFormat()
  const zones = useZones()
  const patrols = usePatrols()
  const holderName = useHolderName()
  const kindName = usePostKindName()

  const postText = (post: Post) => `${kindName(post.kind)} · ${holderName(post) || t('loop.vacant')}`
  const postOption = (post: Post, place = ''): HandlerOption => ({ key: `post-${post.id}`, text: place ? `${place} · ${postText(post)}` : postText(post), to: { postId: post.id } })
  const own = computed(() => (zones.byId.get(zoneId() ?? 0)?.posts ?? []).map((post) => postOption(post)))
  const teams = computed(() => patrols.teams.map((team): HandlerOption => ({ key: `team-${team.id}`, text: `${team.callSign} · ${format.name(team)}`, to: { teamId: team.id } })))
  const elsewhere = computed(() => zones.zones.filter((zone) => zone.id !== zoneId()).flatMap((zone) => zone.posts.map((post) => postOption(post, format.name(zone)))))

  const groups = computed<HandlerGroup[]>(() => {
    const words = search().trim().toLowerCase().split(/\s+/)
    const fits = (option: HandlerOption) => words.every((word) => option.text.toLowerCase().includes(word))
    return [
      { label: t('loop.inZone'), options: own.value.filter(fits) },
      { label: t('loop.teams'), options: teams.value.filter(fits) },
      { label: t('loop.elsewhere'), options: elsewhere.value.filter(fits).slice(0, mostElsewhere) },
    ].filter((group) => group.options.length > 0)
  })
  /** The grid officer of the zone, who is asked first; a vacancy asks nobody. */
  const usual = computed<Handler | null>(() => {
    const posts = (zones.byId.get(zoneId() ?? 0)?.posts ?? []).filter((post) => post.holder !== null)
    const post = posts.find((each) => each.kind === 'grid_officer') ?? posts.find((each) => each.kind === 'zone_lead') ?? posts[0]
    return post ? { postId: post.id } : null
  })
  return { groups, usual }
}

/** The call name or call sign that a post or a team goes by. */
export function useHandlerName() {
  const { t } = useI18n()
  const format = useFormat()
  const zones = useZones()
  const patrols = usePatrols()
  const holderName = useHolderName()
  const kindName = usePostKindName()
  const posts = computed(() => new Map(zones.zones.flatMap((zone) => zone.posts.map((post) => [post.id, { post, zone }] as const))))
  return (to: { postId?: number | null | undefined; teamId?: number | null | undefined }): string => {
    const team = to.teamId ? patrols.byId.get(to.teamId) : undefined
    if (team) return `${team.callSign} · ${format.name(team)}`
    const found = to.postId ? posts.value.get(to.postId) : undefined
    return found ? `${format.name(found.zone)} · ${kindName(found.post.kind)} · ${holderName(found.post) || t('loop.vacant')}` : ''
  }
}
