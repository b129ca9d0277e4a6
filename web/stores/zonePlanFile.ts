import { uuidv7 } from '../../geodata/model/id.ts'
import { PlanZone, type ZonePlanKeep } from '../../geodata/model/zonePlan.ts'

type Named = { id: number; code: string; nameZh: string; nameEn: string }
export type FileFault = 'not_json' | 'not_features' | 'not_polygon' | 'bad_shape' | 'too_many'
/** `line`: which feature, from 1; 0 is the file itself. */
export type FileReading = { plan: ZonePlanKeep | null; faults: { line: number; fault: FileFault }[] }

const mostZones = 600
const first = (from: Record<string, unknown>, names: readonly string[]) => { const found = names.map((name) => from[name]).find((value) => typeof value === 'string' || typeof value === 'number'); return found === undefined ? '' : String(found).trim() }

/** Zones of a GeoJSON file as a draft. A shape that crosses itself is taken as it is: the editor shows what is wrong with it, and it cannot be adopted so. */
export function planOfFile(name: string, areaId: number, fileName: string, text: string, today: readonly Named[]): FileReading {
  let body: unknown
  try { body = JSON.parse(text) } catch { return { plan: null, faults: [{ line: 0, fault: 'not_json' }] } }
  const features = (body as { features?: unknown } | null)?.features
  if (!Array.isArray(features) || features.length === 0) return { plan: null, faults: [{ line: 0, fault: 'not_features' }] }
  if (features.length > mostZones) return { plan: null, faults: [{ line: 0, fault: 'too_many' }] }
  const faults: FileReading['faults'] = []
  const zones: PlanZone[] = []
  const taken = new Set<number>()
  features.forEach((feature, i) => {
    const { geometry, properties } = (feature ?? {}) as { geometry?: { type?: unknown; coordinates?: unknown } | null; properties?: Record<string, unknown> | null }
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return void faults.push({ line: i + 1, fault: 'not_polygon' })
    const given = properties ?? {}
    const code = first(given, ['code', '编码', '网格编码'])
    const kept = today.find((zone) => zone.code === code && !taken.has(zone.id))
    if (kept) taken.add(kept.id)
    const zone = PlanZone.safeParse({
      key: uuidv7(Math.random, Date.now()), zoneId: kept?.id ?? null, code: /^[0-9A-Za-z.-]{1,32}$/.test(code) ? code : null,
      nameZh: first(given, ['nameZh', 'name_zh', 'name', '名称', '网格名称']).slice(0, 60), nameEn: first(given, ['nameEn', 'name_en']).slice(0, 60), locked: false,
      geometry: { type: 'MultiPolygon', coordinates: geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates },
    })
    if (zone.success) zones.push(zone.data)
    else faults.push({ line: i + 1, fault: 'bad_shape' })
  })
  if (zones.length === 0) return { plan: null, faults }
  return { plan: { id: uuidv7(Math.random, Date.now()), areaId, name, note: '', origin: { kind: 'file', file: fileName.slice(0, 200), left: faults.length }, zones }, faults }
}
