export const session = {
  signIn: 'Sign in', signingIn: 'Signing in', account: 'Account', password: 'Password', newPassword: 'New password', show: 'Show', hide: 'Hide', capsLock: 'Caps Lock is on',
  claim: 'The neighbourhoods on one map', promise: 'Fangcun shows places, matters, equipment and staff on duty, and nothing about residents. Signing in and reading what is sensitive are audited.',
  wrong: 'The account or the password is wrong.', throttled: 'Too many attempts. Try again in {n} s.', again: 'You may try again now.', refused: 'This account cannot sign in.', needNew: 'Set a new password first.',
  oidc: 'Sign in with {name}', oidcFailed: 'Signing in with the provider did not work. Try again or use a password.',
  demo: 'Demo duties', demoHint: 'On this machine only: one click opens the demo town in that duty.',
  ended: 'The session has ended', endedHint: '{name}, please sign in again. The page and what you typed are still here.', asAnother: 'Use another account (what was not sent is dropped)',
  changePassword: 'Change password', passwordChanged: 'The password was changed', passwordHint: 'At least 8 characters, a long sentence is better; common passwords are refused.', signOut: 'Sign out', signOutEverywhere: 'Sign out everywhere',
  menu: { label: 'Signed in', demo: 'Change demo duty', figures: 'Figures', deadlines: 'Deadline settings', accounts: 'Accounts', audit: 'Audit log' },
  accounts: {
    add: 'Add an account', edit: 'Change account {id}', change: 'Change', access: 'Access: {id}', accessShort: 'Access', find: 'Find an account', idHint: '1 to 64 small letters, digits or hyphens', nameHint: 'The call name of the duty, not the name of a person.', nameZh: 'Chinese name', nameEn: 'English name',
    subject: 'Provider', duties: 'Duties', role: 'Role', area: 'Area', addDuty: 'Add a duty', removeDuty: 'Remove this duty', save: 'Save', signIn: 'Signs in by', sessions: 'Sessions', actions: 'Actions', disabled: 'Disabled', disable: 'Disable', enable: 'Enable',
    temporary: 'Temporary password', temporaryHint: 'It has to be changed at the first sign-in; every session of the account ends.', setPassword: 'Set the password', passwordSet: 'The temporary password was set', revoke: 'End this session', revokeAll: 'End all sessions', seen: 'last seen {time}', expires: 'expires {time}', kind: { browser: 'Browser', token: 'Program token', wall: 'Wall display' },
    handles: 'Posts and teams', handlesShort: 'Posts', handlesOf: 'Posts and teams: {id}', handlesHint: 'Work orders given to these posts and teams are handled by this account. They lie where it has a duty; a post that another account holds changes hands.', noHandles: 'Holds no post and rides with no team', removeHandle: 'Remove {name}', moreHandles: '{n} more; search to find them',
    token: 'Tokens for programs', tokenOnce: 'The token is shown this once; keep it now:', tokenLabel: 'What it is for', tokenDays: 'Valid for days', makeToken: 'Make a token',
  },
  audit: {
    when: 'When', what: 'What', target: 'On what', result: 'Result', done: 'done', refused: 'refused', failed: 'failed',
    action: { sign_in: 'Sign in', sign_out: 'Sign out', duty_add: 'Duty added', duty_remove: 'Duty removed', account_add: 'Account added', account_change: 'Account changed', account_handles: 'Posts and teams set', account_password: 'Password set', session_revoke: 'Sessions ended', account_token: 'Token made', contact_read: 'Contact read', contact_write: 'Contact written', contact_erase: 'Contact erased', export: 'Export' },
  },
}
