import { choice, method, parameter } from './analysisMethods.ts'
import { column, leftOut, note, refusal, summary, tableColumn } from './analysisFigures.ts'

/** 分析的文本:问什么、得到什么、有多大把握。 */
export const analysis = {
  method, parameter, choice, column, summary, tableColumn, note, refusal, leftOut,
  tab: '分析', title: '热点', presets: '研判常用问题', expert: '全部方法', answer: '结论', empty: '请选择上面的问题。结论只说何处何时,从不说何人。',
  preset: {
    this_week: '本周热点', this_week_plain: '本周哪些地方比前四周所预期的更多?',
    burglary_by_night: '夜间入室盗窃', burglary_by_night_plain: '近 13 周 22 时至 6 时的入室盗窃集中在哪里?',
    festival: '今年此节对去年', festival_plain: '{year} 年{festival}期间哪里热,与 {before} 年相比有何变化?',
    festivalChoice: '节日', noBurglary: '类别表中没有入室盗窃。', upTo: '截至 {date}',
  },
  festival: { new_year: '元旦', spring: '春节', lantern: '元宵', qingming: '清明', labour: '劳动节', dragon_boat: '端午', mid_autumn: '中秋', national: '国庆' },
  stage: { rows: '读取事件', method: '计算', backtest: '用后续时段检验', previous: '与上一时段比较' },
  progress: '正在{stage}:{share}', stop: '停止', stopped: '已停止,未得出结果。', again: '重新计算', close: '关闭结论', run: '计算', asked: '问题',
  finding: {
    none: '未超出偶然', hot: '多于偶然', cold: '少于偶然', cluster: '聚集', high_high: '高值被高值包围', low_low: '低值被低值包围', high_low: '高值被低值包围', low_high: '低值被高值包围', other: '其他模式', other_positive: '相似但高低不一', negative: '与邻近相异',
    similar: '相似超出偶然', different: '差异超出偶然', new_hot: '新近变热', consecutive_hot: '近来连续热', intensifying_hot: '热且加剧', persistent_hot: '持续热', diminishing_hot: '热但减弱', sporadic_hot: '时断时续热', oscillating_hot: '现热,曾冷', historical_hot: '曾热,近来不热',
    new_cold: '新近变静', consecutive_cold: '近来连续静', intensifying_cold: '静且更静', persistent_cold: '持续静', diminishing_cold: '静但减弱', sporadic_cold: '时断时续静', oscillating_cold: '现静,曾热', historical_cold: '曾静,近来不静',
  },
  sign: {
    new_hot: '新', consecutive_hot: '连', intensifying_hot: '增', persistent_hot: '持', diminishing_hot: '减', sporadic_hot: '断', oscillating_hot: '摆', historical_hot: '史',
    new_cold: '新', consecutive_cold: '连', intensifying_cold: '增', persistent_cold: '持', diminishing_cold: '减', sporadic_cold: '断', oscillating_cold: '摆', historical_cold: '史',
  },
  trendSign: { new: '新增', growing: '▲ 加剧', shrinking: '▼ 减弱' },
  trend: { new: '新增', growing: '加剧', steady: '无超出偶然的变化', shrinking: '减弱', gone: '消失' },
  legend: {
    z: 'z 表示本处及周边高于或低于偶然的程度;只有经多处校正仍成立的才着色。', signs: '符号标在各处之内。', common: '两份结论共用一个色标。',
    tested: '实线:多于偶然;虚线:检验过,未超出偶然。', untested: '时空密集;未与偶然相比。', gone: '曾热,现已不热', patrolFound: '含巡逻自行发现:常巡之处自然显热,请对照巡逻到场情况。',
  },
  words: {
    hot: '没有突出之处 | 有 1 处突出:多于偶然。 | 有 {n} 处突出:多于偶然。', hotNone: '没有任何地方超出偶然。', cold: '有 1 处比偶然更少。 | 有 {n} 处比偶然更少。',
    clusters: '没有发现聚集。 | 发现 1 个聚集。 | 发现 {n} 个聚集。', clustersNone: '没有发现聚集。', scan: '没有超出偶然的时空聚集。 | 1 个时空聚集超出偶然。 | {n} 个时空聚集超出偶然。', scanNone: '没有超出偶然的时空聚集。', scanSpace: '没有超出偶然的聚集。 | 就整个时段看,1 个聚集超出偶然。 | 就整个时段看,{n} 个聚集超出偶然。', scanNoneSpace: '没有超出偶然的聚集。',
    values: '图上是各处的数量,并不说明是否超出偶然。', quadrants: '没有突出之处。 | 1 处与邻近相比显著突出。 | {n} 处与邻近相比显著突出。', patterns: '没有时间模式。 | 1 处有超出偶然的时间模式。 | {n} 处有超出偶然的时间模式。', table: '结论为下方表格。',
    globalApart: '从整体看,邻近之间的差异超出偶然(p {p})。', repeat: '一件之后再发生的可能为偶然的 {ratio} 倍:{meters}、{days}。', metersSame: '同一地点', metersWithin: '{to} 米之内', metersBetween: '相距 {from} 至 {to} 米', daysSame: '同一时刻', daysWithin: '{to} 天之内', daysBetween: '相隔 {from} 至 {to} 天', repeatNone: '未见超出偶然的近邻重复。', hours: '最可能:{weekday} {hour} 时。', hoursDay: '最可能:{hour} 时。',
    globalYes: '从整体看,事件聚集超出偶然(p {p})。', globalNo: '从整体看,未见超出偶然的聚集(p {p})。',
    where: '主要在', whereNear: '{name}附近', incidents: '{n} 件', perHouseholds: '每 {per} 户 {n} 件', since: '何时起', sinceNew: '其中 {n} 片为新增:上一时段({from} – {to})那里不热。', sinceBefore: '与上一时段({from} – {to})相比,没有超出偶然的新增。', sinceUnknown: '没有与更早时段比较。', sinceNoRows: '所比较的时段({from} – {to})没有事件:无法说明变化。', sinceScan: '最强者自 {from} 至 {to}。',
    sure: '把握多大', sureFdr: '已按同时检验多处校正:突出之处中,预计至多约 {share} 属偶然。', sureScan: '最强者在随机图中出现的概率为 {p}。', sureNone: '此方法不做检验:只说明哪里密集,不说明是否超出偶然。', sureNoneTimes: '此方法不做检验:只说明何时多,不说明是否超出偶然。', sureRows: '仅依据 {n} 件,不足以下定论。',
    not: '哪些不是', notPlaces: '所查 {total} 处中,{n} 处未超出偶然。空白并不等于安全。', notClusters: '所发现的 {total} 个聚集中,{n} 个未超出偶然。空白并不等于安全。', notRows: '{n} 件不属于任何聚集。',
    changed: '有何变化', changedNone: '与上一时段相比,没有热处发生超出偶然的变化。', changedSome: '与上一时段相比,超出偶然的有:{parts}。', changedPart: '{n} 片{trend}', changedGone: '曾热的 {n} 处已不热。 | 曾热的 1 处已不热。 | 曾热的 {n} 处已不热。',
  },
  backtest: {
    title: '预测得准吗?', counting: '训练至 {date}:件数最多的 {cells} 个{unit}(占地 {area})容纳了随后 {span}内事件的 {hit}。', better: '训练至 {date}:这 {cells} 个{unit}(占地 {area})容纳了随后 {span}内事件的 {hit};单纯计数为 {count}。', same: '训练至 {date}:这 {cells} 个{unit}(占地 {area})容纳了随后 {span}内事件的 {hit};单纯计数为 {count}。此方法并不优于计数:请直接看计数。',
    worse: '训练至 {date}:这 {cells} 个{unit}(占地 {area})容纳了随后 {span}内事件的 {hit};单纯计数为 {count}。计数更好:请直接看计数。', chance: '随机则为 {chance}。', none: '没有用后续事件检验:{why}', why: '时间窗太短,或此方法不排列地点。', weeks: '{n} 周', days: '{n} 天', method: '方法', share: '占地', hitRate: '容纳', pai: 'PAI 指数', pei: 'PEI 指数', counts: '单纯计数', random: '随机', rows: '之前 {earlier} 件,之后 {later} 件',
    verdict: { better: '优于计数', same: '不优于计数', worse: '不如计数' }, units: { cells: '格', areas: '辖区', segments: '街段' },
  },
  fewText: '1 至 4 件', figures: '数据', details: '如何计算', table: '表格', places: '突出之处',
  detail: { method: '方法', version: '版本 {n}', parameters: '参数', seed: '随机种子', noSeed: '未用随机数', window: '时间窗', used: '采用事件', leftOut: '剔除', studyArea: '所查范围', source: '出处', notes: '须知', nothingLeftOut: '无', units: '所查处数', provenance: '发现方', small: '1 至 4 件的数值对您不显示。', hours: '每周 168 小时中的 {n} 小时', compared: '比较对象' },
  ground: {
    areas: '{n} 个网格或辖区', populated: '{n} 个有户数的网格或辖区', streets: '{n} 个街段,共 {kilometers} 公里;距街道 {meters} 米以内的事件', pieces: '{n} 个街段,共 {kilometers} 公里,分为 {pieces} 段,每段不超过 {meters} 米', cellsInside: '{n} 个 {meters} 米的格,中心在辖区之内', cellsOccupied: '{n} 个 {meters} 米的格,均曾有事件', anywhere: '事件所在之处', bounded: '辖区之内,偶然密度由其推定', times: '只看时间,不看地点',
  },
  guard: {
    title: '含巡逻自行发现', text: '巡逻去得多的地方发现也多;此时地图既反映事情本身,也反映巡逻工作。旁边同时显示巡逻到场。', share: '{total} 件中有 {n} 件由巡逻、摄像头或感知设备发现。', add: '加入巡逻与设备发现的', publicOnly: '只看群众上报的', showPresence: '显示巡逻到场', picture: '含巡逻自行发现:显热也意味着常被查看。',
  },
  form: {
    method: '方法', purpose: '回答什么', window: '时间窗', windowNow: '与地图相同:{from} – {to}', parameters: '参数', noParameters: '此方法没有参数。', standard: '默认 {value}', limits: '{from} 至 {to}', least: '不小于 {from}', most: '不大于 {to}', bad: '应为{expected}', number: '数字', categories: '类别', allCategories: '全部非诉求类', asFilter: '与筛选相同:{n} 类', own: '在此选择', voice: '信访、对机关的投诉和聚集不能选取:任何人的诉求都不会成为热点。', hours: '时段', allHours: '全部时段', night: '夜间 22–6 时', day: '白天 6–22 时', weekend: '周末', hoursOwn: '选取时段', hoursChosen: '每周 {n} 小时', area: '辖区', allAreas: '可见的全部', backtest: '用时间窗最后四分之一检验', compare: '比较对象', compareBefore: '上一时段', compareNothing: '不比较', compareLastYear: '去年同日', yes: '是', no: '否', reset: '恢复默认', needs: '需要:{needs}', need: { points: '事件', areas: '辖区', streets: '街道', times: '时间', population: '户数' }, unavailable: '尚不可用',
  },
  history: { title: '本次会话的结论', compare: '色标与之相同', none: '独立色标', show: '显示', entry: '{method},自 {from} 至 {to}' },
  export: { title: '带走', geojson: 'GeoJSON 文件', csv: 'CSV 表格', arrow: 'Arrow 文件', done: '已保存:{name}', failed: '未能保存:{reason}', working: '正在准备{what}', allUnits: '文件含每一处及其全部数值。' },
  picture: { title: '地图图片', attribution: '数据来源', made: '制作于 {date}', window: '事件 {from} – {to}', patrolFound: '含巡逻自行发现:显热也意味着常被查看。', verdictSame: '用后续事件检验:此方法并不优于单纯计数。', verdictWorse: '用后续事件检验:单纯计数更好。', verdictBetter: '用后续事件检验:此方法优于单纯计数。', untested: '未用后续事件检验。', north: '北', legend: '图例' },
  unit: { title: '地点', cells: '格', areas: '辖区', segments: '街段', shapes: '聚集', figures: '数值', incidents: '背后的事件', pick: '选入热点', unpick: '从所选中去掉', joined: '选取此处相连的全部热处', gone: '此处所属的结论未打开。', none: '此处没有所问的事件。', cut: '最近 {n} 件' },
  weekday: { 0: '周一', 1: '周二', 2: '周三', 3: '周四', 4: '周五', 5: '周六', 6: '周日' },
  hour: '时', weekdayHead: '星期', value: '数值', more: '还有 {n} 项', showAll: '显示全部 {n} 项', place: '地点', perHouseholds: '每 {n} 户', now: '现在', before: '之前', change: '变化', chance: 'p 值', allPlaces: '在地图上显示',
}
