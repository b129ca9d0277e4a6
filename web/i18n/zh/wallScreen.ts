export const wallScreen = {
  title: '大屏画面', join: '加入大屏', ask: '请在工作台的“大屏”页为这块屏幕批准此代码', code: '代码', renews: '代码一次有效;到期自动更换。', asking: '正在索取代码', waiting: '等待批准', joined: '已批准,正在打开画面',
  noAnswer: '服务器没有应答,正在自动重试', signedIn: '此浏览器中有人登录。大屏窗口须使用单独的浏览器配置或先退出登录', slowDown: '请求过多,稍后自动再试', opening: '正在打开画面', away: '此画面已被移出大屏', lookUp: '正在读取大屏', notYours: '没有这块大屏,或当前身份不能查看',
  offline: '与服务器的连接中断', stale: '数据停止更新', asOf: '所见为 {time} 的情况,已 {age};系统自动重连', noContext: '地图正在重新绘制', fresh: '实时', noData: '无数据', ages: '各图层数据的新旧', preview: '预览', held: { pause: '轮播已暂停', alarm: '告警中,轮播停留' },
}
