import { isNumber, type SentenceWords } from '../say.ts'
import { chanceWords, countWords, differenceWords, joined, periodName } from './comparedWords.ts'

/** How much happened, where, when and of what kind. */
export const incidentSentences: SentenceWords = {
  'incidents.total': {
    zh: (v, say) => joined([`${periodName(v, 'now', say)}共记录事件${countWords(v, say, (n) => `${n}件`, () => '')}，${differenceWords(v, say)}`, chanceWords(v, say)], say),
    en: (v, say) => joined([`${countWords(v, say, String, (many) => (many ? 'incidents were' : 'incident was'))} recorded ${periodName(v, 'now', say)}, ${differenceWords(v, say)}`, chanceWords(v, say)], say),
  },
  'incidents.year': {
    zh: (v, say) => joined([`同比：${differenceWords(v, say, 'year')}`, chanceWords(v, say)], say),
    en: (v, say) => joined([`On the year: ${differenceWords(v, say, 'year')}`, chanceWords(v, say)], say),
  },
  'incidents.noYear': { zh: () => '去年同期没有记录，不作同比。', en: () => 'Nothing is on record for a year before, so there is no comparison on the year.' },
  'incidents.noData': {
    zh: (v, say) => `${periodName(v, 'now', say)}没有数据：${v['recordsFrom'] ? `记录自${say.day(v['recordsFrom'])}起` : '尚无任何记录'}；这不等于没有发生。`,
    en: (v, say) => `There is no data for this time (${v['recordsFrom'] ? `records begin on ${say.day(v['recordsFrom'])}` : 'nothing is on record yet'}); that does not mean that nothing happened.`,
  },
  'incidents.none': { zh: (v, say) => `${periodName(v, 'now', say)}没有记录到事件。`, en: (v, say) => `No incident was recorded ${periodName(v, 'now', say)}.` },
  'series.peak': {
    zh: (v, say) => `最多的${v['step'] === 'hour' ? '时段' : v['step'] === 'month' ? '月份' : '一天'}是${say.name(v, 'at')}，${say.count(v['most'])} 件；最少 ${say.count(v['least'])} 件，平均 ${say.count(v['mean'])} 件。`,
    en: (v, say) => `The busiest ${say.text(v['step'])} was ${say.name(v, 'at')} with ${say.count(v['most'])}; the quietest had ${say.count(v['least'])}, the mean is ${say.count(v['mean'])}.`,
  },
  'series.chance': {
    zh: (v, say) => (v['unusual'] === 0 ? `各${v['step'] === 'hour' ? '小时' : v['step'] === 'month' ? '月' : '日'}之间的高低属偶然波动，不宜逐一解读。` : `其中 ${say.count(v['unusual'])} 个${v['step'] === 'hour' ? '小时' : v['step'] === 'month' ? '月' : '日'}超出了偶然波动（以平均值为准，错误发现率 5%）。`),
    en: (v, say) => (v['unusual'] === 0 ? `The ups and downs between ${say.text(v['step'])}s are within chance; do not read them one by one.` : `${say.many(v['unusual'], `${v['step']} stands`, `${v['step']}s stand`)} out from the mean beyond chance (false discovery rate 5%).`),
  },
  'hours.peak': {
    zh: (v, say) => `最集中的时段是${say.weekday(v['day'])} ${say.hour(v['hour'])}，共 ${say.count(v['most'])} 件；${say.weekday(v['topDay'])}合计最多，占 ${say.share(v['topShare'])}。`,
    en: (v, say) => `The busiest hour of the week is ${say.weekday(v['day'])} ${say.hour(v['hour'])} with ${say.count(v['most'])}; ${say.weekday(v['topDay'])} has the most in all, ${say.share(v['topShare'])}.`,
  },
  'hours.parts': {
    zh: (v, say) => `夜间（22:00–06:00）占 ${say.share(v['night'])}，周末占 ${say.share(v['weekend'])}；若均匀分布约为 33% 和 29%。`,
    en: (v, say) => `The night (22:00–06:00) holds ${say.share(v['night'])}, the weekend ${say.share(v['weekend'])}; spread evenly it would be about 33% and 29%.`,
  },
  'hours.few': {
    zh: (v, say) => `仅 ${say.count(v['known'])} 件有确切时刻，分到 168 个小时后太少，只宜看大致的早晚。`,
    en: (v, say) => `Only ${say.many(v['known'], 'incident has', 'incidents have')} a known hour; over 168 hours that is too thin for more than the rough shape of the day.`,
  },
  'hours.whole': { zh: () => '只计入时刻确切的事件。', en: () => 'Only incidents whose hour is known are counted.' },
  'groups.largest': {
    zh: (v, say) => `最多的${say.name(v, 'kind')}：${say.name(v, 'list')}，合占 ${say.share(v['share'])}。`,
    en: (v, say) => `Most by ${say.name(v, 'kind')}: ${say.name(v, 'list')}; together ${say.share(v['share'])}.`,
  },
  'groups.more': {
    zh: (v, say) => `增加超出偶然的${say.name(v, 'kind')}（比${periodName(v, 'before', say)}）：${say.name(v, 'list')}。`,
    en: (v, say) => `Beyond chance more than ${periodName(v, 'before', say)}: ${say.name(v, 'list')}.`,
  },
  'groups.fewer': {
    zh: (v, say) => `减少超出偶然的${say.name(v, 'kind')}（比${periodName(v, 'before', say)}）：${say.name(v, 'list')}。`,
    en: (v, say) => `Beyond chance fewer than ${periodName(v, 'before', say)}: ${say.name(v, 'list')}.`,
  },
  'groups.steady': {
    zh: (v, say) => `与${periodName(v, 'before', say)}相比，${say.name(v, 'kind')}的变化都在偶然波动之内，不宜逐项解读。`,
    en: (v, say) => `Against ${periodName(v, 'before', say)} no ${say.name(v, 'kind')} changed beyond chance; do not read single lines as trends.`,
  },
  'groups.year': {
    zh: (v, say) => `同比变化超出偶然的${say.name(v, 'kind')}：${say.name(v, 'list')}。`,
    en: (v, say) => `On the year, changed beyond chance: ${say.name(v, 'list')}.`,
  },
  'groups.hidden': {
    zh: (v, say) => `另有 ${say.count(v['count'])} 行因件数过小未显示。`,
    en: (v, say) => `${say.many(v['count'], 'more line is', 'more lines are')} not shown because counts are small.`,
  },
  'groups.voice': { zh: () => '信访等诉求类事项只列件数，不检验、不排序，也不计入各辖区和网格的比较。', en: () => 'Petitions and other matters of somebody’s voice are listed only: not tested, not ranked, and left out where areas and zones are compared.' },
  'series.years': {
    zh: (v, say) => (isNumber(v['before']) ? `图中另有${periodName(v, 'before', say)}${isNumber(v['year']) ? `和${periodName(v, 'year', say)}` : ''}的曲线，均从各自的起点对齐${isNumber(v['year']) && v['period'] !== 'festival' ? '；去年按日期对应，星期可能不同' : ''}。` : ''),
    en: (v, say) => (isNumber(v['before']) ? `The other ${isNumber(v['year']) ? 'lines are' : 'line is'} ${periodName(v, 'before', say)}${isNumber(v['year']) ? ` and ${periodName(v, 'year', say)}` : ''}, each from its own beginning${isNumber(v['year']) && v['period'] !== 'festival' ? '; a year before goes by dates, so weekdays may differ' : ''}.` : ''),
  },
}
