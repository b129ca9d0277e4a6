/** 文本:摄像头看得到哪里、覆盖多少公共地面。 */
export const cameraSight = {
  cover: '监控覆盖', hint: '公共地面=扣除建筑、水面与小区内部;只计在线固定与全景摄像头,球机、离线、规划另列。', colour: '按覆盖率给网格着色', by: '按何种地面统计',
  kind: { zones: '网格', estates: '小区', streets: '道路' }, watchedOf: { zones: '的公共地面有摄像头正在看', estates: '的小区内部地面有摄像头正在看', streets: '的道路长度(中线)有摄像头正在看' },
  goals: '{of} 个中 {usual} 个达到 60%,{whole} 个达到 100%', due: '{n} 个摄像头的可视范围正在计算,数字还会变', chooseArea: '选择一个辖区后显示小区与道路', nothing: '这里没有可统计的地面', unknown: '没有该网格的覆盖数据',
  caption: '覆盖率从低到高', more: '其他', unnamed: '无名道路({class})', showAll: '显示全部 {n} 个', short: { turning: '球机', dark: '离线或故障', planned: '规划' },
  ground: '地面', publicGround: '公共地面', sharedGround: '小区内部地面',
  part: { watched: '正在看', observed: '其中可观察', turning: '球机可转到', dark: '离线或故障,本可看到', planned: '规划中可看到' },
  sees: '看得到(可探测)', canTurnTo: '可转到(可探测)', assumedTitle: '按假定计算', computedAt: '计算时间',
  assumed: { direction: '朝向未知:按四周', fieldOfView: '视场角未知:按 90°', range: '范围未知:按 40 米以内', pixels: '像素未知:按横向 1920' },
  dueAnew: '正在重新计算,以下为旧结果', dueFirst: '正在计算可视范围', walledIn: '位于建筑内部深处,看不到室外地面', moved: { wall: '位置在墙上,按离墙 5 厘米计算', inside: '位置在建筑内,按挂在最近外墙计算' },
  title: '可视地面',
  streetClass: { motorway: '高速公路', trunk: '快速路', primary: '主干路', secondary: '次干路', tertiary: '支路', residential: '小区周边路', service: '内部路', pedestrian: '步行街', path: '小径', steps: '台阶', rail: '铁路' },
}
