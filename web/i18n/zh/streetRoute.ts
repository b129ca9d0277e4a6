export const streetRoute = {
  title: '街道状况', check: '检查街道', checking: '正在检查街道…',
  profile: { foot: '步行', bicycle: '骑行', car: '驾车' },
  whole: '街道连成一体,可以规划。', figures: '{streets} 条街道,共 {length}。', parts: '分成 {parts} 个互不相连的部分,最大部分占长度的 {percent}%。',
  warning: {
    no_streets: '此处没有该方式可走的街道,请先导入街道。',
    incomplete: '街道分成 {parts} 个互不相连的部分,最大部分只占长度的 {percent}%。数据可能不完整:有些地点到不了,有些路线会绕远。',
    one_way: '只有 {percent}% 的长度能去也能回:单行道在数据边缘中断。',
    hours_unread: '有 {count} 处开放时间无法识别,按开放计算,例如“{example}”。',
    closed: '该方式不能通行:{streets} 条街道此时关闭,{barriers} 处门或障碍。',
  },
  cutOff: '与其他街道不相连', cutOffOneWay: '只进不出或只出不进', nameless: '无名街道', show: '在地图上查看“{name}”',
}
