/** 文本:岗位与在岗。 */
export const duty = {
  title: '岗位', posts: '网格岗位表', who: '谁负责这里', whoHint: '地址、楼栋、编码或坐标', whoHelp: '查询某地在所选日期由哪个网格、哪些岗位负责。', ask: '查询', nothingFound: '辖区内没有匹配的地址或编码', noZone: '此处当日不属于任何网格', outside: '不在你的辖区内', several: '有 {n} 处匹配,请选择:', onMap: '在地图上查看',
  day: '日期', today: '今天', find: '查找网格或人员', onlyVacant: '只看空缺', summary: '{zones} 个网格,{posts} 个岗位', vacancies: '{n} 个空缺', noVacancy: '无空缺', asOf: '{day} 的情况', vacant: '空缺', filled: '在岗 {n}/{of}', since: '自 {day}', until: '至 {day}', more: '再显示 {n} 个网格',
  add: '增设', addTo: '为{zone}增设岗位', openPost: '{zone}的{kind}:', post: '岗位', holdingHint: '写岗位呼名,不写个人姓名。各时段不得重叠;到期当日零时自动交接。', readOnly: '你没有安排此岗位的权限。', addHolding: '新的任期', neverHeld: '此岗位从未有人担任', now: '在岗', planned: '待上岗', former: '曾任', callName: '呼名', account: '账号', phone: '电话', from: '自(含)', to: '至(不含)', removeHolding: '移除 {name} 的任期',
  save: '保存', saved: '任期已保存', undo: '撤销', undone: '已恢复原任期', notUndone: '未能撤销,请重新打开查看', close: '撤销此岗位', closeSure: '确认撤销', closed: '岗位已撤销',
  kinds: '岗位种类', kindsHint: '对全市有效。停用的种类不能再增设,已有岗位不变。', retired: '停用', each: '每网格 {n}', change: '修改', changeKind: '修改 {name}', newKind: '新增种类', kindId: '标识', kindIdHint: '1 到 40 个小写字母、数字或下划线', nameZh: '中文名', nameEn: '英文名', sort: '次序', perZone: '新网格默认数', kindSaved: '种类已保存',
}
