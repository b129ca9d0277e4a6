import { indicatorOf } from '../../geodata/model/indicator.ts'
import type { View, ZoneFigure } from '../../geodata/model/view.ts'
import { classLabels, type LegendEntry, type LegendItem } from './legend.ts'
import { inkOf, zoneColors } from './palette.ts'
import type { SceneData } from './sceneData.ts'
import { words, type Words } from './words.ts'
import { rememberedClasses, type ZoneClasses } from './zoneClasses.ts'
import { indicatorIn, isChange, type ShownFigure, smallestDenominator, smallestHouseholdsForRate } from './zoneValues.ts'

const percent = words('%', '%')
const own: Partial<Record<ShownFigure, { title: Words; unit: Words }>> = {
  households: { title: words('网格户数', 'Households of zones'), unit: words('户', 'households') },
  householdsPerHectare: { title: words('网格居住密度', 'Households by ground'), unit: words('户/公顷', 'per hectare') },
  incidents: { title: words('网格事件数', 'Incidents of zones'), unit: words('件', 'incidents') },
  incidentsPerSquareKilometer: { title: words('网格事件密度', 'Incidents by ground'), unit: words('件/平方公里', 'per km²') },
  incidentsPer1000Households: { title: words('每千户事件数', 'Incidents per 1,000 households'), unit: words('件/千户', 'per 1,000 households') },
  cameras: { title: words('网格摄像头数', 'Cameras of zones'), unit: words('个', 'cameras') },
  coverageMinutes: { title: words('网格巡逻到场时间', 'Patrol presence in zones'), unit: words('分钟', 'minutes') },
  cameraCover: { title: words('网格公共地面监控覆盖率', 'Public ground of zones that cameras watch'), unit: percent },
  vacancies: { title: words('网格空缺岗位', 'Vacant posts of zones'), unit: words('个', 'posts') },
}

function nameOf(figure: ShownFigure): { title: Words; unit: Words } {
  const id = indicatorIn(figure)
  return id ? { title: indicatorOf(id).name, unit: percent } : own[figure]!
}

/** What the colours of zones mean: the figure and its unit, how it was cut, what was smoothed, and which zones have no colour. */
export function zoneLegend(data: SceneData, view: View): Omit<LegendEntry, 'layer'> | null {
  if (view.zoneFigure === 'none') return null
  const classes = rememberedClasses(data, view)
  const colors = zoneColors(view.theme, view.zoneStyle, Math.max(1, classes?.counts.length ?? 0), isChange(view.zoneFigure))
  const items: LegendItem[] = classes ? classLabels(classes.breaks).map((label, i) => ({ mark: 'fill', color: colors[i]!, label, count: classes.counts[i]! })) : []
  if (classes && classes.of.leftOut > 0) items.push({ mark: 'ring', color: inkOf[view.theme].quiet, label: words('无数值', 'no value'), count: classes.of.leftOut })
  return { ...nameOf(view.zoneFigure), n: classes?.of.values.size ?? 0, note: classes ? joined(notes(classes, view)) : null, items }
}

function notes(classes: ZoneClasses, { zoneFigure, zoneStyle }: View): Words[] {
  const told = [cutWords(zoneFigure, zoneStyle)]
  const id = indicatorIn(zoneFigure)
  if (id) told.push(indicatorOf(id).formula)
  const { smoothing, leftOut } = classes.of
  if (smoothing) told.push(words(`经验贝叶斯平滑:户数越少越接近全体 ${figure(smoothing.mean)},最多移动 ${figure(smoothing.farthest)}`, `Smoothed (empirical Bayes): the fewer households, the nearer to the ${figure(smoothing.mean)} of all; moved by ${figure(smoothing.farthest)} at most`))
  if (leftOut > 0) told.push(lacking(zoneFigure, zoneStyle.smoothed))
  if (zoneFigure.startsWith('incidents') || id) told.push(words('不计诉求类', 'Somebody’s voice is not counted'))
  return told
}

const figure = (value: number) => String(Number(value.toPrecision(3)))

function cutWords(zoneFigure: ZoneFigure, { cut }: View['zoneStyle']): Words {
  if (isChange(zoneFigure)) return words('以不变(0)为中心分级', 'Cut around no change (0)')
  if (cut === 'standard' && zoneFigure === 'cameraCover') return words('按通行做法 60%、100% 分级;只计在线固定与全景摄像头', 'Cut at the usual 60 % and 100 %; fixed and dome cameras that are online')
  if (cut === 'standard' && zoneFigure === 'households') return words('规则:每网格 250–500 户', 'The rule: 250–500 households a zone')
  if (cut === 'natural') return words('自然断点:级内差异最小', 'Natural breaks: least difference within classes')
  if (cut === 'equal') return words('等距分级', 'Classes of equal width')
  return words('分位数:各级网格数相近', 'Quantiles: about as many zones in each class')
}

function lacking(zoneFigure: ZoneFigure, smoothed: boolean): Words {
  if (zoneFigure === 'incidentsPer1000Households') return smoothed ? words('无住户的网格不着色', 'Zones without households have no colour') : words(`不足 ${smallestHouseholdsForRate} 户的网格不着色`, `Zones of fewer than ${smallestHouseholdsForRate} households have no colour`)
  if (zoneFigure === 'cameraCover') return words('没有公共地面的网格不着色', 'Zones without public ground have no colour')
  return indicatorIn(zoneFigure) ? words(`基数不足 ${smallestDenominator} 的网格不着色`, `Zones where fewer than ${smallestDenominator} are counted have no colour`) : words('面积未知的网格不着色', 'Zones without ground have no colour')
}

const joined = (parts: readonly Words[]): Words => words(parts.map(({ zh }) => zh).join(';'), parts.map(({ en }) => en).join('. '))
