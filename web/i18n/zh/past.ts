export const past = {
  label: '时光机', enter: '时光机:查看过去某一分钟', leave: '返回现在', banner: '当时 {time}', readOnly: '历史画面,只读;摄像头状态为现在', steps: '前后移动', minutes: '{n} 分', hour: '1 时', moment: '时刻({zone})', slider: '最近 {n} 天', now: '现在', future: '请选择已经过去的时刻', leaveKey: '返回现在(Esc)', noActions: '历史画面中不能操作;请先返回现在',
}
