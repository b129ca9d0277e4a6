export const session = {
  signIn: 'Sign in', signingIn: 'Signing in', account: 'Account', password: 'Password', newPassword: 'New password', show: 'Show', hide: 'Hide', capsLock: 'Caps Lock is on',
  claim: 'The neighbourhoods on one map', promise: 'Fangcun shows places, matters, equipment and staff on duty, and nothing about residents. Signing in and reading what is sensitive are audited.',
  wrong: 'The account or the password is wrong.', throttled: 'Too many attempts. Try again in {n} s.', again: 'You may try again now.', refused: 'This account cannot sign in.', needNew: 'Set a new password first.',
  oidc: 'Sign in with {name}', oidcFailed: 'Signing in with the provider did not work. Try again or use a password.',
  demo: 'Demo duties', demoHint: 'On this machine only: one click opens the demo town in that duty.',
  ended: 'The session has ended', endedHint: '{name}, please sign in again. The page and what you typed are still here.', asAnother: 'Use another account (what was not sent is dropped)',
  changePassword: 'Change password', passwordChanged: 'The password was changed', passwordHint: 'At least 8 characters, a long sentence is better; common passwords are refused.', signOut: 'Sign out', signOutEverywhere: 'Sign out everywhere',
  menu: { label: 'Signed in', demo: 'Change demo duty', figures: 'Figures', deadlines: 'Deadline settings', accounts: 'Accounts', audit: 'Audit log' },
}
