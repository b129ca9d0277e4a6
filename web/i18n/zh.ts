import { session } from './zh/session.ts'
import { loop } from './zh/loop.ts'
import { board } from './zh/board.ts'
import { intake } from './zh/intake.ts'
import { indicators } from './zh/indicators.ts'
import { past } from './zh/past.ts'
import { alarm } from './zh/alarm.ts'
import { deadline } from './zh/deadline.ts'
import { explore } from './zh/explore.ts'
import { analysis } from './zh/analysis.ts'
import { hotspot } from './zh/hotspot.ts'
import { zonePlan } from './zh/zonePlan.ts'
import { areaTree } from './zh/areaTree.ts'
import { duty } from './zh/duty.ts'
import { zoneFigures } from './zh/zoneFigures.ts'
import { cameraRegister } from './zh/cameraRegister.ts'
import { cameraSight } from './zh/cameraSight.ts'
import { cameraSeeing } from './zh/cameraSeeing.ts'
import { cameraWatch } from './zh/cameraWatch.ts'
import { cameraHealth } from './zh/cameraHealth.ts'
import { cameraPlan } from './zh/cameraPlan.ts'
import { streetRoute } from './zh/streetRoute.ts'
import { roster } from './zh/roster.ts'
import { patrolPlan } from './zh/patrolPlan.ts'
import { patrolPanel } from './zh/patrolPanel.ts'
import { onPatrol } from './zh/onPatrol.ts'
import { patrolLive } from './zh/patrolLive.ts'
import { patrolCover } from './zh/patrolCover.ts'
import { deviceKey } from './zh/deviceKey.ts'
import { blindSpot } from './zh/blindSpot.ts'
import { mapWall } from './zh/mapWall.ts'
import { wallScreen } from './zh/wallScreen.ts'
import { wallPanel } from './zh/wallPanel.ts'
import { briefing } from './zh/briefing.ts'
import { presenting } from './zh/presenting.ts'

import type { Messages } from './en.ts'

/** 中文文本。 */
export const zh: Messages = {
  session, loop, board, intake, indicators, past, alarm, deadline, explore, analysis, hotspot, zonePlan, areaTree, duty, zoneFigures,
  cameraRegister, cameraSight, cameraSeeing, cameraWatch, cameraHealth, cameraPlan, blindSpot,
  streetRoute, roster, patrolPlan, patrolPanel, onPatrol, patrolLive, patrolCover, deviceKey,
  mapWall, wallScreen, wallPanel, briefing, presenting,
  app: { name: '方寸', loading: '加载中', noData: '暂无内容', retry: '重试', close: '关闭', cancel: '取消', unknown: '未知', all: '全部', none: '无', collapse: '收起', expand: '展开', notFound: '没有这个页面', backToMap: '返回地图', skipToMap: '跳到地图', show: '显示', more: '更多' },
  bar: { area: '辖区', language: 'EN', languageTitle: '切换为英文', theme: '明暗切换', fullScreen: '全屏', help: '快捷键与帮助', actor: '当前身份', layers: '图层', panels: '面板', demo: '演示身份:登录功能上线前的替代' },
  search: { label: '搜索', placeholder: '网格、编码、地址、坐标', none: '没有找到“{q}”', hint: '回车定位', results: '{n} 条结果', failed: '搜索失败' },
  noun: { zone: '网格', area: '辖区', building: '楼栋', estate: '小区', street: '道路', place: '场所', incident: '事件', camera: '摄像头', team: '巡逻队', point: '地点', unit: '分析中的地点', hotspot: '已留存热点', coordinates: '坐标' },
  time: { tab: '时间', label: '时间窗', last24h: '24时', last7d: '7天', last30d: '30天', last90d: '90天', last365d: '1年', custom: '起止时间', from: '从', to: '到', apply: '应用', stepBack: '向前一段', stepForward: '向后一段', moving: '随时钟移动', fixed: '固定', dataUntil: '数据截至 {time}', wrongOrder: '结束时间须晚于开始时间', hours: '{n} 小时', play: '播放', pause: '暂停', histogram: '事件随时间分布', brush: '拖动选择时间窗', perBin: '每 {span}事件数', noHistogram: '已载入时段内没有事件' },
  live: { live: '实时', connecting: '连接中', stale: '已滞后', age: '数据 {age}前', never: '尚无数据', banner: '自 {time} 起没有实时数据,所见(含告警与看板)可能已过时;系统会自动重连。', retrying: '{n} 秒后重试', back: '已恢复实时' },
  age: { seconds: '{n} 秒', minutes: '{n} 分', hours: '{n} 小时', days: '{n} 天' },
  figures: { label: '时间窗内指标', received: '受理', completed: '办结', open: '在办', cameras: '摄像头在线', teams: '在线队伍', shifts: '当班班次', completionRate: '办结率' },
  layers: {
    label: '图层与筛选', zones: '网格', coverage: '巡逻覆盖', presence: '久未到访', blindSpots: '盲区', hotspotCells: '热点格 (Gi*)', hotspotClusters: '热点簇', analysis: '分析结论', hotspots: '已留存热点', incidentHeat: '事件密度', incidentHexagons: '事件六角柱', incidentPoints: '事件点', cameraViews: '摄像头可视地面', cameras: '摄像头', incidents: '事件', places: '场所', roster: '岗位与工作站', patrolPlan: '巡逻路线', patrols: '实时巡逻',
    figure: '网格着色', legend: '图例', shown: '已显示', hidden: '已隐藏', noLegend: '打开图层后显示图例', zoomIn: '放大后显示',
  },
  figure: { none: '仅边界', households: '户数', householdsPerHectare: '每公顷户数', incidents: '事件数', incidentsPerSquareKilometer: '每平方公里事件数', incidentsPer1000Households: '每千户事件数', cameras: '摄像头数', coverageMinutes: '巡逻分钟数', vacancies: '空缺岗位数', cameraCover: '监控覆盖率', completion: '办结率', on_time: '按期办结率', resolution: '调处成功率', satisfaction: '满意率', change_on_year: '同比' },
  filter: { tab: '筛选', label: '事件筛选', category: '类别', find: '查找类别', state: '状态', severity: '严重程度不低于', provenance: '发现方', reset: '重置筛选', active: '已筛选', matching: '{n} / {total} 件', noCategory: '没有匹配的类别', selectAll: '全选', selectNone: '全不选' },
  detail: {
    label: '详情', nothing: '在地图上选择对象', answers: '谁负责此处', happened: '此处发生过什么', posts: '岗位', vacancy: '空缺', vacancies: '空缺 {n} 个', noPosts: '没有岗位记录', households: '户数', figures: '指标', code: '编码', area: '辖区', zone: '网格', category: '类别', severity: '严重程度', state: '状态', channel: '来源', provenance: '发现方', occurred: '发生时间', reported: '上报时间', address: '地址', geometry: '形状', log: '流转记录', steps: '下一步', note: '备注', notePlaceholder: '结果、原因或说明', nearCameras: '最近摄像头', camerasNear: '200 米内摄像头', recent: '近 90 天 150 米内事件', noRecent: '近 90 天 150 米内没有事件', noCameras: '附近没有', stations: '附近执勤点', coordinates: '坐标', kind: '类型', azimuth: '朝向', fieldOfView: '视场角', range: '范围', height: '高度', version: '版本', use: '用途', opening: '开放时间', callSign: '呼号', vehicle: '方式', lastFix: '最近位置', speed: '速度', incidentsInWindow: '时间窗内事件', coverageMinutes: '巡逻分钟', cameras: '摄像头', outside: '不在任何网格内', conflict: '他人已先处理:该事件现为“{state}”。已重新读取,您的操作未保存。', stepSaved: '已保存:{action}', noSteps: '当前身份没有可执行的步骤', everywhere: '全向', choose: '此处有 {n} 个对象,请选择', voice: '不参与热点与排名', sheet: '所选对象详情', building: '楼栋', flyTo: '居中显示',
  },
  menu: { label: '此处操作', here: '这里是什么', copy: '复制坐标', copied: '已复制:{text}', measure: '从此处测量', report: '在此上报事件', link: '复制当前视图链接', notCopied: '浏览器拒绝复制。内容:{text}' },
  report: { title: '上报事件', channel: '来源', category: '类别', severity: '严重程度', name: '事由', occurred: '发生时间', address: '地址', send: '上报', sending: '发送中', done: '已上报:{number}', byCategory: '按类别默认', privacy: '只写事情和地点,不写姓名,也不写可以识别居民的内容。', where: '地点', needTitle: '请简要写明发生了什么', needCategory: '请选择类别', needTime: '请选择不晚于现在的时间', provenance: '发现方' },
  measure: { label: '测量', off: '关闭', distance: '距离', area: '面积', undo: '撤销上一点', clear: '清除', hint: '在地图上点击取点,Esc 结束', result: '结果', start: '请点击第一个点' },
  views: { title: '已存视图', name: '为当前视图命名', save: '保存', saved: '已保存:{name}', empty: '尚未保存视图。视图包含位置、图层、筛选和时间。', remove: '删除{name}' },
  imports: { title: '数据导入', empty: '没有导入记录', rows: '{n} 行,拒收 {refused} 行', running: '进行中', done: '完成', failed: '失败', undone: '已撤销', problems: '有问题的行', noProblems: '没有问题', rejected: '未采用', taken: '已采用', showAll: '在地图上标出全部 {n} 处', mark: '在地图上标出', unmark: '取消标出', markNamed: '在地图上标出:{kind} {ref}', noGround: '没有可标出的位置', more: '另有 {n} 行', problem: { overlap: '与其他网格重叠', outside: '超出辖区', in_pieces: '分成几块', hole: '有空洞', sliver: '细长碎片', gap: '留有缺口', datum: '疑似坐标系偏移', repaired: '形状已修正', invalid_shape: '形状无效', double_code: '编码重复', unreadable: '无法读取', camera_kind: '类型未识别', camera_azimuth: '朝向未识别', camera_fieldOfView: '视场角未识别', camera_tilt: '俯角未识别', camera_range: '可视距离未识别', camera_height: '高度未识别', camera_pixels: '画面宽度未识别', camera_lens: '焦距未识别', camera_deviceCode: '国标编码有误', camera_retention: '保存天数未识别', camera_state: '状态未识别', camera_same_place: '同一位置有多个' } },
  coverage: { title: '巡逻覆盖', period: '时段', legend: '在场分钟数', rows: '{n} 格', truncated: '格数过多,请放大', empty: '该时段没有巡逻在场记录', window: '同时间窗', shift8: '近 8 小时', day: '近 24 小时', week: '近 7 天', month: '近 30 天' },
  help: { title: '快捷键', search: '搜索', shortcuts: '本帮助', layers: '图层面板', fullScreen: '全屏', close: '关闭或结束工具', pan: '移动地图', zoom: '放大、缩小', step: '时间窗前移、后移', play: '播放或暂停时间', measure: '测量距离', about: '方寸呈现地点、事情、设备和值守人员,不含任何居民信息。', api: '接口说明' },
  error: { title: '操作没有成功', network: '服务器没有应答', unauthorized: '当前身份无此权限', notFound: '没有此内容,或您无权查看', generic: '错误 {status}:{title}', badLink: '链接中有部分内容无法识别,已忽略:{parts}', boundary: '页面此部分出错', loadFailed: '{what}加载失败', tooMany: '事件过多,仅载入较短时段', actorChanged: '当前身份:{name}', field: '{field}:应为 {expected}' },
  state: { reported: '已上报', registered: '已受理', dispatched: '已派遣', accepted: '已接单', handling: '处置中', fed_back: '已反馈', verified: '已核查', closed: '已结案', called_back: '已回访', archived: '已归档', suspended: '已挂起', merged: '已并案' },
  action: {
    report: '上报', register: '受理', dispatch: '派遣', categorise: '归类', accept: '接单', handle: '开始处置', feed_back: '反馈', verify: '核查', close: '结案', call_back: '回访', archive: '归档', refuse: '退回', transfer: '转办', cancel: '撤销工单',
    ask_extension: '申请延期', extend: '批准延期', suspend: '挂起', resume: '恢复办理', reopen: '重新办理', merge: '并案', unmerge: '撤销并案', split: '拆分', warn: '预警', escalate: '督办', undo: '撤回', rezone: '网格调整', note: '设备消息',
  },
  severity: { 1: '轻微', 2: '一般', 3: '较重', 4: '严重' },
  channel: { visit: '来访', letter: '来信', phone: '来电/热线', grid_officer: '网格员上报', video_patrol: '视频巡查', online: '网上', sensor: '物联', transferred: '上级转办' },
  provenance: { public: '公众', patrol: '巡逻', camera: '摄像头', sensor: '传感器' },
  shape: { Point: '点', MultiPoint: '多点', LineString: '线', MultiLineString: '多线', Polygon: '面', MultiPolygon: '多面' },
  cameraKind: { fixed: '固定', ptz: '云台', dome: '全景 360°' },
  cameraState: { online: '在线', offline: '离线', fault: '故障', planned: '规划', unknown: '状态未知' },
  areaLevel: { city: '市', district: '区', subdistrict: '街道', community: '社区' },
  post: { zone_lead: '网格长', grid_officer: '网格员', assistant: '协管员', supervisor: '督导员', safety: '治安联防员', sanitation: '卫生监督员', information: '信息联络员', building_lead: '楼组长', community_police: '社区民警' },
  role: { administrator: '管理员', auditor: '审计员', command_operator: '指挥席', supervisor: '督导员', zone_lead: '网格长', grid_officer: '网格员', patrol_leader: '巡逻队长', patrol_member: '巡逻队员', leader: '领导', wall_display: '大屏' },
  use: { residential: '住宅', commercial: '商业', office: '办公', school: '学校', hospital: '医院', public: '公共', industrial: '工业', other: '其他' },
  vehicle: { foot: '步行', bicycle: '自行车', car: '汽车' },
  team: { staff: '专职', volunteer: '志愿' },
  place: {
    police_post: '警务室', patrol_station: '治安巡防工作站', mediation_room: '调解室', service_hall: '服务大厅', health_station: '卫生站', hospital: '医院', pharmacy: '药店', school: '学校', kindergarten: '幼儿园', day_care: '日间照料', market: '市场', shop: '商店', restaurant: '餐饮', bank: '银行', park: '公园', station: '车站', bus_stop: '公交站', parking: '停车场', fire_station: '消防站', library: '图书馆', toilet: '公厕', worship: '宗教场所', hotel: '宾馆', street_light: '路灯杆', other: '其他',
  },
}
