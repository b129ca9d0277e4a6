import { type SentenceWords } from '../say.ts'
import { chanceWords, countWords, differenceWords, joined, periodName } from './comparedWords.ts'

/** What was done, and what came of it. */
export const doneSentences: SentenceWords = {
  'done.orders': {
    zh: (v, say) => joined([`${periodName(v, 'now', say)}完成工单${countWords(v, say, (n) => `${n}件`, () => '')}，${differenceWords(v, say)}`, chanceWords(v, say)], say),
    en: (v, say) => joined([`${countWords(v, say, String, (many) => (many ? 'work orders were' : 'work order was'))} finished ${periodName(v, 'now', say)}, ${differenceWords(v, say)}`, chanceWords(v, say)], say),
  },
  'done.results': {
    zh: (v, say) => `${periodName(v, 'now', say)}结案 ${say.count(v['closed'])} 件：${say.name(v, 'list')}。`,
    en: (v, say) => `${say.many(v['closed'], 'matter was', 'matters were')} closed ${periodName(v, 'now', say)}: ${say.name(v, 'list')}.`,
  },
  'done.kept': {
    zh: (v, say) => `在盯的热点 ${say.count(v['count'])} 处：${v['fewer'] === 0 ? '还没有一处的下降超出偶然' : `${say.count(v['fewer'])} 处下降超出偶然`}${v['more'] === 0 ? '' : `，${say.count(v['more'])} 处上升超出偶然`}。`,
    en: (v, say) => `${say.many(v['count'], 'hotspot is', 'hotspots are')} watched: ${v['fewer'] === 0 ? 'none has fallen beyond chance yet' : `${say.count(v['fewer'])} fell beyond chance`}${v['more'] === 0 ? '' : `, ${say.count(v['more'])} rose beyond chance`}.`,
  },
  'done.fell': { zh: (v, say) => `下降的（每周件数）：${say.name(v, 'list')}。`, en: (v, say) => `Fell (a week): ${say.name(v, 'list')}.` },
  'done.rose': { zh: (v, say) => `上升的（每周件数）：${say.name(v, 'list')}。`, en: (v, say) => `Rose (a week): ${say.name(v, 'list')}.` },
  'done.caution': {
    zh: () => '热点是因为当时数字高才被选中的，之后往往自己就会回落；因此下降并不证明措施有效，要与未采取措施的相似地段对比才能下结论。',
    en: () => 'A hotspot was chosen because its count was high, and such counts fall back by themselves: a fall does not prove that the measures worked. Only a comparison with alike places without measures could.',
  },
  'done.nothing': { zh: (v, say) => `${periodName(v, 'now', say)}没有完成的工单或结案记录。`, en: (v, say) => `No finished work order or closed matter is on record ${periodName(v, 'now', say)}.` },
}
