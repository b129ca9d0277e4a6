export const session = {
  signIn: '登录', signingIn: '正在登录', account: '账号', password: '密码', newPassword: '新密码', show: '显示', hide: '隐藏', capsLock: '大写锁定已打开',
  claim: '社区网格一张图', promise: '方寸只显示场所、事项、设备和在岗人员,不含居民信息。登录与查看敏感内容会记入审计。',
  wrong: '账号或密码不对。', throttled: '尝试次数过多,请在 {n} 秒后再试。', again: '现在可以再试。', refused: '此账号不能登录。', needNew: '请先设置新密码。',
  oidc: '通过 {name} 登录', oidcFailed: '统一身份登录没有成功,请重试或使用密码。',
  demo: '演示身份', demoHint: '仅限本机:点选一个岗位即可进入演示城区。',
  ended: '会话已结束', endedHint: '{name},请重新登录。页面和未提交的内容都还在。', asAnother: '换用其他账号(未提交的内容将丢弃)',
  changePassword: '修改密码', passwordChanged: '密码已修改', passwordHint: '至少 8 位,长句更好;常见密码不可用。', signOut: '退出登录', signOutEverywhere: '在所有设备上退出',
  menu: { label: '当前身份', demo: '切换演示身份', figures: '指标', deadlines: '时限设置', accounts: '账号', audit: '审计记录' },
}
