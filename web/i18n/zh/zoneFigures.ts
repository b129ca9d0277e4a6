/** 网格着色方式的文本。 */
export const zoneFigures = {
  style: '分级与配色', cut: '分级方法', classes: '级数', palette: '配色', smoothed: '平滑比率', smoothedHint: '户数少的网格向全体水平靠拢,避免偶然的高低。', failed: '指标读取失败',
  cuts: { standard: '默认', quantiles: '分位数', natural: '自然断点', equal: '等距' },
  palettes: { sea: '海色', viridis: '翠色 (viridis)', cividis: '色觉友好 (cividis)', grey: '灰度(打印)' },
}
