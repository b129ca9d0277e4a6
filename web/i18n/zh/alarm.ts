export const alarm = {
  label: '紧急事件告警', since: '{age}前', more: '另有 {n} 件', view: '查看', acknowledge: '知悉', silence: '静音本次', mute: '告警声音已开,点击关闭', unmute: '告警声音已关,点击打开',
  muted: '此浏览器的告警声音已关闭。', blocked: '点击页面任意处或按任意键后开始响铃。', answered: '{who} 于 {time} 已知悉:{title}', keys: '告警:知悉 · 查看 · 静音',
}
