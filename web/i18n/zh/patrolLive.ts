/** 文本:在途队伍与勤后报告。 */
export const patrolLive = {
  title: '在途队伍', none: '此刻没有已发布的路线', done: '已到 {n} / {of}', next: '下一站 {name},预计 {time}', noNext: '没有下一站', seen: '{age}前有定位', neverSeen: '尚无定位', onTask: '处置事件中', offShift: '不在班', since: '{time}起', mark: { off_route: '偏离路线 {distance}', overdue: '晚 {n} 分钟', silent: '{n} 分钟无定位' },
  report: {
    title: '勤后报告', running: '方案尚未结束:未到的站点还可能到达。', asOf: '截至 {time}', back: '返回方案', print: '打印', empty: '此方案没有路线', figures: '概要', stops: '站点到达', checkpoints: '必到点', hotspotMinutes: '热点在场', incidents: '事件', of: '{n} / {of} 个', minutes: '{n} 分钟', between: '{low}–{high} 分钟', unknown: '未知', note: '分钟数为区间:下限为热点内相邻定位之间的时间,上限算到前后定位;没有定位的时间为未知。不按里程或次数评价任何人。',
    hotspots: '热点:计划与实际', hotspot: '热点', wanted: '希望次数', planned: '计划', visits: '到访', dose: '在场(区间)', gap: '最长无人', checkpoint: '必到点', state: '情况', at: '时刻', teams: '各队路线', team: '队伍', stop: '站点', plannedAt: '计划', arrived: '到达', left: '离开', by: '依据', checkIns: '签到', byName: { fixes: '定位', check_in: '签到' }, unknownSpans: '无定位时段', none: '无', incident: '事件', place: '地图', onMap: '查看',
    stateName: { ahead: '未到时间', here: '正在此处', reached: '已到', skipped: '已跳过', passed: '途经未停', missed: '未到', not_planned: '未安排' }, checkIn: { arrive: '到达', leave: '离开', indoor: '室内', stairs: '楼道', skip: '跳过' }, gaps: '缺口', noGaps: '没有缺口', gapHotspot: '{name}:最长 {time}无人', hours: '{n} 小时',
  },
}
