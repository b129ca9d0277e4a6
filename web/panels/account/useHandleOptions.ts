import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Account, Handles } from '../../api/accounts.ts'
import { useFormat } from '../../i18n/format.ts'
import { usePatrols } from '../../stores/patrols.ts'
import { useZones } from '../../stores/zones.ts'
import { useHolderName } from '../holderName.ts'
import { usePostKindName } from '../postKindName.ts'

export type HandleOption = { key: string; list: keyof Handles; id: number; text: string; soft: string }

/** Posts and teams by name; those that an account can be given lie where it has a duty. */
export function useHandleOptions() {
  const { t } = useI18n()
  const format = useFormat()
  const zones = useZones()
  const patrols = usePatrols()
  const holderName = useHolderName()
  const kindName = usePostKindName()
  const all = computed(() => [
    ...zones.zones.flatMap((zone) => zone.posts.map((post) => ({
      areaId: post.areaId, key: `post-${post.id}`, list: 'postIds' as const, id: post.id, text: `${format.name(zone)} · ${kindName(post.kind)}`, soft: `${holderName(post) || t('loop.vacant')} · ${zone.code}`,
    }))),
    ...patrols.teams.map((team) => ({ areaId: team.areaId, key: `team-${team.id}`, list: 'teamIds' as const, id: team.id, text: team.callSign, soft: format.name(team) })),
  ])
  const byKey = computed(() => new Map(all.value.map((option) => [option.key, option])))
  const optionsFor = (account: Account): HandleOption[] => {
    const duties = new Set(account.assignments.map((duty) => duty.areaId))
    const within = new Map<number, boolean>()
    const covers = (areaId: number) => {
      if (!within.has(areaId)) within.set(areaId, zones.chain(areaId).some((area) => duties.has(area.id)))
      return within.get(areaId)
    }
    return all.value.filter((option) => covers(option.areaId))
  }
  /** What an account has, by name; the number of what is out of sight stands instead of it. */
  const named = ({ postIds, teamIds }: Handles): HandleOption[] => [
    ...postIds.map((id) => byKey.value.get(`post-${id}`) ?? { key: `post-${id}`, list: 'postIds' as const, id, text: String(id), soft: '' }),
    ...teamIds.map((id) => byKey.value.get(`team-${id}`) ?? { key: `team-${id}`, list: 'teamIds' as const, id, text: String(id), soft: '' }),
  ]
  return { optionsFor, named }
}
