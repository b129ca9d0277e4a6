import { isNumber, type Say, type SentenceWords, type Values } from '../say.ts'
import { chanceWords, countWords, differenceWords, joined, periodName } from './comparedWords.ts'

/** How its count changed; that the ground is hot is another matter, and tested by itself. */
function trendWords(v: Values, say: Say): string {
  const q = isNumber(v['q']) ? say.p(v['q']).replace('p', 'q') : say.p(v['p'])
  const isChanged = v['trend'] === 'new' || v['trend'] === 'growing' || v['trend'] === 'shrinking'
  const grew = v['trend'] !== 'shrinking'
  if (say.locale === 'zh') return isChanged ? `${grew ? '增加' : '减少'}超出偶然（${q}）` : `变化未超出偶然（${q}）`
  return isChanged ? `${grew ? 'a rise' : 'a fall'} beyond chance (${q})` : `no change beyond chance (${q})`
}

/** Where it concentrates. */
export const hotspotSentences: SentenceWords = {
  'hotspots.found': {
    zh: (v, say) => `发现统计显著的热点 ${say.count(v['count'])} 处${isNumber(v['fresh']) && v['fresh'] > 0 ? `，其中新出现 ${say.count(v['fresh'])} 处` : ''}${isNumber(v['growing']) && v['growing'] > 0 ? `，增强 ${say.count(v['growing'])} 处` : ''}${isNumber(v['shrinking']) && v['shrinking'] > 0 ? `，减弱 ${say.count(v['shrinking'])} 处` : ''}。`,
    en: (v, say) => `${say.many(v['count'], 'place is', 'places are')} hot beyond chance${isNumber(v['fresh']) && v['fresh'] > 0 ? `, ${say.count(v['fresh'])} of them new` : ''}${isNumber(v['growing']) && v['growing'] > 0 ? `, ${say.count(v['growing'])} growing` : ''}${isNumber(v['shrinking']) && v['shrinking'] > 0 ? `, ${say.count(v['shrinking'])} shrinking` : ''}.`,
  },
  'hotspots.none': {
    zh: () => '没有发现统计显著的热点：事件的分布没有比偶然更集中的地段。这不等于各处风险相同。',
    en: () => 'No place is hot beyond chance: incidents are nowhere more concentrated than chance would have it. That does not say that all places are alike.',
  },
  'hotspots.first': {
    zh: (v, say) => `最突出的在${say.name(v)}：${say.count(v['now'])} 件${isNumber(v['before']) ? `；与对比期的 ${say.count(v['before'])} 件相比，${trendWords(v, say)}` : ''}。`,
    en: (v, say) => `The most prominent lies in ${say.name(v)}: ${say.count(v['now'])}${isNumber(v['before']) ? `; against ${say.count(v['before'])} in the period compared with, ${trendWords(v, say)}` : ''}.`,
  },
  'hotspots.method': {
    zh: () => '热点按 Getis–Ord Gi* 检验，并对同时检验的所有格子控制错误发现率；诉求类事项不参与。热点说的是地段和时段，不说明是谁、为什么。',
    en: () => 'Hot ground is found by the Getis–Ord Gi* test with the false discovery rate over all cells; matters of somebody’s voice take no part. A hotspot says where and when, never who or why.',
  },
  'hotspot.total': {
    zh: (v, say) => joined([`热点${say.name(v) ? `“${say.name(v)}”` : ''}范围内${periodName(v, 'now', say)}记录事件${countWords(v, say, (n) => `${n}件`, () => '')}，${differenceWords(v, say)}`, chanceWords(v, say)], say),
    en: (v, say) => joined([`${countWords(v, say, String, (many) => (many ? 'incidents were' : 'incident was'))} recorded within the hotspot${say.name(v) ? ` “${say.name(v)}”` : ''} ${periodName(v, 'now', say)}, ${differenceWords(v, say)}`, chanceWords(v, say)], say),
  },
}
