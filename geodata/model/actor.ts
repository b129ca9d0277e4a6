export type Role = 'administrator' | 'command_operator' | 'zone_lead' | 'patrol_leader' | 'leader' | 'auditor'

/** Who acts: staff in a duty role over area subtrees. The database decides what that allows. */
export type Actor = { id: string; nameZh: string; nameEn: string; role: Role; areaIds: number[] }
