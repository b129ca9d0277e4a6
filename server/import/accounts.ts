import type { Sql, Transaction } from '../database.ts'

/** The demo actors: a duty role each, and whether the whole city or a part of it is theirs. No names of people. */
export const demoAccounts = [
  { id: 'demo-command', role: 'command_operator', nameZh: '指挥中心值班员', nameEn: 'Command centre operator', wholeCity: true },
  { id: 'demo-supervisor', role: 'supervisor', nameZh: '督导员', nameEn: 'Supervisor', wholeCity: true },
  { id: 'demo-leader', role: 'leader', nameZh: '分管领导', nameEn: 'District leader', wholeCity: true },
  { id: 'demo-lead-01', role: 'zone_lead', nameZh: '网格长（第一社区）', nameEn: 'Zone lead, first community', wholeCity: false },
  { id: 'demo-officer-01', role: 'grid_officer', nameZh: '网格员（第一网格）', nameEn: 'Grid officer, first zone', wholeCity: false },
  { id: 'demo-patrol', role: 'patrol_leader', nameZh: '巡逻队长', nameEn: 'Patrol leader', wholeCity: false },
  { id: 'demo-patrol-01', role: 'patrol_member', nameZh: '巡逻队员（一队）', nameEn: 'Patrol member, first team', wholeCity: false },
  { id: 'demo-auditor', role: 'auditor', nameZh: '审计员', nameEn: 'Auditor', wholeCity: true },
  { id: 'demo-admin', role: 'administrator', nameZh: '系统管理员', nameEn: 'Administrator', wholeCity: true },
  { id: 'demo-wall', role: 'wall_display', nameZh: '大屏', nameEn: 'Wall display', wholeCity: true },
] as const

/** Whoever imports: the administrator among the demo actors. */
export const importActor = 'demo-admin'

/** Makes the demo actors where they are missing. Runs as the owner of the database: accounts are no business of the application. */
export async function ensureDemoAccounts(tx: Sql | Transaction): Promise<void> {
  for (const { id, nameZh, nameEn } of demoAccounts) {
    await tx`insert into account (id, name_zh, name_en, demo) values (${id}, ${nameZh}, ${nameEn}, true) on conflict (id) do nothing`
  }
}

export const assign = (tx: Sql | Transaction, accountId: string, areaId: number) =>
  tx`insert into assignment (account_id, area_id, role) values (${accountId}, ${areaId}, ${demoAccounts.find(({ id }) => id === accountId)?.role ?? 'auditor'}) on conflict do nothing`

/** Gives a new city to those who answer for whole cities; runs as the owner. */
export async function assignCity(tx: Sql | Transaction, areaId: number): Promise<void> {
  for (const { id, wholeCity } of demoAccounts) if (wholeCity) await assign(tx, id, areaId)
}
