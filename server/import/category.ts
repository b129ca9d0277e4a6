import type { Sql } from '../database.ts'
import { asActor } from '../database.ts'

/** Severity by words in a category's own name; 2 (normal) otherwise. Shown in the notes of the import, changed in the catalogue. */
const severities: [RegExp, number][] = [
  [/homicide|murder|kidnap|arson|sexual assault|human traffic|杀人|绑架|纵火/i, 4],
  [/robbery|assault|battery|weapon|burglar|sex offen|violence|offense involving children|抢劫|伤害|入室/i, 3],
  [/non-criminal|liquor|gambling|obscenity|噪音|占道/i, 1],
]
const severityOf = (name: string) => severities.find(([words]) => words.test(name))?.[1] ?? 2

/**
 * Somebody's voice by words in a category's own name: petitions, complaints about an authority, assemblies. Served like any matter, never
 * analysed; in doubt it counts as one, for a hotspot of voices cannot be taken back.
 */
const voices = /petition|protest|demonstration|rally|assembly|complaint.*(authorit|police|official|officer|government|council|staff)|grievance|信访|上访|来信来访|请愿|游行|示威|集会|聚集|检举|举报(干部|单位|部门|官员)|投诉(政府|部门|单位|机关|干部|民警|工作人员)|诉求/i
const isVoice = (name: string) => voices.test(name)

/** `CRIMINAL DAMAGE` as `Criminal damage`; names that are not all capitals stay as they are. */
const readable = (name: string) => (name === name.toUpperCase() ? name.charAt(0) + name.slice(1).toLowerCase() : name)

/** The categories of one scheme by code; unknown ones are added as they are met. */
export class Categories {
  readonly #sql: Sql
  readonly #actor: string
  readonly scheme: string
  readonly #byCode = new Map<string, { id: number; severity: number; name: string }>()
  made = 0

  constructor(sql: Sql, actor: string, scheme: string) {
    this.#sql = sql
    this.#actor = actor
    this.scheme = scheme
  }

  get(code: string): { id: number; severity: number; name: string } | undefined {
    return this.#byCode.get(code)
  }

  async load(): Promise<void> {
    const rows = await asActor(this.#sql, this.#actor, (tx) => tx<{ id: number; code: string; severity: number; nameEn: string }[]>`
      select id, code, severity, name_en from category where scheme = ${this.scheme}`)
    for (const { id, code, severity, nameEn } of rows) this.#byCode.set(code, { id, severity, name: nameEn })
  }

  async ensure(codes: Iterable<string>): Promise<void> {
    const fresh = [...new Set(codes)].filter((code) => !this.#byCode.has(code))
    if (!fresh.length) return
    const names = fresh.map(readable)
    const { count } = await asActor(this.#sql, this.#actor, (tx) => tx`
      insert into category (scheme, code, group_zh, group_en, name_zh, name_en, severity, voice)
      select ${this.scheme}, code, ${this.scheme}, ${this.scheme}, name, name, severity, voice
      from unnest(${fresh}::text[], ${names}::text[], ${fresh.map(severityOf)}::smallint[], ${fresh.map((name) => String(isVoice(name)))}::text[]::boolean[]) as t(code, name, severity, voice) on conflict do nothing`)
    this.made += count
    await this.load()
  }
}
