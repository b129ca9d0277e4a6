import type { AreaChangeKind, AreaOnDay } from '../../../geodata/model/areaChange.ts'
import type { AreaCommand } from '../../api/duty.ts'

/** Everything the form of any change may hold. */
export type ChangeDraft = { nameZh: string; nameEn: string; code: string; level: AreaOnDay['level']; others: number[]; isNew: boolean; parentId: number | null; memberIds: number[]; toId: number | null; moveDuties: boolean; teamIds: number[]; keepDuties: boolean }

const next = { city: 'district', district: 'subdistrict', subdistrict: 'community', community: 'community' } as const
export const draftOf = (area: AreaOnDay): ChangeDraft => ({ nameZh: area.nameZh, nameEn: area.nameEn, code: area.code, level: next[area.level], others: [], isNew: false, parentId: null, memberIds: [], toId: null, moveDuties: false, teamIds: [], keepDuties: false })

const isNamed = ({ code, nameZh }: ChangeDraft) => code.trim() !== '' && nameZh.trim() !== ''
export function isComplete(kind: AreaChangeKind, draft: ChangeDraft): boolean {
  if (kind === 'rename') return draft.nameZh.trim() !== ''
  if (kind === 'recode') return draft.code.trim() !== ''
  if (kind === 'merge') return draft.others.length > 0 && (!draft.isNew || isNamed(draft))
  if (kind === 'split') return draft.memberIds.length > 0 && (draft.toId !== null || isNamed(draft))
  if (kind === 'move') return draft.parentId !== null
  return kind === 'close' || isNamed(draft)
}

type Common = { id: string; on: string; reason: string; version: number; preview: boolean }
/** @param draft complete for the kind; members of a split are zones where the area is a community */
export function commandOf(kind: AreaChangeKind, draft: ChangeDraft & { ofZones?: boolean }, common: Common): AreaCommand {
  const named = { code: draft.code.trim(), nameZh: draft.nameZh.trim(), nameEn: draft.nameEn.trim() }
  if (kind === 'rename') return { ...common, kind, nameZh: named.nameZh, nameEn: named.nameEn }
  if (kind === 'recode') return { ...common, kind, code: named.code }
  if (kind === 'merge') return { ...common, kind, areaIds: draft.others, ...(draft.isNew ? { into: named } : {}), moveDuties: draft.moveDuties }
  if (kind === 'split') {
    const isNew = draft.toId === null
    const members = { teamIds: draft.teamIds, zoneIds: draft.ofZones ? draft.memberIds : [], areaIds: draft.ofZones ? [] : draft.memberIds }
    return { ...common, kind, parts: [isNew ? { ...named, ...members } : { areaId: draft.toId!, ...members }], keepDuties: isNew && draft.keepDuties }
  }
  if (kind === 'move') return { ...common, kind, parentId: draft.parentId ?? 0, ...(named.code ? { code: named.code } : {}) }
  return kind === 'close' ? { ...common, kind } : { ...common, kind, level: draft.level, ...named }
}
