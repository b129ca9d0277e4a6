import type { SentenceWords } from '../say.ts'

/** What a speaker may say, or should be ready for. */
export const noteSentences: SentenceWords = {
  'note.open': { zh: () => '先说结论，再说依据；被问到数字时，可以当场打开背后的事项。', en: () => 'Say the conclusion first, then what it rests on; every figure opens the matters behind it.' },
  'note.chance': { zh: () => '强调：没有超出偶然的变化，不要说成“上升”或“下降”。', en: () => 'Do not call a change a rise or a fall unless it is beyond chance.' },
  'note.season': { zh: () => '如被问到季节、天气、活动等原因：本简报只比较数目，不解释原因。', en: () => 'If asked about season, weather or events: this compares counts and explains no causes.' },
  'note.hours': { zh: () => '时段图只用于安排勤务的大致时间；单个格子的数目太小，不要逐格解读。', en: () => 'The hours serve to place duty roughly in time; single cells are too small to be read one by one.' },
  'note.groups': { zh: () => '各行检验已一并校正；行数越多，单看一行“显著”越靠不住。', en: () => 'The tests of all lines are corrected together: the more lines there are, the less one of them says alone.' },
  'note.zones': { zh: () => '网格之间大小和户数不同，不要按件数排名次，更不要据此评价人员。', en: () => 'Zones differ in size and households: counts are no ranking of zones, and no judgement of staff.' },
  'note.service': { zh: () => '先说超期的，再说整体比率；比率的分母各地不同，口径见“口径与方法”。', en: () => 'Overdue matters first, then the rates. Denominators differ from place to place; see “How this was counted”.' },
  'note.hotspots': { zh: () => '热点是地段，不是人群。建议的去处和时段要由了解现场的人核实。', en: () => 'A hotspot is a place, not a group of people. Whoever knows the ground should check where and when to go.' },
  'note.patrol': { zh: () => '巡逻以短时、多次、不规律为好：每次 10 至 15 分钟，约两小时一次。', en: () => 'Short visits work best: 10 to 15 minutes, about every two hours, in no fixed order.' },
  'note.cameras': { zh: () => '离线的先修视野无人替代的；覆盖率只说看得到的地面，不说有没有人看。', en: () => 'Mend first the cameras whose view no other one has; cover tells which ground is seen, not whether anybody looks.' },
  'note.effect': { zh: () => '如被问到“是不是我们的措施见效了”：数字只能说变没变，不能说为什么。', en: () => 'If asked whether the measures worked: the counts tell whether it changed, not why.' },
  'note.method': { zh: () => '如对数字有异议：任何一个数字都可以按原来的数据、方法和种子重新计算。', en: () => 'If a figure is doubted: each one can be computed again from the same data, method and seed.' },
}
