export const wallPanel = {
  title: '大屏面板',
  kind: { clock: '时钟', figures: '受理与办结', queue: '在办队列', shifts: '班次到岗', cameras_down: '摄像头中断', coverage: '巡防覆盖', alarms: '紧急事件', legend: '图例' },
  fresh: '1 分钟内', aged: '{age}前', old: '过时 {age}', none: '尚无数据', failed: '读取失败,正在重试', loading: '读取中…', gone: '大屏不存在或无权查看',
  day: '近 24 小时与前 24 小时相比', received: '受理', severe: '较重以上', closed: '办结', before: '前 {n}', noBefore: '前期无', chance: '偶然范围内', beyond: '超出偶然', hourly: '近 48 小时每小时受理,最高 {n}', up: '升', down: '降', same: '持平',
  open: '在办', overdue: '超期', late: '超 {n}', soon: '1 小时内到期 {n}', oldest: '最久超期 {age}', noQueue: '没有在办事件', noOverdue: '无超期',
  shiftNow: '现在需要', shiftNext: '{time} 起', filled: '到岗', short: '{n} 个需求缺人', allFilled: '已满', noNeed: '现在没有需求', noNext: '24 小时内没有班次需求', teams: '当班队伍', heard: '近 5 分钟有定位',
  online: '在线', offline: '离线', fault: '故障', lost: '{age}前', allOnline: '没有中断', noCameras: '没有摄像头', moreDown: '另有 {n} 路中断',
  patrolHours: '巡逻在场', hours: '{n} 小时', zones: '到过的网格', ofZones: '共 {n} 个', noZones: '没有网格', wholeHours: '按整小时计',
  calm: '没有未响应的紧急事件', lastOne: '最近一起 {time} 已由 {who} 响应', moreAlarms: '另有 {n} 起', ringing: '已响 {age}',
  dataAge: '{age}前', live: '实时', stale: '数据中断', connecting: '连接中',
  noLegend: '当前图层没有图例', moreLegend: '另有 {n} 个图层的图例放不下',
  alarm: {
    label: '紧急事件:{title}', since: '已响 {age},无人响应', waiting: '另有 {n} 起未响应', duty: '责任岗位', vacant: '空缺', noDuty: '此处没有岗位记录', noZone: '此处不属于任何网格', patrols: '最近巡逻', straight: '直线 {distance}', fixAge: '定位 {age}前', noPatrol: '近 10 分钟没有队伍定位',
    cameras: '可见摄像头', noCamera: '没有摄像头看得到此处', count: '共 {n} 路', turns: '需转动', due: '另有 {n} 路可视范围计算中', asking: '查询中…', failed: '查询失败,正在重试',
  },
  editor: {
    label: '面板布局', add: '添加面板', full: '放不下:请先缩小或删除面板', remove: '删除', undo: '撤销', redo: '重做', empty: '没有面板。选择一种并添加。', keys: '方向键移动,Shift+方向键改变大小,Delete 删除,Ctrl+Z 撤销', at: '{kind}:第 {x} 列第 {y} 行,宽 {width} 高 {height}', readable: '{n} 米可读', tooSmall: '字小:{n} 米内可读',
    moved: '{kind}移到第 {x} 列第 {y} 行', sized: '{kind}宽 {width} 高 {height}', added: '已添加{kind}', removed: '已删除{kind}', resize: '改变{kind}大小', list: '面板列表', kind: '种类',
  },
}
