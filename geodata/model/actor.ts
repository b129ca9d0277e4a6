import { z } from 'zod'

export const Role = z.enum(['administrator', 'auditor', 'command_operator', 'supervisor', 'zone_lead', 'grid_officer', 'patrol_leader', 'patrol_member', 'leader', 'wall_display'])
export type Role = z.infer<typeof Role>

/** What a role may do; which steps of the loop, the table of transitions says. */
export const Right = z.enum(['read', 'report', 'step', 'position', 'import', 'export', 'acknowledge', 'configure', 'account', 'audit', 'brief', 'plan', 'adopt', 'duty', 'camera', 'watch', 'patrol', 'wall'])
export type Right = z.infer<typeof Right>

export const AccountId = z.string().regex(/^[a-z0-9-]{1,64}$/, 'expected 1 to 64 small letters, digits and hyphens')

/** A duty: a role over an area and all below it. */
export type Assignment = { role: Role; areaId: number }

/** Who acts: staff in duty roles over area subtrees. The database decides what that allows. */
export type Actor = { id: string; nameZh: string; nameEn: string; assignments: Assignment[]; rights: Right[] }
