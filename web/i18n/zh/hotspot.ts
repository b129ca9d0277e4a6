/** 已留存热点的文本。 */
export const hotspot = {
  title: '已留存热点', empty: '还没有留存的热点。请在分析结果中选取地点并留存。', keep: '留存为热点', keepTitle: '留存热点', name: '名称', nameHint: '巡逻人员熟悉的叫法', note: '备注', noteHint: '写明要看什么,不写任何人员信息。', save: '留存', saving: '留存中', kept: '已留存:{name}', picked: '已选 {n} 处', pickHint: '在地图上点选,或按住 Shift 点选。', picking: '在地图上选取', donePicking: '选取完毕', clear: '清除所选', hottest: '选取最热的一片', mayNot: '您的职责不包含留存热点。',
  needName: '请填写名称,最多 100 字', nothingPicked: '请至少选取一处',
  dated: '{from} 至 {to}', incidents: '{n} 件', few: '不足 5 件', area: '面积', assigned: '巡逻负责人', nobody: '尚未指派', assign: '指派', assignedTo: '由 {name} 负责', retired: '已停用', showRetired: '已停用({n})', retire: '停用', restore: '恢复', retiredNow: '已停用:{name}', restored: '已恢复:{name}', undo: '撤销', rename: '名称', saved: '已保存:{name}', change: '保存修改',
  conflict: '此热点刚被他人修改,已重新读取;您的修改没有保存。', gone: '此热点不存在,或您无权查看。', link: '复制链接', copied: '链接已复制', fly: '居中显示', again: '重新计算此问题', evidence: '依据', comparison: '当时与现在', log: '记录', by: '操作人 {name}', mapOf: '在地图上',
  trend: { new: '新增', growing: '加剧', steady: '持平', shrinking: '减弱', gone: '消失' },
  trendPlain: { new: '新增:上一时段此处不热,且上升超出偶然(p {p})。', growing: '加剧:超出偶然所能解释(p {p})。', steady: '没有超出偶然的变化(p {p})。', shrinking: '减弱:超出偶然所能解释(p {p})。', gone: '消失:此后没有事件,且超出偶然(p {p})。' },
  found: '发现时', before: '之前时段', since: '此后', sinceNone: '此后不足一天。', week: '周起始', ratio: '为当时速率的 {n} 倍(95 % 区间 {low} 至 {high})', open: '无上限', place: '地点', hidden: '1 至 4 件的数值对您不显示。', fallsBack: '因热而被选中的地方,本来就会自行回落一些。',
  action: { keep: '留存', rename: '改名', note: '改备注', assign: '指派', retire: '停用', restore: '恢复' },
}
