/** 文本: 摄像头台账。 */
export const cameraRegister = {
  edit: '编辑资料', aim: '在地图上调整', remove: '移出台账', add: '在此添加摄像头', save: '保存', new: '新增摄像头', change: '编辑:{name}',
  saved: '已保存:{name}', added: '已添加:{name}', removed: '已移出台账:{name}', restored: '已恢复:{name}', undo: '撤销', undone: '已撤销:{name}', conflict: '他人已先修改该摄像头,已重新读取,您的更改未保存。',
  identity: '编号与状态', place: '位置', optics: '朝向与镜头', office: '权属与备案',
  code: '编号', name: '名称', kind: '类型', state: '状态', note: '状态说明', noteHint: '例如:镜头脏污、断电', lng: '经度', lat: '纬度', datum: '坐标来源', datums: { 'WGS84': 'WGS 84(国家坐标系)', 'GCJ-02': 'GCJ-02(高德、腾讯)', 'BD-09': 'BD-09(百度)' }, datumHint: '来自地图服务的坐标会自动换算。',
  azimuth: '朝向', fieldOfView: '视场角', tilt: '俯角', range: '可视距离', height: '安装高度', pixels: '画面宽度', lens: '焦距', ownerUnit: '所属单位', estate: '所在小区', deviceCode: '国标设备编码', filing: '备案号', retention: '录像保存', heard: '最近上报',
  unit: { degrees: '度', meters: '米', pixels: '像素', millimeters: '毫米', days: '天' }, values: { degrees: '{n} 度', meters: '{n} 米', pixels: '{n} 像素', millimeters: '{n} 毫米', days: '{n} 天' },
  unknownHint: '不清楚的请留空:可视范围会按假定值计算并注明。', assumedDirection: '朝向未知:可视范围按四周计算,并注明为假定。',
  needNumber: '应为 {least} 到 {most} 的数字({unit}),不清楚请留空', needCode: '应为 20 位数字(GB/T 28181)', needText: '请填写编号', needPlace: '请填写经纬度',
  parts: '区划 {region} · 行业 {industry} · 类型 {type} · 序号 {serial}', doubt: { region: '前六位不是有效区划', type: '类型码不是摄像机(131、132)', serial: '序号为零' },
  samePlace: '同一位置还有:', samePlaceHint: '可能是同杆多机,也可能重复登记。', apart: '相距 {distance}',
  history: '状态记录', toldBy: { hand: '人工', gateway: '网关', silence: '网关失联', import: '导入', revoked: '网关停用' }, from: '自 {time}', lasted: '{time},持续 {age}',
  aiming: '正在调整', aimHint: '拖动圆点移动位置,拖动箭头端点转动朝向。方向键移动({shift} 加快),逗号、句号转动,Ctrl+Z 撤销,Esc 放弃。', aimPreview: '虚线为无遮挡时的视野;实际可视范围保存后重新计算。', back: '撤销一步', forth: '重做一步', discard: '放弃', direction: '朝向(度)', clearDirection: '朝向未知',
  understood: '识别情况', understoodOf: '{cameras} 个摄像头', field: '字段', given: '有值', readable: '已识别', noValue: '未填',
  fields: { kind: '类型', azimuth: '朝向', fieldOfView: '视场角', tilt: '俯角', range: '可视距离', height: '高度', pixels: '画面宽度', lens: '焦距', deviceCode: '国标编码', retention: '保存天数', state: '状态' },
}
