/** 文本:盲区,既无摄像头看、也无巡逻到的公共地面。 */
export const blindSpot = {
  title: '盲区', hint: '公共地面中,没有在线固定或全景摄像头看得到、所选时段也没有巡逻到过的部分。点选下方小时可看不同时段。', days: '巡逻与事件取自', lastDays: '近 {n} 天', weighted: '按事件加权', chooseArea: '选择一个辖区后显示盲区', switchOn: '打开“盲区”图层后计算',
  noGround: '这里没有可统计的公共地面', noPatrols: '近 {n} 天没有巡逻定位:无人巡到与没有记录无法区分,下列只反映摄像头。', share: '的公共地面在所选时段既无人看也无人到({meters} / {of})', unwatched: '摄像头看不到 {share},其中球机可转到 {turning}。', happened: '所选时段 {n} 件事件,约 {blind} 件在盲区。',
  byHour: '一周各小时的盲区占比', hourCell: '周{day} {hour} 时:盲区 {share}', list: '列出', by: { streets: '道路', cells: '格' }, blind: '盲区', length: '全长',
}
