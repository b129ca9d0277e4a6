export const deadline = {
  limit: '时限',
  due: '{time} 到期',
  count: { left: '剩 {span}', overdue: '超 {span}', paused: '暂停,剩 {span}' },
  span: { days: '{big} 天 {small} 小时', hours: '{big} 小时 {small} 分', minutes: '{big} 分 {small} 秒', wholeMinutes: '{big} 分', seconds: '{small} 秒' },
  step: { register: '受理', dispatch: '派遣', accept: '接单', handle: '处置', verify: '核查', close: '结案', call_back: '回访' },
  level: { 0: '预警', 1: '一级督办', 2: '二级督办', 3: '三级督办' },
}
