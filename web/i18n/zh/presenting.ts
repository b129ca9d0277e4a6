export const presenting = {
  title: '演示',
  link: { copy: '复制链接', copied: '已复制链接:有权查看的人打开即见' },
  picture: {
    open: '图片 (PNG)', heading: '地图图片', title: '标题', form: '幅面', forms: { a4: 'A4 横向,300 dpi', a3: 'A3 横向,300 dpi', screen: '4K 屏幕,3840 × 2160' },
    paper: '浅色底(适合打印)', hint: '地图重新绘制,附图例、比例尺、指北针、数据来源与日期。', save: '保存图片', working: '正在绘制…', patience: '较大幅面可能需要一分钟',
  },
}
