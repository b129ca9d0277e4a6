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
export const parameter: Record<string, string> = {}
