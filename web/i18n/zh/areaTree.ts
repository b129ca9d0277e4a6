/** 文本:辖区树。 */
export const areaTree = {
  title: '辖区', find: '查找', findHint: '名称或编码', day: '日期', today: '今天', asOf: '{day} 的情况', count: '共 {n} 个辖区', name: '名称', level: '层级', code: '编码', households: '户数', zones: '网格', since: '现状起始', fold: '收起 {name}', unfold: '展开 {name}',
  more: '再显示({n})', detail: '辖区详情', choose: '选择一个辖区,查看沿革或办理变更。', above: '上级', elsewhere: '其他辖区({id})', zoneScheme: '以下网格的编码规则', inherit: '沿用上级', schemeSet: '编码规则已设置', notThatDay: '该日没有这个辖区。', history: '沿革', always: '最初',
  changeLog: '变更记录', noChanges: '没有变更记录', changes: '变更', newParent: '新的上级', others: '并入的辖区', intoNew: '合并为一个新辖区', moveDuties: '被并入辖区的账号职责一并转移到合并后的辖区(范围随之扩大)', teamsThatGo: '随同划出的巡逻队', keepDuties: '在此辖区有职责的账号,对新辖区同样有职责(范围不变)', splitStays: '未选的巡逻队留在原辖区;以往的巡逻覆盖记录也留在原辖区。不勾选时,原有账号只管辖剩余部分。', zonesThatGo: '划出的网格', areasThatGo: '划出的下级辖区', nothingBelow: '其下没有网格或辖区。', to: '划入', newArea: '新辖区', nameZh: '中文名', nameEn: '英文名',
  on: '生效日期', reason: '依据或说明', touches: '将涉及:', touchesOnly: '只涉及此辖区', accountsLeft: '{n} 个账号的岗位在被撤辖区,须另行指派', preview: '预览影响', carryOut: '执行变更', done: '变更已生效', waits: '此变更到 {day} 零时起由系统以您的账号执行,届时仍须有此权限;之前可随时撤回。', schedule: '定于 {day} 执行', scheduled: '变更已定于 {day},之前可以撤回', pending: '待执行的变更', pendingOn: '{day} 起', refusedChange: '未能执行:{reason}', withdraw: '撤回', putAway: '清除', withdrawOf: '撤回 {day} 的{kind}', withdrawn: '已撤回', waiting: '待执行', change: '修改', save: '保存',
  levels: { city: '市', district: '区', subdistrict: '街道/镇', community: '社区' },
  kind: { add: '新设下级', rename: '更名', recode: '改编码', merge: '合并', split: '拆分', move: '改隶', close: '撤销', reshape: '调整边界' },
  hint: {
    add: '在此辖区之下新设一个辖区。', rename: '更名后旧名保留在沿革中。', recode: '下级辖区和网格的编码若以旧编码开头,一并更改。', merge: '其他辖区的下级、网格、楼栋、岗位和事件并入此辖区;无人因合并获得新的权限。',
    split: '选中的网格连同楼栋、岗位和事件(及所选巡逻队)划出,其余保留;全部划出则此辖区撤销。', move: '权限随上级而定:改隶后由新上级的人员管辖。', close: '仅可撤销没有网格、下级和在办事件的辖区。', reshape: '边界随网格方案调整。',
  },
  touch: { areas: '{n} 个辖区', zones: '{n} 个网格', posts: '{n} 个岗位', buildings: '{n} 栋楼', households: '{n} 户', incidents: '{n} 件事件', teams: '{n} 支巡逻队', dutiesMoved: '{n} 项账号职责随之转移', dutiesKept: '{n} 个账号对新辖区同样有职责' },
  schemes: '编码规则', retired: '已停用', changeScheme: '修改 {name}', newScheme: '新增规则', schemeId: '规则标识', schemeIdHint: '1 到 40 个小写字母、数字或连字符', source: '出处与版本', parts: '各段(层级 长度 digits|alphanumeric [zero]),以逗号分隔', tryCode: '试一个编码', codeFits: '符合规则', schemeSaved: '规则已保存',
}
