import { idleClass, idleClasses, type IdleClass } from '../../geodata/analysis/idleClass.ts'
import { type LayerId, standardCover, type View } from '../../geodata/model/view.ts'
import { localOfInstant } from '../../geodata/format/localTime.ts'
import { CameraState } from '../../geodata/model/camera.ts'
import { blindSteps, cameraColors, coverageSteps, groupColor, groupColors, teamColor, groupOrder, heatSteps, hexagonSteps, idleColors, inkOf, rosterColors } from './palette.ts'
import { blindIncidentBreaks, blindShareBreaks, coverageBreaksMinutes, freshSeconds, heatEdges, hexagonBreaks, hexagonRadiusMeters, hexagonRootMeters, staleSeconds } from './scale.ts'
import { analysisLegend } from './analysis/legendEntry.ts'
import type { SceneData } from './sceneData.ts'
import { cameraStateWords, words, type Words } from './words.ts'
import { zoneLegend } from './zoneLegend.ts'

/** How an entry's sign looks: a filled square, a hatched one, a filled disc (open), a ring (done or offline), a line, an arrow, a square with a broken or dotted edge. */
export type LegendMark = 'fill' | 'hatch' | 'dot' | 'ring' | 'line' | 'arrow' | 'dash' | 'dots'
export type LegendItem = { mark: LegendMark; color: string; label: Words; count: number | null }
/** `n` is how many things the colours were given to; `null` where the map does not know. */
export type LegendEntry = { layer: LayerId; title: Words; unit: Words | null; n: number | null; note: Words | null; items: LegendItem[]; /** The note is a warning that must not be overlooked. */ warns?: boolean }

/** Labels of half-open classes cut at `breaks`: `< 5`, `5 – 15`, `≥ 15`. */
export function classLabels(breaks: readonly number[]): Words[] {
  if (breaks.length === 0) return [words('全部', 'all')]
  const same = (text: string) => words(text, text)
  const signed = breaks.some((edge) => edge < 0)
  const said = (edge: number | undefined) => String(edge).replace('-', '−')
  // A dash between signed numbers reads as one more sign.
  const between = (from: number, to: number) => (signed ? words(`${said(from)} 至 ${said(to)}`, `${said(from)} to ${said(to)}`) : same(`${from} – ${to}`))
  return [same(`< ${said(breaks[0])}`), ...breaks.slice(1).map((edge, i) => between(breaks[i]!, edge)), same(`≥ ${said(breaks.at(-1))}`)]
}

/** The same for counts, which people read as first to last: `1`, `2 – 4`, `≥ 5`. The lowest class begins with one. */
export function countLabels(breaks: readonly number[]): Words[] {
  const edges = [1, ...breaks]
  return edges.map((from, i) => {
    const to = edges[i + 1]
    const text = to === undefined ? `≥ ${from}` : to - 1 === from ? `${from}` : `${from} – ${to - 1}`
    return words(text, text)
  })
}

const item = (mark: LegendMark, color: string, label: Words, count: number | null = null): LegendItem => ({ mark, color, label, count })
const steps = (colors: readonly string[], breaks: readonly number[], counts: readonly number[] | null) => classLabels(breaks).map((label, i) => item('fill', colors[i] ?? colors.at(-1)!, label, counts?.[i] ?? null))

function idleItems(presence: SceneData['presence'], { theme, cover }: View): LegendItem[] {
  const hours = cover?.unvisitedHours ?? standardCover.unvisitedHours
  const labels: Record<IdleClass, Words> = {
    visited: words(`${hours} 小时内到过`, `within ${hours} h`), due: words(`${hours} – ${3 * hours} 小时前`, `${hours} – ${3 * hours} h ago`), long: words(`超过 ${3 * hours} 小时`, `more than ${3 * hours} h ago`), never: words('无到访记录', 'never on record'),
  }
  const at = presence ? Date.parse(presence.visits.at) : 0
  return idleClasses.map((each) => item(each === 'never' ? 'dash' : 'line', idleColors[theme][each], labels[each], presence ? presence.visits.streets.filter(({ lastVisit }) => idleClass(lastVisit, at, hours) === each).length : null))
}

type Entry = Omit<LegendEntry, 'layer'>
const entries: Record<LayerId, (data: SceneData, view: View) => Entry | null> = {
  zones: zoneLegend,
  coverage: (data, view) => ({
    title: words('巡逻覆盖', 'Patrol coverage'),
    unit: words('每格到场分钟', 'minutes of presence a cell'),
    n: data.coverage?.cells.x.length ?? null,
    note: words('空白:时段内没有定位记录', 'Blank: no fix was recorded in the period'),
    items: steps(coverageSteps[view.theme], coverageBreaksMinutes, countsIn(data.coverage?.cells.seconds, 60)),
  }),
  presence: (data, view) => ({
    title: words('久未到访', 'Not visited'),
    unit: words('街道', 'streets'),
    n: data.presence?.visits.streets.length ?? null,
    note: words('半条街以上到过才算;无记录不等于没人去过', 'At least half of a street; no record does not mean that nobody was there'),
    items: idleItems(data.presence, view),
  }),
  blindSpots: (data, view) => ({
    title: words('盲区', 'Blind spots'),
    unit: data.blindSpots?.weighted ? words('盲区内事件数', 'incidents on blind ground') : words('占公共地面', 'share of public ground'),
    n: data.blindSpots?.spots.cells.x.length ?? null,
    note: words('既无在线固定或全景摄像头看得到、所选时段也无巡逻到过的公共地面;线为街道', 'Public ground that no fixed or dome camera watches and no patrol visited in the hours chosen; lines are streets'),
    items: data.blindSpots?.weighted ? steps(blindSteps[view.theme], blindIncidentBreaks, null) : blindSteps[view.theme].map((color, i) => { const text = `${[5, ...blindShareBreaks.map((edge) => edge * 100)][i]} – ${[...blindShareBreaks.map((edge) => edge * 100), 100][i]} %`; return item('fill', color, words(text, text)) }),
  }),
  hotspotCells: () => null,
  hotspotClusters: () => null,
  analysis: analysisLegend,
  hotspots: (data, view) => ({
    title: words('已留存热点', 'Kept hotspots'),
    unit: null,
    n: data.keptHotspots.filter(({ retired }) => !retired).length,
    note: null,
    items: [item('line', inkOf[view.theme].keptLine, words('热点范围与名称', 'ground and name of a hotspot'))],
  }),
  incidentHeat(data, view) {
    const edges = heatEdges(data.heatMost)
    const labels = edges.map((edge, i) => `${edge} – ${edges[i + 1] ?? data.heatMost}`)
    return {
      title: words('事件密度', 'Density of incidents'),
      unit: words('件/平方公里', 'per km²'),
      n: data.incidentHeat?.rows ?? null,
      note: data.incidentHeat?.counted === 'server' ? words('事件过多,由服务器按格汇总整个时间窗;所有并排地图共用此刻度', 'Too many to read: counted on cells by the server over the whole window; maps side by side share this scale') : words('所有并排地图共用此刻度;缩放后平滑范围随之变化', 'Maps side by side share this scale; how far an incident is spread changes with the zoom'),
      items: data.incidentHeat ? labels.map((label, i) => item('fill', heatSteps[view.theme][i]!, words(label, label))) : [],
    }
  },
  incidentHexagons: (data, view) => ({
    title: words('事件六角柱', 'Incident hexagons'),
    unit: words('每格件数', 'incidents a hexagon'),
    n: data.incidentHexagons?.rows ?? null,
    note: words(`六角格半径 ${hexagonRadiusMeters} 米;倾斜时柱高 = ${hexagonRootMeters} 米 × √件数`, `Hexagons of ${hexagonRadiusMeters} m radius; tilted, a column is ${hexagonRootMeters} m × √incidents high`),
    items: countLabels(hexagonBreaks).map((label, i) => item('fill', hexagonSteps[view.theme][i]!, label)),
  }),
  incidentPoints(data, view) {
    const points = data.incidentPoints
    const thinned = points?.filtered && points.of > points.count
    return {
      title: words('事件点', 'Incident points'),
      unit: null,
      n: points ? points.of : null,
      note: thinned ? words(`本机无显卡加速:视野内 ${points.of} 件中均匀抽取 ${points.count} 件显示`, `No graphics card here: ${points.count} of the ${points.of} in sight are drawn, taken evenly`) : null,
      items: view.layers.includes('incidents') ? [] : groupItems(data, view),
    }
  },
  cameraViews: (_, view) => {
    const colors = cameraColors[view.theme]
    return {
      title: words('摄像头可视地面', 'Ground that cameras see'),
      unit: null,
      n: null,
      note: words('已按建筑遮挡裁剪;颜色深处为可观察(≥62.5 像素/米),浅处为可探测(≥25);放大到 14 级显示', 'Cut by buildings. Deep: near enough to observe (62.5 pixels a metre), pale: to detect (25). Shown from zoom 14'),
      items: [
        item('fill', colors.online, words('正在看(固定、全景)', 'watched now (fixed, dome)')),
        item('dash', colors.online, words('球机可转到,不一定正看', 'a PTZ can turn there, and may not')),
        item('dots', colors.fault, words('故障:本可看到', 'faulty: would be seen')),
        item('dots', colors.offline, words('离线:本可看到', 'offline: would be seen')),
        item('dash', colors.planned, words('规划:尚未建成', 'planned: not standing yet')),
        item('ring', colors.online, words('正在重新计算', 'being worked out')),
      ],
    }
  },
  cameras: (_, view) => ({
    title: words('摄像头', 'Cameras'),
    unit: null,
    n: null,
    note: null,
    items: CameraState.options.map((state) => item(state === 'online' ? 'dot' : 'ring', cameraColors[view.theme][state], cameraStateWords[state])),
  }),
  incidents(data, view) {
    const ink = inkOf[view.theme]
    return {
      title: words('事件', 'Incidents'),
      unit: null,
      n: data.incidents?.features.reduce((sum, { properties }) => sum + (properties.cluster ? properties.count : 1), 0) ?? null,
      note: data.incidents?.counted === 'server' ? words('事件过多,由服务器汇总整个时间窗;数字为聚合件数,彩环为类别占比;单件在缩短时间窗后可点开', 'Too many to read: counted by the server over the whole window. Numbers: how many lie together; coloured rims: their categories. Single ones open in a shorter window') : words('实心未结,空心已结;外圈为较重、严重;数字为聚合件数,彩环为类别占比', 'Filled: open. Hollow: closed. Outer ring: serious or severe. Numbers: how many lie together; coloured rims: their categories'),
      items: [...groupItems(data, view), item('ring', ink.communityLine, words('聚合', 'cluster'))],
    }
  },
  places: () => null,
  roster(data, view) {
    if (!data.roster) return null
    const [colors, states] = [rosterColors[view.theme], data.roster.places.map(({ needed, filled }) => (needed === 0 ? 'idle' : filled >= needed ? 'full' : filled > 0 ? 'part' : 'open'))]
    const count = (state: string) => states.filter((each) => each === state).length
    const when = new Date(localOfInstant(data.roster.at, data.timeZone)).toISOString().slice(0, 16).replace('T', ' ')
    return {
      title: words('岗位与工作站', 'Posts and stations'), unit: words('到岗队伍/需要', 'teams there / needed'), n: data.roster.places.length, note: words(`${when} 的情况`, `as at ${when}`),
      items: [item('ring', colors.open, words('无人', 'nobody'), count('open')), item('dot', colors.part, words('不足', 'too few'), count('part')), item('dot', colors.full, words('已满', 'filled'), count('full')), item('ring', colors.idle, words('此时无需求', 'not needed then'), count('idle'))],
    }
  },
  patrolPlan: (data, view) => data.patrolPlan && {
    title: words('巡逻路线', 'Patrol rounds'),
    unit: null,
    n: data.patrolPlan.rounds.length,
    note: words('圆:热点;方:必到点;屋形:起点。字母为队伍,数字为顺序;点线:路线尚未取得', 'Round: hotspot. Square: checkpoint. House: start. The letter is the team, the number the order; dotted: the way is not known yet'),
    items: data.patrolPlan.rounds.map(({ rank, sign, callSign }) => item('line', teamColor(rank, view.theme), words(`${sign} ${callSign}`, `${sign} ${callSign}`))),
  },
  patrols(data, view) {
    const ink = inkOf[view.theme]
    return {
      title: words('巡逻队', 'Patrol teams'),
      unit: null,
      n: data.positions.length,
      note: null,
      items: [
        item('arrow', ink.patrol, words('行进方向', 'heading')),
        item('dot', ink.patrol, words(`停留(${freshSeconds} 秒内定位)`, `standing (fix within ${freshSeconds} s)`)),
        item('ring', ink.stale, words(`超过 ${staleSeconds / 60} 分钟无定位`, `no fix for ${staleSeconds / 60} min`)),
      ],
    }
  },
}

/** Groups in the order of their colours; all beyond the palette share the last one. */
function groupItems(data: SceneData, view: View): LegendItem[] {
  const groups = groupOrder(data.categories)
  const named = groupColors[view.theme].length - 1
  const own = groups.slice(0, named).map((group, rank) => {
    const category = data.categories.find((one) => one.group === group) as { groupZh?: string; groupEn?: string } | undefined
    return item('dot', groupColor(rank, view.theme), words(category?.groupZh ?? group, category?.groupEn ?? group))
  })
  const others = groups.length - own.length
  return others > 0 ? [...own, item('dot', groupColor(named, view.theme), words(`其他 ${others} 类`, `${others} other groups`))] : own
}

function countsIn(values: ArrayLike<number> | undefined, unit: number): number[] | null {
  if (!values) return null
  const breaks = coverageBreaksMinutes
  const counts = Array.from({ length: breaks.length + 1 }, () => 0)
  for (let i = 0; i < values.length; i++) counts[breaks.filter((edge) => values[i]! / unit >= edge).length]! += 1
  return counts
}

/** What the colours and signs of the visible layers mean, top layer first, as values; whoever shows it picks the language. */
export function legend(data: SceneData, view: View): LegendEntry[] {
  const shown: LegendEntry[] = []
  for (const layer of Object.keys(entries) as LayerId[]) {
    const entry = view.layers.includes(layer) ? entries[layer](data, view) : null
    if (entry) shown.unshift({ layer, ...entry })
  }
  return shown
}
