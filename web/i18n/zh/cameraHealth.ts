/** 文本: 摄像头运行状况。 */
export const cameraHealth = {
  title: '摄像头状况', period: '时段', asOf: '截至 {time}', byTime: '各时段离线与故障数', byZone: '各网格', down: '离线、故障与状态未知', noneDown: '没有离线、故障或状态未知的摄像头', noCameras: '没有登记的摄像头',
  lost: '失去的视野', lostHint: '失去的视野:该摄像头负责、而其他在线摄像头都看不到的地面。', truncated: '只列最近中断的 {n} 个。', since: '已持续', told: '消息来源', toldBy: { hand: '人工', gateway: '网关', silence: '失联', import: '导入', revoked: '网关停用' },
  online: '在线/总数', working: '在线率', outages: '中断次数', only: '仅它看得到', onlyShare: '{area}(占其视野 {share})', working30: '近30天在线率', heard: '网关最近消息', section: '运行状况', matter: '中断事件 {number}',
  bin: '{time}:平均离线 {offline} 个,故障 {fault} 个', worst: '最多时平均 {n} 个,{time}', scale: '最高柱 {n} 个', page: '全部摄像头状况',
  gateway: {
    title: '视频网关', add: '添加网关', change: '修改网关', edit: '修改', name: '名称', area: '所管辖区', silence: '多少秒没有消息算离线', category: '告警上报为', noCategory: '不上报', alarm: '中断多少秒后上报', save: '保存',
    none: '还没有网关;摄像头状态只能人工填写。', heard: '最近消息 {time}', neverHeard: '从未收到', facts: '{n} 个摄像头,{down} 个异常 · 静默 {silence}算离线 · 告警:{category}', revoked: '已停用', revoke: '停用', allow: '重新启用', renew: '换密钥',
    keyOnce: '网关“{name}”的密钥,只显示这一次:', how: '网关以 Authorization: Bearer 密钥 调用 POST /api/camera-heartbeats。', keyTaken: '已记下',
  },
  log: { gateway: '网关“{name}”告警:{cameras}', online: '{n} 个摄像头已恢复:{cameras}', offline: '{n} 个摄像头再次中断:{cameras}' },
}
