const dayNames = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']
const days = '(?:mo|tu|we|th|fr|sa|su)'
const ruleForm = new RegExp(`^(?<days>${days}(?:\\s*-\\s*${days})?(?:\\s*,\\s*${days}(?:\\s*-\\s*${days})?)*)?\\s*:?\\s*(?<spans>open\\s*|24/7\\s*|(?:\\d{1,2}:\\d{2}\\s*-\\s*\\d{1,2}:\\d{2}\\+?\\s*,?\\s*)+)?(?<off>off|closed)?$`)
const dayMinutes = 1_440

/**
 * Whether it is open at a minute of the week (0 is Monday 00:00 on the place's own clocks), from opening hours as mappers write them: days, hours,
 * `24/7`, `off`; later rules replace earlier ones on their days, and hours that are off are taken out. Undefined where a rule is of another kind (seasons, holidays, sunset): nobody knows.
 */
export function isOpenAt(hours: string, minuteOfWeek: number): boolean | undefined {
  const text = hours.trim().toLowerCase()
  if (text === '' || text === '24/7') return true
  const [day, minute] = [Math.floor(minuteOfWeek / dayMinutes) % 7, minuteOfWeek % dayMinutes]
  // What began yesterday goes on past midnight beside what begins today.
  let [begun, today] = [false, false]
  for (const part of text.split(';').map((rule) => rule.trim()).filter((rule) => rule !== '' && !/^(ph|sh)\b/.test(rule))) {
    const found = ruleForm.exec(part)?.groups
    if (!found || (!found.days && !found.spans && !found.off)) return undefined
    const [onDays, spans] = [daysOf(found.days), spansOf(found.spans ?? 'open')]
    const hits = (of: number, at: number) => onDays.includes(of) && spans.some(([from, to]) => at >= from && at < to)
    const [hitsBegun, hitsToday] = [hits((day + 6) % 7, minute + dayMinutes), hits(day, minute)]
    if (found.off) {
      if (hitsBegun || hitsToday) [begun, today] = [false, false]
      continue
    }
    if (onDays.includes((day + 6) % 7)) begun = hitsBegun
    if (onDays.includes(day)) today = hitsToday
  }
  return begun || today
}

function spansOf(text: string): (readonly [number, number])[] {
  if (text.startsWith('open') || text.startsWith('24/7')) return [[0, dayMinutes]]
  return [...text.matchAll(/(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})/g)].map((match) => {
    const [from, to] = [Number(match[1]) * 60 + Number(match[2]), Number(match[3]) * 60 + Number(match[4])]
    return [from, to <= from ? to + dayMinutes : to] as const
  })
}

function daysOf(text: string | undefined): number[] {
  if (!text) return [0, 1, 2, 3, 4, 5, 6]
  return text.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map((name) => dayNames.indexOf(name.trim()))
    const count = ((last! - first! + 7) % 7) + 1
    return Array.from({ length: count }, (_, i) => (first! + i) % 7)
  })
}
