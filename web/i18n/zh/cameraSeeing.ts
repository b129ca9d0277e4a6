/** 文本: 哪些摄像头看得到。 */
export const cameraSeeing = {
  title: '看得到这里的摄像头', none: '没有摄像头看得到这里', summary: '共 {n} 个看得到,其中 {working} 个在线。', keys: '按 ⇧ 加编号打开画面。', open: '看画面', more: '其余 {n} 个',
  density: '{n} 像素/米', band: { detect: '可发现', observe: '可观察' }, offAxis: '偏画面中心 {n}°', down: '俯视 {n}°', share: '看到其中 {share}',
  turns: '转过去才看得到', assumed: '朝向、视角或距离有假定值', due: '可视范围重新计算中', dueNear: '附近还有 {n} 个摄像头的可视范围正在计算', since: '自 {time} 起无画面',
  now: '按摄像头现在的位置和状态', lines: '地图上的视线:实线有画面,虚线无画面,点线须转动。编号与此列表一致。', menu: '哪些摄像头看得到',
}
