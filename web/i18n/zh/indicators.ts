export const indicators = {
  title: '指标', open: '指标', area: '辖区', zone: '网格', category: '类别', by: '统计维度', within: '范围', everywhere: '全部辖区', allCategories: '全部类别', someCategories: '{n} 个类别', again: '更新', whole: '全体', noZone: '不在任何网格',
  period: '本期 {range}', before: '去年同期 {range}', beforeUnknown: '去年同期尚无记录,不计算同比', voiceLeftOut: '诉求类 {n} 件不参与比较', voice: '诉求类:不参与比较', legend: '▲▼ 与全体的差异超出偶然(错误发现率 5%)', empty: '此范围内没有数据',
  after: '{n}(去年 {d})', hidden: '隐', hiddenWhy: '1 至 4 的小数不显示', above: '高于全体,非偶然', below: '低于全体,非偶然', notMarked: '与全体的差异可能出于偶然', isWhole: '全体本身', fullCount: '全数统计,无抽样区间',
  detail: '指标详情', formula: '公式', numerator: '分子', denominator: '分母', interval: '95% 区间', chance: '是否偶然', method: '方法', version: '定义与版本', source: '出处', rows: '数字背后的事件', noRows: '没有对应的事件', earlier: '上一页', later: '下一页', page: '第 {from} – {to} 条',
  zero: '零发案', notZero: '有发案', unnamed: '小区 {n}',
}
