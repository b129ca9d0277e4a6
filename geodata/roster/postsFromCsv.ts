import type { EventPost } from '../model/roster.ts'

export type PostRow = Omit<EventPost, 'id'>
export type PostProblem = { line: number; field: string; expected: string }
const names = {
  code: ['code', 'no', 'id', '编号', '岗位编号', '序号', '岗号'], name: ['name', 'post', '名称', '岗位', '岗位名称', '地点', '位置'], lng: ['lng', 'lon', 'longitude', 'x', '经度'], lat: ['lat', 'latitude', 'y', '纬度'],
  need: ['need', 'needed', 'needs', 'count', 'teams', '人数', '队数', '需要', '需求'],
}
const most = 2_000

/**
 * Posts of an event from a table: a header, then code, name, longitude, latitude and how many teams (one number for all windows, or columns `need1`, `need2` ... or `需要1` ...). Separators are commas, semicolons or tabs.
 * Rows that cannot be read are told by line and left out; nothing is guessed.
 */
export function postsFromCsv(text: string, windows: number): { posts: PostRow[]; problems: PostProblem[] } {
  const lines = linesOf(text.replace(/^\uFEFF/, ''))
  const head = (lines[0] ?? []).map((cell) => cell.toLowerCase())
  const column = (key: keyof typeof names) => head.findIndex((cell) => names[key].includes(cell))
  const at = { code: column('code'), name: column('name'), lng: column('lng'), lat: column('lat'), need: column('need') }
  const each = Array.from({ length: windows }, (_, i) => head.findIndex((cell) => names.need.some((name) => cell === `${name}${i + 1}`)))
  const missing = (['lng', 'lat'] as const).filter((key) => at[key] < 0)
  if (missing.length) return { posts: [], problems: missing.map((field) => ({ line: 1, field, expected: `a column ${names[field].join(' / ')}` })) }
  const [posts, problems, codes]: [PostRow[], PostProblem[], Set<string>] = [[], [], new Set()]
  lines.slice(1).forEach((cells, i) => {
    const line = i + 2
    const bad = (field: string, expected: string) => void problems.push({ line, field, expected })
    if (cells.every((cell) => cell === '')) return
    const [lng, lat] = [numberOf(cells[at.lng]), numberOf(cells[at.lat])]
    const code = (at.code < 0 ? '' : (cells[at.code] ?? '')) || String(posts.length + 1)
    const needs = each.map((own) => { const cell = cells[own < 0 ? at.need : own]; return cell === undefined || cell === '' ? 1 : numberOf(cell) })
    if (!(Math.abs(lng) <= 180)) bad('lng', 'degrees from -180 to 180')
    else if (!(Math.abs(lat) <= 90)) bad('lat', 'degrees from -90 to 90')
    else if (codes.has(code)) bad('code', 'each code once')
    else if (code.length > 40) bad('code', 'at most 40 characters')
    else if (needs.some((need) => !Number.isInteger(need) || need < 0 || need > 500)) bad('need', 'whole numbers from 0 to 500')
    else if (posts.length >= most) bad('code', `at most ${most} posts`)
    else { codes.add(code); posts.push({ code, name: (at.name < 0 ? '' : (cells[at.name] ?? '')).slice(0, 100), needs, lng, lat }) }
  })
  return { posts, problems }
}

const numberOf = (cell: string | undefined) => (cell === undefined || cell.trim() === '' ? Number.NaN : Number(cell))

/** Cells of each line (RFC 4180), with the separator that the header has most of. */
function linesOf(text: string): string[][] {
  const header = text.slice(0, text.search(/[\r\n]|$/))
  const separator = [',', ';', '\t', ','].reduce((best, each) => (header.split(each).length > header.split(best).length ? each : best))
  const rows: string[][] = []
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false]
  const endCell = () => { row.push(cell.trim()); cell = '' }
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!
    if (quoted) { if (sign !== '"') cell += sign; else if (text[i + 1] === '"') { cell += '"'; i++ } else quoted = false }
    else if (sign === '"') quoted = true
    else if (sign === separator) endCell()
    else if (sign === '\n') { endCell(); rows.push(row); row = [] }
    else if (sign !== '\r') cell += sign
  }
  endCell()
  if (row.length > 1 || row[0] !== '') rows.push(row)
  return rows
}
