const dayNames = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']
const days = '(?:mo|tu|we|th|fr|sa|su)'
const ruleForm = new RegExp(`^(?<days>${days}(?:\\s*-\\s*${days})?(?:\\s*,\\s*${days}(?:\\s*-\\s*${days})?)*)?\\s*:?\\s*(?<spans>off|closed|open|24/7|(?:\\d{1,2}:\\d{2}\\s*-\\s*\\d{1,2}:\\d{2}\\+?\\s*,?\\s*)+)?$`)
const dayMinutes = 1_440

/**
 * Whether it is open at a minute of the week (0 is Monday 00:00 on the place's own clocks), from opening hours as mappers write them: days, hours,
 * `24/7`, `off`; later rules replace earlier ones on their days. Undefined where a rule is of another kind (seasons, holidays, sunset): nobody knows.
 */
export function isOpenAt(hours: string, minuteOfWeek: number): boolean | undefined {
  const text = hours.trim().toLowerCase()
  if (text === '' || text === '24/7') return true
  const spans: (readonly (readonly [number, number])[])[] = Array.from({ length: 7 }, () => [])
  for (const part of text.split(';').map((rule) => rule.trim()).filter((rule) => rule !== '' && !/^(ph|sh)\b/.test(rule))) {
    const found = ruleForm.exec(part)?.groups
    if (!found || (!found.days && !found.spans)) return undefined
    const times = spansOf(found.spans ?? 'open')
    for (const day of daysOf(found.days)) spans[day] = times
  }
  const [day, minute] = [Math.floor(minuteOfWeek / dayMinutes) % 7, minuteOfWeek % dayMinutes]
  const before = spans[(day + 6) % 7]!
  return spans[day]!.some(([from, to]) => minute >= from && minute < to) || before.some(([from, to]) => minute + dayMinutes >= from && minute + dayMinutes < to)
}

function spansOf(text: string): (readonly [number, number])[] {
  if (text === 'off' || text === 'closed') return []
  if (text === 'open' || text === '24/7') return [[0, dayMinutes]]
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
