/** 文本: cameraWatch. */
export const cameraWatch = {
  title: '视频巡查', shownBy: '由摄像头发现:', section: '视频', player: '视频画面', map: '随摄像头移动的地图', tours: '巡查路线', looks: '查看记录', noLooks: '还没有查看记录', lasted: '{n} 秒', found: '已转为事件', choose: '选择一条巡查路线,或在地图上点选一个摄像头。', keys: '← → 换摄像头,空格 播放或暂停,1–9 直达,N 将所见转为事件', stops: '路线中的摄像头',
  position: '第 {n} / {of} 个', before: '上一个', next: '下一个', run: '自动轮巡', pause: '暂停({n} 秒后换)', find: '转为事件', end: '结束查看', findTitle: '将所见转为事件', findWhere: '摄像头 {name},{time}', seenBy: '由摄像头 {name}({code})画面发现。', stream: '视频流', snapshot: '快照',
  way: '画面方式', streamOf: '{name} 的实时视频', snapshotOf: '{name} 的快照', nothing: '该摄像头没有登记视频流或快照地址。', opening: '正在打开画面', why: '查看原因', whyHint: '谁在何时因何查看了哪个摄像头,均有记录。画面不保存。', watch: '查看', reasonTour: '巡查路线:{name}', reasonIncident: '事件 {number}', newTour: '新建路线', changeTour: '修改路线',
  name: '名称', priority: '优先级', priorityOf: '优先级 {n}', mode: '方式', timed: '定时', manual: '手动', dwell: '每个停留(秒)', add: '加入', addAll: '加入全部({n} 个)并按远近排序', up: '{name} 前移', down: '{name} 后移', leaveOut: '移除 {name}',
  noStops: '还没有摄像头', save: '保存', saved: '已保存:{name}', noTours: '还没有巡查路线', count: '{n} 个摄像头', every: '每个 {n} 秒', lookedAt: '最久未看:{time}', notAll: '有摄像头从未查看', start: '开始', change: '修改', retire: '停用', retired: '已停用:{name}',
  backAgain: '已恢复:{name}', undo: '撤销', kept: '已登记', credentials: '用户与密码', sealed: '已加密保存', changeAddress: '修改地址', removeAddress: '删除地址', addressSaved: '地址已保存', addressHint: '只接受服务器允许列表内的主机(http 或 https)。留空的不变;更换地址后须重新填写用户与密码。保存后任何人都看不到完整地址与密码。', streamUrl: '视频流地址(HLS)', snapshotUrl: '快照地址', credentialsField: '用户:密码',
  reason: { incident: '事件处置', check: '例行检查', event: '活动保障', fault: '设备检修' },
  fault: { notHttp: '地址须为 http 或 https;rtsp 等须经网关转为 HLS。', notListed: '该主机和端口不在服务器的允许列表(FANGCUN_STREAM_HOSTS)内。', private: '该主机名指向未列入允许列表的内部地址。', unresolved: '找不到该主机。', refused: '主机不接受连接。', unauthorized: '主机不接受登记的用户与密码。', redirect: '地址转向别处;不跟随转向。', status: '地址没有给出画面。', slow: '主机应答过慢。', huge: '应答过大。', packed: '应答被压缩,不予接受。', notPlaylist: '地址给出的不是 HLS 播放列表(m3u8)。', notPicture: '地址给出的不是 JPEG、PNG 或 WebP 图片。', foreign: '播放列表指向未列入允许列表的主机。', noKey: '服务器没有密钥(FANGCUN_CONTACT_KEY),不能保存用户与密码。' },
}
