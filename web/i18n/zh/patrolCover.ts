export const patrolCover = {
  team: '队伍', allTeams: '全部队伍', hours: '只计筛选中的每周 {n} 个小时',
  exact: '已全部汇总,结果精确', exactDue: '{n} 天有变动,已直接按记录计入,结果精确', builtAt: '单队数据汇总于 {at};此后 {n} 天的变动尚未计入', notBuilt: '单队数据尚未汇总',
  rule: '两次定位相隔不超过 2 分钟的时间,各算一半;更长的不知道在哪里,不算到场。',
  notVisited: '久未到访', dueAfter: '超过此时间未到', hoursLong: '{n} 小时', days: '{n} 天', switchOn: '打开图层后显示', zoomIn: '请放大到街道', list: '按何列出', kind: { streets: '街道', zones: '网格', hotspots: '热点' },
  idle: '{of} 处中有 {n} 处超时未到,其中 {unknown} 处没有任何记录', lastVisit: '上次到访', noRecord: '无记录', more: '另有 {n} 处', truncated: '街道过多,请放大', builtAll: '已全部汇总。', byHour: '汇总于 {at};此后的到访精确到小时。', never: '尚未', matched: '街道按匹配到路上的轨迹,匹配至 {at}。', byCells: '街道按约 33 米的方格,近旁平行的街也会算上。', unknownIs: '无记录不等于没人去过。',
  ledger: '剂量台账', ledgerHint: '每个热点需要每 {revisit} 分钟到场 {dwell} 分钟(热点有时段的只计其时段)。时段与上面的巡逻覆盖相同,单位为分钟。', tooLong: '时段超过 31 天,请缩短', noHotspots: '没有可列入台账的热点', hotspot: '热点', need: '需要', planned: '计划', delivered: '实到', visits: '次数 实/计', open: '缺口', lastAt: '上次 {at}',
  interval: '实到是区间:下限为肯定在场,上限为可能在场(定位稀疏,或只有签到)。签到计入到访。',
}
