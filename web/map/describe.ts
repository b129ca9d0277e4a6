import { BuildingUse, PlaceKind } from '../../geodata/model/ground.ts'
import { CameraKind, CameraState } from '../../geodata/model/camera.ts'
import { IncidentState, Provenance, Severity } from '../../geodata/model/incident.ts'
import { figureText } from './analysis/figureText.ts'
import { analysisWords, columnKey } from './analysis/words.ts'
import { coverageText, timeText } from './format.ts'
import { hexagonRadiusMeters } from './scale.ts'
import type { MapLocale, SceneData } from './sceneData.ts'
import { buildingWords, cameraKindWords, cameraStateWords, inLocale, placeWords, provenanceWords, severityWords, stateWords, words, type Words } from './words.ts'

type Properties = Record<string, unknown>
type Text = { title: string; lines: string[] }
type Say = (text: Words) => string
type Describe = (properties: Properties, say: Say, data: SceneData, locale: MapLocale, id: string | number | undefined) => Text

const text = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')
const named = (properties: Properties, say: Say) => say(words(text(properties.nameZh) || text(properties.nameEn), text(properties.nameEn) || text(properties.nameZh)))
const lines = (...candidates: (string | false)[]) => candidates.filter((line): line is string => Boolean(line))

const texts: Record<string, Describe> = {
  team: (p, say) => ({ title: text(p.callSign), lines: [say(words(`位置 ${coverageText(Number(p.ageSeconds) / 60, 'zh')}前`, `fix ${coverageText(Number(p.ageSeconds) / 60, 'en')} old`))] }),
  cluster: (p, say) => ({ title: say(words(`${text(p.count)} 件`, `${text(p.count)} incidents`)), lines: [say(words(`未结 ${text(p.open)} 件 · 点击展开`, `${text(p.open)} open · click to open`))] }),
  incident: (p, say, data, locale) => {
    const category = data.categories.find(({ id }) => id === Number(p.categoryId))
    const severity = Severity.safeParse(Number(p.severity))
    const state = IncidentState.safeParse(p.state)
    const provenance = Provenance.safeParse(p.provenance)
    // Tiles carry seconds, the worker's points milliseconds; only those say whether they are a cluster.
    const milliseconds = p.cluster === undefined ? Number(p.occurredAt) * 1000 : Number(p.occurredAt)
    return {
      title: category ? named(category, say) : say(words('事件', 'Incident')),
      lines: lines([severity.success && say(severityWords[severity.data]), state.success && say(stateWords[state.data])].filter(Boolean).join(' · '), timeText(milliseconds, locale), provenance.success && say(provenanceWords[provenance.data])),
    }
  },
  camera: (p, say) => {
    const kind = CameraKind.safeParse(p.kind)
    const state = CameraState.safeParse(p.state)
    return {
      title: text(p.name) || text(p.code) || say(words('摄像头', 'Camera')),
      lines: lines([kind.success && say(cameraKindWords[kind.data]), state.success && say(cameraStateWords[state.data])].filter(Boolean).join(' · '), Number(p.rangeMeters) > 0 && say(words(`可视距离 ${Math.round(Number(p.rangeMeters))} 米`, `range ${Math.round(Number(p.rangeMeters))} m`))),
    }
  },
  post: (p, say) => ({ title: text(p.name), lines: [say(Number(p.needed) > 0 ? words(`需要 ${text(p.needed)} 队,已排 ${text(p.filled)} 队`, `${text(p.filled)} of ${text(p.needed)} teams`) : words('此时无需求', 'nobody needed now'))] }),
  place: (p, say) => {
    const kind = say(placeWords[PlaceKind.catch('other').parse(p.kind)])
    return { title: named(p, say) || kind, lines: lines(kind) }
  },
  hotspot: (p, say) => ({ title: text(p.name), lines: lines(say(words('已留存热点', 'Kept hotspot')), typeof p.incidents === 'number' && say(words(`${text(p.incidents)} 件`, `${text(p.incidents)} incidents`))) }),
  unit: (p, say, data, locale) => {
    const finding = text(p.finding)
    const columns = data.analysis?.found.columns ?? []
    const tested = (data.analysis?.found.findings.length ?? 0) > 1
    return {
      title: say(tested ? analysisWords('finding', finding) : analysisWords('method', data.analysis?.found.method ?? '', 'name')),
      // What identifies a unit to the program says nothing to a reader.
      lines: columns.slice(0, 8).map((key) => `${say(analysisWords('column', columnKey(data.analysis!.found, key)))} ${figureText(key, (p[key] ?? null) as number | string | null, locale === 'en' ? 'en-GB' : 'zh-CN')}`),
    }
  },
  hexagon: (p, say) => ({
    title: say(words(`${text(p.count)} 件`, Number(p.count) === 1 ? '1 incident' : `${text(p.count)} incidents`)),
    lines: [say(words(`半径 ${hexagonRadiusMeters} 米的六角格`, `in a hexagon of ${hexagonRadiusMeters} m radius`))],
  }),
  coverage: (p, say, _, locale) => ({ title: say(words('巡逻到场', 'Patrol presence')), lines: [coverageText(Number(p.minutes), locale)] }),
  idle: (p, say, _, locale) => ({ title: named(p, say) || say(words('街道', 'Street')), lines: [Number(p.hours) < 0 ? say(words('无到访记录', 'no visit on record')) : say(words(`${coverageText(Number(p.hours) * 60, locale)}前有巡逻到过`, `a patrol was here ${coverageText(Number(p.hours) * 60, locale)} ago`))] }),
  blind: (p, say) => ({ title: say(words('盲区', 'Blind spot')), lines: [say(words(`${Math.round(Number(p.share) * 100)}% 的公共地面无人看、无人到(${Math.round(Number(p.meters))} 平方米)`, `${Math.round(Number(p.share) * 100)}% of its public ground is neither watched nor visited (${Math.round(Number(p.meters))} m²)`)), say(words(`${text(p.incidents)} 件事件`, `${text(p.incidents)} incidents`))] }),
  building: (p, say) => ({
    title: named(p, say) || text(p.address) || say(words('楼栋', 'Building')),
    lines: lines(named(p, say) !== '' && text(p.address), [say(buildingWords[BuildingUse.catch('other').parse(p.use)]), Number(p.households) > 0 && say(words(`${text(p.households)} 户`, `${text(p.households)} households`))].filter(Boolean).join(' · ')),
  }),
  zone: (p, say, data, _, id) => {
    const figures = data.zoneFigures?.find(({ zoneId }) => zoneId === Number(id))
    return {
      title: `${say(words('网格', 'Zone'))} ${text(p.code)}`,
      lines: lines(named(p, say), say(words(`${text(p.households)} 户`, `${text(p.households)} households`)), figures !== undefined && say(words(`${figures.incidents} 件 · ${figures.cameras} 摄像头`, `${figures.incidents} incidents · ${figures.cameras} cameras`))),
    }
  },
}

/** Plain text about a thing on the map, in one language. */
export function describe(noun: string, properties: Properties, data: SceneData, locale: MapLocale, id: string | number | undefined): Text {
  const known = texts[noun]
  if (!known) throw new RangeError(`nothing is known about a ${noun}`)
  return known(properties, (both) => inLocale(both, locale), data, locale, id)
}
