/** 文本: 定位设备与位置数据。 */
export const deviceKey = {
  title: '定位设备', list: '设备与密钥', add: '添加设备', none: '还没有设备。添加后,手机上的 Traccar、OsmAnd 或 OwnTracks 即可在锁屏时发送位置。', rule: '位置只在本队当班时段内接收;班外的位置一律拒收,不留任何记录。',
  chooseTeam: '请选择巡逻队', name: '设备名称', namePlaceholder: '如:手机 3', nameHint: '写设备,不写携带人的姓名。', make: '生成密钥', heard: '最近连接:{age}前', neverHeard: '从未连接', made: '{time} 由 {by} 添加', revoked: '已停用 {time}',
  revoke: '停用', allow: '重新启用', renew: '换密钥', renewSure: '旧密钥将立即失效,再按一次确认',
  once: '“{name}”的密钥', onceHint: '密钥只显示这一次,系统只保存其摘要。请现在填入手机,或扫描二维码。', apps: '手机应用', gpxFile: 'GPX 文件',
  field: { server: '服务器地址', identifier: '设备标识符', address: '网址', user: '用户名', password: '密码', command: '命令' },
  how: { traccar: '在 Traccar Client 中填入服务器地址与设备标识符,建议每 10 秒一次。', osmand: '在 OsmAnd 的“行程记录 › 在线跟踪”中填入该网址,大括号保持原样。', owntracks: '在 OwnTracks 中选择 HTTP 模式,填入网址、用户名和密码。', gpx: '把记录仪导出的 GPX 文件发送到该地址;重复发送不会重复计入。' },
  scan: { traccar: '扫描得到设备标识符', osmand: '扫描得到网址', owntracks: '用手机扫描,OwnTracks 自动完成设置' }, qr: '二维码', copy: '复制', copied: '已复制', notCopied: '浏览器拒绝复制,请手动选择文字', taken: '已填好,隐藏密钥',
  notAllowed: '当前身份不能管理定位设备。',
  gpx: {
    title: '上传 GPX 轨迹', hint: '记录仪或断网手机的轨迹,最近 7 天内有效。逐点判断:合理的入库,其余说明原因。', file: 'GPX 文件', read: '{n} 个点,{from} 至 {to}。', untimed: '另有 {n} 个点没有时间,不能使用。', send: '上传', sending: '已上传 {n} / {of}', done: '入库 {accepted} 个,已有 {duplicates} 个。',
    reason: { off: '不在当班时段,未留存', zero: '坐标为 (0, 0),设备没有定位', clock: '时间超出最近 7 天,设备时钟可能有误', accuracy: '精度差于 200 米', speed: '与前后位置相距过远', twice: '同一时刻有两个位置', other: '格式有误' },
    fault: { size: '文件超过 30 MB。', empty: '文件里没有带时间的轨迹点。', unreadable: '这不是可读的 GPX 文件(不接受含实体或文档类型的文件)。' },
  },
  retention: { title: '位置明细保存天数', hint: '超过天数后删除逐点位置,只保留按地段和时段汇总的巡逻时长。导入的数据从导入之日起算。', days: '{n} 天', default: '默认', clear: '改为随上级', choose: '请选择辖区', length: '保存天数', save: '保存' },
}
