import { isNumber, type Say, type SentenceWords, type Values } from '../say.ts'
import { joined, periodName } from './comparedWords.ts'

const points = (value: number, say: Say) => say.share(Math.abs(value)).replace('%', '')

/** A share against the one before, in points of a percent, and what chance says of it. */
function shareWords(v: Values, say: Say): string {
  const { now, before, p, mark } = v
  const isZh = say.locale === 'zh'
  if (v['hidden']) return isZh ? '件数过小，未显示' : 'not shown, since the counts are small'
  if (!isNumber(now)) return isZh ? '本期没有可计算的事项' : 'nothing to compute it from'
  const counts = !isNumber(v['part']) || !isNumber(v['whole']) ? '' : isZh ? `（${say.count(v['part'])}/${say.count(v['whole'])}）` : ` (${say.count(v['part'])} of ${say.count(v['whole'])})`
  if (!isNumber(before)) return `${say.share(now)}${counts}`
  const name = periodName(v, 'before', say)
  const difference = now - before
  const moved = Math.abs(difference) < 0.0005 ? (isZh ? `与${name}持平` : `the same as ${name}`)
    : isZh ? `比${name}的 ${say.share(before)} ${difference > 0 ? '高' : '低'} ${points(difference, say)} 个百分点` : `${points(difference, say)} points ${difference > 0 ? 'above' : 'below'} ${name} (${say.share(before)})`
  const chance = !isNumber(p) ? '' : mark ? (isZh ? `，超出偶然（${say.p(p)}）` : `, beyond chance (${say.p(p)})`) : isZh ? `，属偶然波动（${say.p(p)}）` : `, within chance (${say.p(p)})`
  return `${say.share(now)}${counts}${isZh ? '，' : ', '}${moved}${chance}`
}

function minutesWords(v: Values, say: Say): string {
  const { now, before } = v
  const isZh = say.locale === 'zh'
  if (!isNumber(now)) return isZh ? '本期没有办结的事项' : 'nothing was closed'
  if (!isNumber(before)) return say.minutes(now)
  const name = periodName(v, 'before', say)
  if (Math.round(now) === Math.round(before)) return isZh ? `${say.minutes(now)}，与${name}相同` : `${say.minutes(now)}, the same as ${name}`
  return isZh ? `${say.minutes(now)}，${name}为 ${say.minutes(before)}` : `${say.minutes(now)}, against ${say.minutes(before)} ${name}`
}

/** How matters were handled. */
export const serviceSentences: SentenceWords = {
  'indicator.completion': { zh: (v, say) => joined([`办结率 ${shareWords(v, say)}`], say), en: (v, say) => joined([`Completion rate: ${shareWords(v, say)}`], say) },
  'indicator.on_time': { zh: (v, say) => joined([`按期办结率 ${shareWords(v, say)}`], say), en: (v, say) => joined([`On-time rate: ${shareWords(v, say)}`], say) },
  'indicator.resolution': { zh: (v, say) => joined([`调处成功率 ${shareWords(v, say)}`], say), en: (v, say) => joined([`Resolution rate: ${shareWords(v, say)}`], say) },
  'indicator.satisfaction': { zh: (v, say) => joined([`回访满意率 ${shareWords(v, say)}`], say), en: (v, say) => joined([`Satisfaction at the call-back: ${shareWords(v, say)}`], say) },
  'indicator.young': {
    zh: () => '期末收到的事项多数还在时限之内，这些比率以后还会变；上期按同样的时间差计算，两期可比。',
    en: () => 'What came in late in the period is mostly still within its time limit, so these rates will move; the period before is counted after the same time, so that the two compare.',
  },
  'time.toClose': { zh: (v, say) => joined([`从上报到结案的中位用时：${minutesWords(v, say)}`], say), en: (v, say) => joined([`Median from report to closing: ${minutesWords(v, say)}`], say) },
  'queue.open': {
    zh: (v, say) => `统计时在办 ${say.count(v['open'])} 件${v['overdue'] === 0 ? '，没有超期' : isNumber(v['overdue']) ? `，其中超期 ${say.count(v['overdue'])} 件（${say.share(v['share'])}）` : ''}。`,
    en: (v, say) => `${say.many(v['open'], 'matter is', 'matters are')} open at the moment of counting${v['overdue'] === 0 ? ', none overdue' : isNumber(v['overdue']) ? `, ${say.count(v['overdue'])} of them overdue (${say.share(v['share'])})` : ''}.`,
  },
  'queue.worst': { zh: (v, say) => `超期最多的环节是“${say.name(v)}”，${say.count(v['overdue'])} 件。`, en: (v, say) => `Most of the overdue ones stand at “${say.name(v)}”: ${say.count(v['overdue'])}.` },
}
