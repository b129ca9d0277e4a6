/** 各处的数值,按列;单位写在名称里。 */
export const column = {
  expected_smooth: '平滑后件数', lastCount: '最近一步件数', hotSteps: '热的步数', coldSteps: '静的步数', sinceMs: '起始日期', trendZ: '趋势 z 值', countTrendZ: '件数趋势 z 值', countTrendP: '件数趋势 p 值', count: '件数', expected: '偶然期望件数',
  z: 'z 值', p: 'p 值', q: '校正后 p 值', pNormal: 'p 值(正态近似)', value: '数值', rate: '每千户件数', density: '每平方公里件数', density_segments: '每公里街道件数', density_shapes: '每公顷件数', cluster: '聚集编号', share: '占全部比例',
  patrolMinutes: '巡逻到场(分钟)', meters: '长度(米)', cores: '核心件数', squareMeters: '面积(平方米)', firstMs: '首件日期', lastMs: '末件日期', days: '天数', ratio: '为期望的倍数', llr: '对数似然比', pGumbel: 'p 值(Gumbel 尾)', fromMs: '起始日期',
  toMs: '结束日期', radiusMeters: '半径(米)', places: '包含处数', recurrenceDays: '偶然再现间隔(天)', i: '局部莫兰 I 值', lag: '邻近均值', hotness: '高值排序', c: '局部 Geary c 值', population: '户数', smoothed: '平滑后发生率', low: '下限(95 %)',
  high: '上限(95 %)', standardised: '标准化发生率', trendP: '趋势 p 值', slices: '热的时段数',
}

/** 整体数值。 */
export const summary = {
  hotBins: '热的格×步', coldBins: '静的格×步', bins: '格×步总数', units: '所查处数', tested: '检验处数', significant: '显著数', smallestP: '可达到的最小 p 值', total: '总件数', occupied: '有事件的处数', most: '单处最多', bandwidthMeters: '带宽(米)',
  densityHighest: '最高密度', expectedSum: '密度合计(件)', sum: '算法', parts: '分块数', streetKilometers: '街道长度(公里)', weightSum: '权重合计', rowsWithInterval: '只知区间的件数', rowsExact: '时刻已知的件数', meanIntervalHours: '平均区间(小时)',
  peakWeekday: '高峰星期', peakHour: '高峰小时', peakWeight: '高峰权重', clusters: '聚集数', rowsInClusters: '聚集内件数', rowsInNoCluster: '聚集外件数', minPoints: '最少件数', places: '地点数', circles: '试过的圆数', steps: '时间步数',
  criticalLlr: '临界对数似然比', I: '莫兰 I 值', C: 'Geary C 值', G: '一般 G 值', expected: '期望值', pattern: '总体格局', p: 'p 值', z: 'z 值', varianceRandomisation: '方差(随机化)', pRandomisation: 'p 值(随机化)',
  varianceNormality: '方差(正态)', zNormality: 'z 值(正态)', pNormality: 'p 值(正态)', pPermutation: 'p 值(置换)', links: '邻近对数', overallRate: '总体发生率', between: '区间方差', events: '事件数', pairs: '事件对数',
  closeInSpace: '空间相近的对数', closeInTime: '时间相近的对数', closeInBoth: '两者皆近的对数', ratio: '为期望的倍数', variance: '方差', pPoisson: 'p 值(泊松)', pNormal: 'p 值(正态)', bands: '分带数', strongestMeters: '最强的距离带(米)',
  strongestDays: '最强的时间带(天)', strongestRatio: '最强处为期望的倍数',
}

/** 表格形式结论的列。 */
export const tableColumn = {
  pattern: '模式', units: '处数', weekday: '星期', hour: '小时', weight: '可能件数', begun: '按开始时刻计', expected: '期望', ratio: '为期望的倍数', closeInSpace: '空间相近', closeInTime: '时间相近', observed: '实际对数', meters: '相距(米)',
  days: '相隔(天)', p: 'p 值', q: '校正后 p 值', significant: '显著', count: '件数', finding: '结论',
}

/** 数字之外须知,按代码。 */
export const note = {
  emerging_window: '比较范围不同,模式会大不相同:此处与“{window}”比较。', no_backtest: '没有用后续事件检验:{reason}', no_previous: '没有与上一时段比较:{reason}', previous_empty: '所比较的时段没有事件。', rough_times: '{rows} 件的时间只到日或月。',
  sparse_bins: '每格每步平均只有 {mean} 件:结论较弱,可用更大的格或更长的步。', trend_overlap: '各步邻域重叠 {steps} 步,趋势检验偏于乐观。', coarse_p: '{permutations} 次置换所能达到的最小 p 值较粗:至少须有 {least} 处同时达到,校正后才会显著。可增加置换次数。',
  islands: '{count} 处没有邻近,未作检验。', not_tested: '这只是描述,没有与偶然相比。', occupied_cells: '只查了曾有事件的格;空格不在其中,“偶然”因此偏高。', without_population: '{areas} 个辖区没有户数,其中的 {rows} 件未计入。', without_value: '{count} 处没有数值。',
  bandwidth_below_cell: '带宽 {meters} 米小于格边长:图面只是点的斑点。', bandwidth_by_rule: '带宽 {meters} 米由经验规则得出;换一个带宽,图会不同。', edge_not_corrected: '没有研究范围,边缘处密度偏低。', far_from_streets: '{rows} 件离街道超过 {meters} 米,未计入。',
  intervals_too_long: '{rows} 件的时间区间过长,未计入。', mass_lost_at_dead_ends: '断头路处有份额流失,合计小于件数。', min_points_by_chance: '最少件数 {minPoints} 由偶然密度推定。', no_cluster: '没有聚集。', no_intervals: '没有只知区间的事件:结果即按时刻计数。',
  one_place: '全部在同一地点。', recurrence: '每 {days} 天运行一次时,“偶然再现间隔”才成立。', secondary_conservative: '较弱聚集的 p 值偏保守。', times_at_midnight: '{rows} 件恰在午夜:可能是只登记了日期。', hours_unknown: '{rows} 件只知道日期:其权重说明不了几点发生。',
  times_by_day: '时间只到日:按整日计算。', times_by_month: '时间只到月:按整月计算。', same_place_exact: '“同一地点”指坐标完全相同。', patrol_found: '含巡逻、摄像头或感知设备自行发现的事件:常查之处自然显热,请对照巡逻到场。',
}

/** 没有结论的原因,按代码。 */
export const refusal = {
  too_few_steps: '时间步太少:请选更长时间窗或更短步长。', too_many_bins: '格与步太多:请加大格或加长步。', all_alike: '各处数值相同,没有突出之处。', all_close: '所有事件对都算相近:请缩短距离或天数。', areas_missing: '没有辖区可用。', bad_parameter: '参数 {field} 不合要求:{expected}',
  bad_weight: '邻近权重不是数字。', bad_share: '占地比例须大于 0 且不超过 1。', bandwidth: '带宽须大于 0 米。', backtest_windows: '训练须早于检验结束。', cell_size: '格边长须大于 0 米。', cells_too_large: '范围内放不下一格:请缩小格边长。', distance: '距离须大于 0 米。',
  empty_window: '时间窗为空:结束须晚于开始。', far_from_streets: '没有事件在街道附近:请放宽距离。', intervals_too_long: '所有事件的时间区间都过长。', months_only: '时间只到月,无法比较天数。', negative_values: '此方法需要不小于 0 的数值。', neighbours_mismatch: '邻近表与辖区不符。',
  no_areas: '此方法需要辖区。', no_backtest: '此方法尚无回测。', no_close_pairs: '没有两件足够接近:请放宽距离。', no_neighbours: '没有一处有邻近:请换邻近方式或加大距离。', no_points: '此方法需要事件。', no_population: '此方法需要户数。', no_ranking: '此方法不排列地点,无从检验。',
  no_rows: '此时段此范围没有事件。', no_shapes: '辖区没有边界。', no_streets: '此方法需要街道。', no_times: '此方法需要时间。', not_counts: '发生率需要整数件数。', nothing_to_test: '之后的时段没有事件,无从检验。', nothing_to_train: '训练时段没有事件。',
  one_day: '全部在同一天或同一步:请选更长的时间窗。', one_place: '全部在同一地点,无从比较。', points_missing: '没有可数的事件。', polygons_missing: '辖区没有边界。', same_place_band: '“同一地点”须小于第一条距离带。', snap: '离街道距离须大于 0 米。', streets_missing: '没有街道可用。',
  study_area_empty: '所查范围为空。', study_area_zero: '所查范围没有面积。', too_few_points: '事件太少:请选更长时间或更大范围。', too_few_rows: '事件太少。', too_few_units: '地点太少,无从比较。', too_many_bands: '分带超出数据范围:请减少分带。',
  too_many_cases: '事件太多:请缩小范围或时间。', too_many_cells: '格数太多:请加大格边长。', too_many_circles: '圆太多:请加大格或减小半径。', too_many_lixels: '街段太多:请加长。', too_many_neighbours: '邻近太多:请缩短距离或加大格。',
  too_many_pairs: '事件对太多:请缩短距离、时间窗或减少类别。', too_many_steps: '时间步太多:请加长步长。', too_much_work: '计算量过大:请减少置换次数或缩短距离。', unknown_method: '没有这种方法。', unknown_parameter: '没有参数 {field}。', values_mismatch: '数值与辖区不符。',
  values_not_counts: '需要整数件数。', zero_population: '没有一个辖区有户数。', voice: '任何人的诉求都不能分析。',
}

/** 未计入的事件,按原因。 */
export const leftOut = {
  voice: '群众诉求类(信访、投诉、聚集)', merged: '已并入他件', otherProvenance: '非所选发现方', otherHours: '不在所选时段', outsideStudyArea: '所查范围之外', outsideAreas: '不在任何辖区', outsideWindow: '时间窗之外', withoutPlace: '没有地点',
  withoutTime: '没有时间', withoutPopulation: '所在辖区没有户数', withoutValue: '没有数值', farFromStreet: '远离街道', intervalTooLong: '时间区间过长',
}
