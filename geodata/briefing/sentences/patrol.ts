import { isNumber, type SentenceWords } from '../say.ts'
import { chanceWords, joined, periodName } from './comparedWords.ts'

/** Patrols by place and need; never by person, mileage or quota. */
export const patrolSentences: SentenceWords = {
  'patrol.dose': {
    zh: (v, say) => `${say.count(v['count'])} 处热点共需巡逻 ${say.hours(v['need'])}，计划 ${say.hours(v['planned'])}，实到约 ${say.hours(v['likely'])}（${say.hours(v['low'])} 至 ${say.hours(v['high'])}），为需要的 ${say.share(v['share'])}。`,
    en: (v, say) => `${say.many(v['count'], 'hotspot needs', 'hotspots need')} ${say.hours(v['need'])} of patrol; ${say.hours(v['planned'])} were planned and about ${say.hours(v['likely'])} delivered (${say.hours(v['low'])} to ${say.hours(v['high'])}), ${say.share(v['share'])} of the need.`,
  },
  'patrol.missing': {
    zh: (v, say) => `肯定不足的有 ${say.count(v['count'])} 处，缺口最大的是${say.name(v)}，至少差 ${say.hours(v['open'])}。`,
    en: (v, say) => `${say.many(v['count'], 'hotspot surely got', 'hotspots surely got')} too little; the most is missing at ${say.name(v)}, at least ${say.hours(v['open'])}.`,
  },
  'patrol.enough': { zh: () => '没有一处可以肯定不足。', en: () => 'None surely got too little.' },
  'patrol.presence': {
    zh: (v, say) => `${periodName(v, 'now', say)}有定位记录的巡逻到场共 ${say.hours(v['now'])}${isNumber(v['before']) ? `，${periodName(v, 'before', say)} ${say.hours(v['before'])}` : ''}。`,
    en: (v, say) => `Patrols are on record with ${say.hours(v['now'])} of presence ${periodName(v, 'now', say)}${isNumber(v['before']) ? `, ${say.hours(v['before'])} ${periodName(v, 'before', say)}` : ''}.`,
  },
  'patrol.caution': {
    zh: () => '楼道、室内和没开设备的时间没有定位，实到只能给出区间；这里只看地段是否得到照应，不用来评价人。',
    en: () => 'On stairs, indoors and without a device there are no positions, so what was delivered is an interval. This tells whether places were looked after; it does not judge people.',
  },
  'patrol.none': { zh: () => '本期没有需要照应的热点，也没有巡逻剂量可报。', en: () => 'There was no hotspot to look after, so there is no dose to report.' },
  'cameras.state': {
    zh: (v, say) => `统计时在用摄像头 ${say.count(v['all'])} 台，在线 ${say.count(v['online'])} 台（${say.share(v['share'])}），离线 ${say.count(v['offline'])} 台，故障 ${say.count(v['fault'])} 台。`,
    en: (v, say) => `When this was counted, of ${say.many(v['all'], 'camera', 'cameras')} in use ${say.count(v['online'])} were online (${say.share(v['share'])}), ${say.count(v['offline'])} offline and ${say.count(v['fault'])} faulty.`,
  },
  'cameras.outages': {
    zh: (v, say) => joined([`${periodName(v, 'now', say)}新发生掉线 ${say.count(v['now'])} 次${isNumber(v['before']) ? `，${periodName(v, 'before', say)} ${say.count(v['before'])} 次` : ''}`, chanceWords(v, say)], say),
    en: (v, say) => joined([`${say.many(v['now'], 'outage', 'outages')} began ${periodName(v, 'now', say)}${isNumber(v['before']) ? `, ${say.count(v['before'])} ${periodName(v, 'before', say)}` : ''}`, chanceWords(v, say)], say),
  },
  'cameras.working': {
    zh: (v, say) => `已知时间内正常工作的占 ${say.share(v['now'])}${isNumber(v['before']) ? `（${periodName(v, 'before', say)} ${say.share(v['before'])}）` : ''}。`,
    en: (v, say) => `They worked ${say.share(v['now'])} of the time that is known${isNumber(v['before']) ? ` (${periodName(v, 'before', say)} ${say.share(v['before'])})` : ''}.`,
  },
  'cameras.down': {
    zh: (v, say) => `统计时不工作的有 ${say.count(v['count'])} 台，最久的是${say.name(v)}，自 ${say.moment(v['since'])} 起。`,
    en: (v, say) => `${say.many(v['count'], 'is', 'are')} down at the moment of counting; the longest is ${say.name(v)}, since ${say.moment(v['since'])}.`,
  },
  'cameras.cover': {
    zh: (v, say) => `在线摄像头始终看得到的公共地面占 ${say.share(v['share'])}${isNumber(v['sharedShare']) ? `，小区内公共部分占 ${say.share(v['sharedShare'])}` : ''}。`,
    en: (v, say) => `Working cameras always watch ${say.share(v['share'])} of the public ground${isNumber(v['sharedShare']) ? ` and ${say.share(v['sharedShare'])} of the shared ground of estates` : ''}.`,
  },
}
