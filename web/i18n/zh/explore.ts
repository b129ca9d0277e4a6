export const explore = {
  area: '辖区', allAreas: '全部辖区', hours: '一周时段', hoursHint: '点选或拖选;方向键移动,空格选取,Shift 扩选', allHours: '全部时段', hourCell: '{day} {hour} 时,{n} 件', chosen: '已选', days: '周一,周二,周三,周四,周五,周六,周日', wholeDay: '整天:{day}', wholeHour: '每天 {hour} 时',
  quick: '常用时段', night: '夜间 22–6 时', daytime: '白天 6–22 时', weekend: '周末', scale: '少 – 多(最多 {n} 件)',
  reading: '正在读取事件 {rows} / {total}', readingShort: '正在读取事件', cancel: '停止读取', stopped: '已停止:显示最近的 {rows} 件,共 {total} 件', goOn: '继续读取', limit: '一次最多读取 2,000,000 件;更多时逐件只显示较近的一段,“事件密度”图层由服务器汇总整个时间窗', failed: '读取中断:显示最近的 {rows} 件,共 {total} 件',
  compare: '并排对比', compareOff: '结束对比', compareWith: '对比时段', thisWindow: '本时段', count: '{n} 件',
}
