export const session = {
  signIn: '登录', signingIn: '正在登录', account: '账号', password: '密码', newPassword: '新密码', show: '显示', hide: '隐藏', capsLock: '大写锁定已打开',
  claim: '社区网格一张图', promise: '方寸只显示场所、事项、设备和在岗人员,不含居民信息。登录与查看敏感内容会记入审计。',
  wrong: '账号或密码不对。', throttled: '尝试次数过多,请在 {n} 秒后再试。', again: '现在可以再试。', refused: '此账号不能登录。', needNew: '请先设置新密码。',
  oidc: '通过 {name} 登录', oidcFailed: '统一身份登录没有成功,请重试或使用密码。',
  demo: '演示身份', demoHint: '仅限本机:点选一个岗位即可进入演示城区。',
  ended: '会话已结束', endedHint: '{name},请重新登录。页面和未提交的内容都还在。', asAnother: '换用其他账号(未提交的内容将丢弃)',
  changePassword: '修改密码', passwordChanged: '密码已修改', passwordHint: '至少 8 位,长句更好;常见密码不可用。', signOut: '退出登录', signOutEverywhere: '在所有设备上退出',
  menu: { label: '当前身份', demo: '切换演示身份', figures: '指标', deadlines: '时限设置', accounts: '账号', audit: '审计记录' },
  accounts: {
    add: '新增账号', edit: '修改账号 {id}', change: '修改', access: '登录方式:{id}', accessShort: '登录方式', find: '查找账号', idHint: '1 到 64 个小写字母、数字或连字符', nameHint: '写岗位呼名,不写个人姓名。', nameZh: '中文名', nameEn: '英文名',
    subject: '统一身份', duties: '岗位', role: '角色', area: '辖区', addDuty: '增加岗位', removeDuty: '移除岗位', save: '保存', signIn: '登录方式', sessions: '会话', actions: '操作', disabled: '已停用', disable: '停用', enable: '启用',
    temporary: '临时密码', temporaryHint: '首次登录时须自行更换;该账号的全部会话会结束。', setPassword: '设置密码', passwordSet: '临时密码已设置', revoke: '结束此会话', revokeAll: '结束全部会话', seen: '最近 {time}', expires: '到期 {time}', kind: { browser: '浏览器', token: '程序令牌', wall: '大屏' },
    handles: '岗位与队伍', handlesShort: '在岗', handlesOf: '岗位与队伍:{id}', handlesHint: '派给这些岗位和队伍的工单由此账号办理。仅限其辖区内;由他人担任的岗位将改由此账号担任。', noHandles: '未担任岗位,也未编入队伍', removeHandle: '移除 {name}', moreHandles: '另有 {n} 项,请搜索查找',
    token: '程序令牌', tokenOnce: '令牌只显示这一次,请立即保存:', tokenLabel: '用途', tokenDays: '有效天数', makeToken: '生成令牌',
  },
  audit: {
    when: '时间', what: '操作', target: '对象', result: '结果', done: '完成', refused: '拒绝', failed: '失败',
    action: { sign_in: '登录', sign_out: '退出', duty_add: '增加岗位', duty_remove: '移除岗位', account_add: '新增账号', account_change: '修改账号', account_handles: '调整岗位与队伍', account_password: '设置密码', session_revoke: '结束会话', account_token: '生成令牌', contact_read: '查看回访联系方式', contact_write: '填写回访联系方式', contact_erase: '删除回访联系方式', export: '导出' },
  },
}
