/** A figure of a unit as people read it: counts whole, z and rates short, p and q never "0". */
export function figureText(key: string, value: number | string | null, language: string): string {
  if (value === null) return '–'
  if (typeof value === 'string') return value
  if (/^[pq]([A-Z_]|$)/.test(key) && value >= 0 && value <= 1) return value < 0.001 ? '< 0.001' : String(Number(value.toPrecision(2)))
  if (key.endsWith('Ms')) return new Date(value).toISOString().slice(0, 10)
  if (Number.isInteger(value)) return new Intl.NumberFormat(language).format(value)
  // A table of multiples is read down its column.
  if (/ratio$/i.test(key)) return new Intl.NumberFormat(language, { maximumFractionDigits: 2, minimumFractionDigits: Math.abs(value) < 10 ? 2 : 0 }).format(value)
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 4
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)
}
