/** 每种方法回答什么(plain)、如何计算(detail):前者给汇报的人,后者给核对的人。 */
export const method = {
  counts: { name: '计数', plain: '各处各有多少件?', detail: '按格、辖区或街道计数,不做检验;其他方法都须胜过它。' },
  gi_star: { name: '冷热点 (Gi*)', plain: '哪些地方连同周边,事件比偶然多或少?', detail: 'Getis-Ord Gi*:以某处及其邻近之和与全体相比,逐处检验,并按多处同时检验校正(错误发现率)。' },
  gi: { name: '周边冷热 (Gi)', plain: '不计本处,哪些地方的周边比偶然多或少?', detail: 'Getis-Ord Gi:同 Gi* 但不含本处,按多处检验校正。' },
  local_moran: { name: '聚集与异常 (局部莫兰)', plain: '哪些地方高高相邻、低低相邻,或与邻近截然不同?', detail: '局部 Moran’s I,条件置换检验,按多处检验校正;象限由本处与邻近均值决定。' },
  local_geary: { name: '邻近相似与差异 (局部 Geary)', plain: '哪些地方与邻近相似,哪些不同?', detail: '局部 Geary’s c,条件置换检验并校正:小则相似,大则相异。' },
  global_moran: { name: '整体是否聚集 (莫兰指数)', plain: '从整体看,高值相邻是否超出偶然?', detail: '全局 Moran’s I 及其期望、方差与检验;高于期望即同类相邻。' },
  global_geary: { name: '邻近是否相似 (Geary 指数)', plain: '从整体看,邻近是否比偶然更相似?', detail: '全局 Geary’s C 及检验:小于 1 邻近相似,大于 1 邻近相异。' },
  global_g: { name: '高值是否聚集 (G 指数)', plain: '从整体看,聚集的是高值还是低值?', detail: 'Getis-Ord 一般 G 及检验:高于期望为高值聚集,低于期望为低值聚集。' },
  rates: { name: '每户发生率', plain: '按户数看,哪些地方偏多?', detail: '事件数除以户数,经验贝叶斯平滑,避免小网格因偶然居首。' },
  kde: { name: '事件密度', plain: '把事件看作平滑的面,哪里密?', detail: '四次核密度,边缘校正,带宽如所示;不做检验。' },
  network_kde: { name: '沿街密度', plain: '哪些街道沿线事件密集?', detail: '沿路网的核密度,路口等分(Okabe 与 Sugihara),每件合计为一;不做检验。' },
  aoristic: { name: '可能时刻', plain: '只知道时间区间时,事件可能发生在星期几的几点?', detail: '时间不确定加权:每件均匀分摊到其区间的各小时。' },
  st_dbscan: { name: '时空突发', plain: '哪里在短时间内密集发生?', detail: 'ST-DBSCAN:在给定半径与天数内密集之处;不与偶然相比。' },
  scan_permutation: { name: '时空聚集 (置换扫描)', plain: '何处何时的聚集,单凭地点或时间都解释不了?', detail: 'Kulldorff 时空置换扫描:各种大小的圆柱,置换时间检验,不需户数。' },
  scan_poisson: { name: '相对户数的聚集 (泊松扫描)', plain: '相对户数,何处何时事件偏多?', detail: 'Kulldorff 泊松扫描:圆与时段对照户数,模拟检验。' },
  knox: { name: '是否成对出现 (Knox)', plain: '地点相近的事件,时间也相近,是否超出偶然?', detail: 'Knox 检验:时空都相近的对数,与置换时间所得相比。' },
  near_repeat: { name: '近邻重复', plain: '一件之后,多近、多久之内更可能再发生?', detail: '按距离与时间分带的 Knox 表,蒙特卡洛:实际对数为期望的几倍。' },
  emerging: { name: '新兴热点', plain: '哪里新近变热、越来越热,或正在缓解?', detail: '分时段 Gi* 加 Mann-Kendall 趋势,分为 17 种模式。' },
}

/** 参数名,不论属于哪种方法。 */
export const parameter = {
  stepsBefore: '向前包含步数', trendAlpha: '趋势误报概率', window: '与何比较', units: '计数单元', cellMeters: '格边长(米)', snapMeters: '离街道最远(米)', neighbourhood: '何为邻近', distanceMeters: '邻近距离(米)', nearest: '最近几个为邻',
  borderMeters: '边界容差(米)', alpha: '容许的误报比例', permutations: '置换次数', seed: '随机种子', kernel: '核形状', bandwidthMeters: '带宽(米)', edge: '边缘校正', lixelMeters: '街段长度上限(米)', split: '路口分配', deadEnds: '断头路', bins: '时间分格',
  longestHours: '区间最长(小时)', radiusMeters: '半径(米)', windowDays: '时间跨度(天)', minPoints: '最少件数', mode: '扫描方式', maxShare: '圆内份额上限', maxRadiusMeters: '圆半径上限(米)', maxDays: '时段上限(天)', stepDays: '时间步长(天)',
  minCases: '最少件数', maxClusters: '最多列出聚集数', trend: '整体趋势', smoothing: '平滑', per: '每多少户', weights: '邻近权重', meters: '相近距离(米)', days: '相近天数', distance: '距离算法', sameMeters: '同一地点(米)', bandMeters: '距离分带(米)',
  bands: '距离带数', bandDays: '时间分带(天)', dayBands: '时间带数', edges: '分带边界', simulations: '模拟次数', timeZone: '时区', sum: '算法',
}

/** 以文字取值的参数与数值。 */
export const choice = {
  cube: '全部格与时段', slice: '本时段全部格', steps: '所及时段全部格', auto: '自动', cells: '格', areas: '辖区', segments: '街段', queen: '共角或共边', rook: '共边', nearest: '最近几个', distance: '距离之内', quartic: '四次核', gaussian: '高斯核',
  uniform: '按处校正', perEvent: '按件校正', none: '不作处理', discontinuous: '只分给其他街道', continuous: '部分折回,数值相接', reflect: '折回', stop: '终止', hour_of_week: '星期与小时', hour_of_day: '一天中的小时', retrospective: '回顾:任意时段',
  prospective: '前瞻:持续至今', space: '仅空间', given: '视为既定', global: '向总体收缩', local: '向邻近收缩', row: '按行标准化', binary: '每个邻近为一', euclidean: '直线距离', manhattan: '街区距离', upper: '上界含', lower: '下界含', yes: '是', no: '否',
  clustered: '聚集', dispersed: '分散', fft: '快速傅里叶', direct: '逐格相加',
}
