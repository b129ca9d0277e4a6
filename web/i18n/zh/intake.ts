export const intake = {
  open: '上报事件(随处可用)', send: '上报', again: '再次发送', findCategory: '输入中英文名称或编码', findPlace: '地址、楼栋、小区、网格编码、事件编号或坐标', placeHint: '也可在地图上点击', needPlace: '请给出地点:点击地图、搜索或输入坐标', bySearch: '已选地点',
  shape: '形状', point: '点:在地图上点击', line: '线:在地图上绘制', area: '面:在地图上绘制', centre: '取地图中心', lineHint: '逐点点击;空格在地图中心落点,回车完成,退格撤销,Esc 取消。', areaHint: '逐点点击画出边界;空格在地图中心落点,回车完成,退格撤销,Esc 取消。', corners: '已有 {n} 点', finish: '完成', undoCorner: '撤销上一点', crosses: '边线自相交叉:请撤销上一点', badShape: '这个形状不能保存:{reason}', drawn: '已绘制{shape}',
  details: '情况说明', detailsHint: '发生了什么、影响多大、现场如何', more: '时间、地址、照片、回访', sentMore: '已上报:{number},并入 {other}', photosLeft: '已上报:{number},有 {n} 张照片没有传上,可在事件中补传', mergeFailed: '已上报:{number},但没有并案:{reason}', lost: '没有收到应答,内容已保留。重新发送不会产生第二个事件。', resending: '网络恢复,正在重发', discard: '清空', keys: 'Ctrl+回车 上报 · Esc 关闭(内容保留)', kept: '草稿保留在本机,不含联系方式',
  contact: '回访联系方式(选填)', contactHint: '仅处置人可见,加密保存', showContact: '查看回访联系方式', hideContact: '隐藏', contactAudited: '每次查看都会记入审计。', photos: '照片', addPhoto: '添加照片(还可 {n} 张)', noPicture: '有文件不是可读的图片', noPhotos: '没有照片', photoAlt: '现场照片 {n},{time}', photoHint: '拍地点,不拍人;位置等信息会被清除。', removePhoto: '移除照片 {n}',
  doubles: '可能重复 {n} 件', doublesKeys: 'S 同一件 · D 不是', same: '同一件', different: '不是', thisOne: '本件', thatOne: '对方', willMerge: '上报后并入 {number}', merged: '已并入 {number}', mayNotMerge: '当前身份或状态不能并案',
  reason: { here: '同一地点', away: '相距 {distance}', now: '同一时间', earlier: '早 {age}', later: '晚 {age}', category: '同类别', group: '同大类', wording: '文字相同 {share}' },
  personal: { identity: '身份证号', mobile: '手机号', landline: '电话号码', plate: '车牌号', why: '只写事情和地点,不写可识别个人的内容。', remove: '删去' },
}
