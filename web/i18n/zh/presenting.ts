export const presenting = {
  title: '演示',
  notes: '讲稿', bar: '演示操作', back: '上一页', forward: '下一页', black: '黑屏', isBlack: '已黑屏', exit: '结束演示', slideOf: '第 {n} 页，共 {of} 页', elapsed: '已用时', clock: '现在', restart: '重新计时', next: '下一页:', end: '结束', noNotes: '本页没有讲稿', alone: '演示窗口没有应答；此处仍可翻看讲稿。',
  file: { pdf: '导出 PDF', pptx: '导出 PPTX', pdfWorking: '正在生成 PDF…', pptxWorking: '正在绘制地图 {n}/{of}…', noChromium: '服务器上没有可用的 Chromium,不能生成 PDF;请用“打印”另存为 PDF,或请管理员安装。' },
  link: { copy: '复制链接', copied: '已复制链接:有权查看的人打开即见' },
  picture: {
    open: '图片 (PNG)', heading: '地图图片', title: '标题', form: '幅面', forms: { a4: 'A4 横向,300 dpi', a3: 'A3 横向,300 dpi', screen: '4K 屏幕,3840 × 2160' },
    paper: '浅色底(适合打印)', hint: '地图重新绘制,附图例、比例尺、指北针、数据来源与日期。', save: '保存图片', working: '正在绘制…', patience: '较大幅面可能需要一分钟',
  },
}
