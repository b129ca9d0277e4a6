import type { BriefingLocale } from '../briefingFormat.ts'
import { isNumber, type Say, type SentenceWords, type Values } from '../say.ts'

const kinds: Record<BriefingLocale, Record<string, string>> = {
  zh: { daily: '治安与服务日报', weekly: '研判周报', monthly: '研判月报', festival: '节日研判简报', hotspot: '热点研判简报' },
  en: { daily: 'Daily briefing', weekly: 'Weekly briefing', monthly: 'Monthly briefing', festival: 'Festival briefing', hotspot: 'Hotspot briefing' },
}
const kind = (v: Values, { locale }: Say) => kinds[locale][String(v['template'])] ?? ''

/** Titles of pages, what stands around the figures, captions of maps. */
export const frameSentences: SentenceWords = {
  'title.briefing': { zh: (v, say) => `${say.name(v)} ${kind(v, say)}（${say.period(v['from'], v['to'])}）`, en: (v, say) => `${say.name(v)}: ${kind(v, say)}, ${say.period(v['from'], v['to'])}` },
  'title.summary': { zh: () => '要点', en: () => 'Key points' },
  'title.course': { zh: () => '走势', en: () => 'Course over time' },
  'title.hours': { zh: () => '一周中的时段', en: () => 'Hours of the week' },
  'title.categories': { zh: () => '类别', en: () => 'Categories' },
  'title.areas': { zh: () => '辖区', en: () => 'Areas' },
  'title.zones': { zh: () => '网格', en: () => 'Zones' },
  'title.density': { zh: () => '分布', en: () => 'Where it happened' },
  'title.zonesMap': { zh: () => '网格分布图', en: () => 'Zones on the map' },
  'title.service': { zh: () => '办理时效', en: () => 'Handling and time limits' },
  'title.queue': { zh: () => '在办与超期', en: () => 'Open and overdue' },
  'title.hotspots': { zh: () => '热点', en: () => 'Hotspots' },
  'title.hotspotsTable': { zh: () => '热点的依据', en: () => 'Evidence of the hotspots' },
  'title.hotspot': { zh: (v, say) => `热点${say.name(v) ? `：${say.name(v)}` : ''}`, en: (v, say) => `Hotspot${say.name(v) ? `: ${say.name(v)}` : ''}` },
  'title.patrol': { zh: () => '巡逻剂量', en: () => 'Patrol dose' },
  'title.coverage': { zh: () => '巡逻到场', en: () => 'Presence of patrols' },
  'title.cameras': { zh: () => '视频监控', en: () => 'Cameras' },
  'title.cameraCover': { zh: () => '监控覆盖', en: () => 'Camera cover' },
  'title.done': { zh: () => '做了什么', en: () => 'What was done' },
  'title.effect': { zh: () => '成效如何', en: () => 'What came of it' },
  'title.method': { zh: () => '口径与方法', en: () => 'How this was counted' },
  'data.moment': {
    zh: (v, say) => `${isNumber(v['rows']) ? `依据 ${say.count(v['rows'])} 件事件（含对比期），` : ''}数据截至 ${say.moment(v['at'])}；此后补录、更正的不在其中。`,
    en: (v, say) => `${isNumber(v['rows']) ? `Based on ${say.many(v['rows'], 'incident', 'incidents')}, those of the periods compared with included, as` : 'As'} on record at ${say.moment(v['at'])}; what was entered or corrected later is not in these figures.`,
  },
  'data.running': { zh: () => '统计时本期尚未结束，数字只到统计时刻；上期和去年同期也只取同样长的一段来比。', en: () => 'The period was still running: figures reach up to the moment of counting, and the periods they are compared with are cut to the same length.' },
  'data.begins': { zh: (v, say) => `记录自${say.day(v['recordsFrom'])}起；本期在此之前发生的不在其中。`, en: (v, say) => `Records begin on ${say.day(v['recordsFrom'])}: what happened earlier in the period is not in these figures.` },
  'data.chosen': { zh: (v, say) => `只含所选的 ${say.count(v['count'])} 个类别。`, en: (v, say) => `Only the ${say.many(v['count'], 'chosen category', 'chosen categories')}.` },
  'data.hidden': { zh: (v) => `过小的数目（以及能由此推出的数目）没有显示${v['rough'] ? '，其余取整到 5' : ''}，以免指向某一户。`, en: (v) => `Small counts, and those that would give them away, are not shown${v['rough'] ? ', the others are rounded to 5' : ''}, so that no figure points at one home.` },
  'data.reported': { zh: () => '数字是上报和登记的事件，不是实际发生的全部；上报习惯变化也会使数字变化。', en: () => 'These are incidents that were reported and registered, not all that happened: a change in reporting changes the figures too.' },
  'method.chance': {
    zh: () => '“超出偶然”指两期数目之差大到偶然难以解释：按两期时长用精确条件检验（泊松），同组多项一并按 Benjamini–Hochberg 控制错误发现率 5%；区间为 95%。没有“超出偶然”不等于没有变化，只是这些数字看不出来。',
    en: () => '“Beyond chance” says that two counts differ by more than chance explains: exact conditional test of two Poisson counts for the lengths of both periods, false discovery rate 5% (Benjamini–Hochberg) where several are judged together; intervals are 95%. Not beyond chance does not mean unchanged, only that these counts do not show it.',
  },
  'method.figure': { zh: (v, say) => `${say.name(v)}（${say.text(v['id'])}，第 ${say.text(v['version'])} 版${isNumber(v['seed']) ? `，种子 ${v['seed']}` : ''}）。`, en: (v, say) => `${say.name(v)} (${say.text(v['id'])}, version ${say.text(v['version'])}${isNumber(v['seed']) ? `, seed ${v['seed']}` : ''}).` },
  'method.places': { zh: () => '本简报说的是地点、事项、设备和勤务，不涉及任何居民个人。', en: () => 'This briefing tells of places, matters, equipment and duty. It holds nothing about residents.' },
  'caption.density': { zh: (v, say) => `事件的疏密，${say.period(v['from'], v['to'])}；只示分布，未经检验。`, en: (v, say) => `Density of incidents, ${say.period(v['from'], v['to'])}: where they lie, not tested.` },
  'caption.zones': { zh: (v, say) => `各网格每平方千米事件数，${say.period(v['from'], v['to'])}。`, en: (v, say) => `Incidents per square kilometre by zone, ${say.period(v['from'], v['to'])}.` },
  'caption.hotspots': { zh: (v, say) => `统计显著的热点与在盯的热点，${say.period(v['from'], v['to'])}。`, en: (v, say) => `Ground that is hot beyond chance, and hotspots that are watched, ${say.period(v['from'], v['to'])}.` },
  'caption.hotspot': { zh: (v, say) => `热点范围与${say.period(v['from'], v['to'])}的事件。`, en: (v, say) => `The hotspot and the incidents of ${say.period(v['from'], v['to'])}.` },
  'caption.coverage': { zh: (v, say) => `巡逻到场时间，${say.period(v['from'], v['to'])}。没有颜色的地方没有到场记录。`, en: (v, say) => `Presence of patrols, ${say.period(v['from'], v['to'])}. Ground without colour has no presence on record.` },
  'caption.cameras': { zh: () => '摄像头及其状态与可见范围（打开地图时的状态）。', en: () => 'Cameras, their state and what they see, as they are when the map is opened.' },
}
