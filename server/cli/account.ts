import { Argument, type Command, InvalidArgumentError, Option } from 'commander'
import { AccountId, type Assignment, Role } from '../../geodata/model/actor.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { Sql } from '../database.ts'
import { type Account, addAccount, addToken, changeAccount, managedAccounts, owner, revokeSessions, setPassword } from '../queries/account.ts'
import { hashPassword } from '../session/password.ts'
import { faultOfPassword } from '../session/passwordRules.ts'
import { keyOf, newToken } from '../session/token.ts'
import { areaByText } from './areaByText.ts'
import { addHandleCommands } from './handles.ts'
import { makePassword, readPassword } from './readPassword.ts'
import { textTable } from './table.ts'
import { CommandError } from './tell.ts'
import { withDatabase } from './withDatabase.ts'

const accountId = (text: string) => {
  if (!AccountId.safeParse(text).success) throw new InvalidArgumentError('Expected 1 to 64 small letters, digits and hyphens.')
  return text
}
const days = (text: string) => {
  const value = Number(text)
  if (!(Number.isInteger(value) && value >= 1 && value <= 730)) throw new InvalidArgumentError('Expected 1 to 730 days.')
  return value
}
const id = () => new Argument('<id>', 'the name to sign in with').argParser(accountId)
const role = () => new Option('--role <role>', 'what the duty is').choices(Role.options).makeOptionMandatory()
type Duty = { role: Role; area: string }

/** The administration of accounts as the owner of the database; the first administrator is made here. */
export function addAccountCommands(program: Command): void {
  const account = program.command('account').summary('accounts, their duties, passwords and tokens').description('Administers accounts as the owner of the database. On the embedded database stop the server first.')
    .addHelpText('after', `
Examples:
  fangcun account add chief --name-zh 系统管理员 --name-en Administrator --role administrator --area 3101
  fangcun account password chief
  fangcun account duty add chief --role auditor --area 3101
  fangcun account post add officer-1 --zone 310101001001001 --kind grid_officer
  fangcun account token gis --label "QGIS of the planning office" --days 90`)
  account.command('list').summary('who there is').action(() => withDatabase(async (sql) => tellAccounts(sql, await managedAccounts(sql, owner))))
  account.command('add').summary('make an account with its first duty').addArgument(id())
    .requiredOption('--name-zh <name>', 'name of the post in Chinese').requiredOption('--name-en <name>', 'name of the post in English').addOption(role())
    .requiredOption('--area <area>', 'code or name of the area').option('--subject <subject>', 'subject at the OpenID provider')
    .action((name: string, flags: Duty & { nameZh: string; nameEn: string; subject?: string }) =>
      withDatabase(async (sql) => {
        const made = await addAccount(sql, owner, { id: name, nameZh: flags.nameZh, nameEn: flags.nameEn, assignments: [await dutyOf(sql, flags)], ...(flags.subject ? { subject: flags.subject } : {}) })
        console.log(made ? `${name} was made. It needs a password (fangcun account password ${name}) or a subject at the OpenID provider.` : `${name} was there already.`)
      }))
  account.command('password').summary('set a password; every session of the account ends').addArgument(id())
    .option('--generate', 'make one and print it; it must be changed at the first sign-in').action((name: string, flags: { generate?: boolean }) => withDatabase((sql, env) => givePassword(sql, env.FANGCUN_PASSWORD_PROFILE, name, Boolean(flags.generate))))
  const duty = account.command('duty').summary('add or remove a duty')
  for (const verb of ['add', 'remove'] as const) {
    duty.command(verb).addArgument(id()).addOption(role()).requiredOption('--area <area>', 'code or name of the area').action((name: string, flags: Duty) => withDatabase((sql) => changeDuty(sql, name, flags, verb)))
  }
  addHandleCommands(account, accountId)
  account.command('disable').summary('let nobody in by this account, and end its sessions').addArgument(id()).action((name: string) => change(name, { disabled: true }, 'is disabled'))
  account.command('enable').summary('open a disabled account again').addArgument(id()).action((name: string) => change(name, { disabled: false }, 'is open'))
  account.command('token').summary('a token for a program, printed once').addArgument(id()).requiredOption('--label <label>', 'what it is for').option('--days <days>', 'how long it is good', days, 365)
    .action((name: string, flags: { label: string; days: number }) =>
      withDatabase(async (sql) => {
        const token = newToken()
        known(await addToken(sql, owner, name, { id: uuidv7(Math.random, Date.now()), label: flags.label, days: flags.days }, keyOf(token)), name)
        console.error(`Good for ${flags.days} days; send it in the header "Authorization: Bearer TOKEN".`)
        console.log(token)
      }))
  account.command('revoke').summary('end every session and token of an account').addArgument(id()).action((name: string) => withDatabase(async (sql) => {
    known(await revokeSessions(sql, owner, name), name)
    console.log(`Every session and token of ${name} has ended.`)
  }))
}

function known(done: boolean, name: string): void {
  if (!done) throw new CommandError(`There is no account "${name}". (fangcun account list)`)
}

const change = (name: string, what: Parameters<typeof changeAccount>[3], said: string) =>
  withDatabase(async (sql) => {
    known(await changeAccount(sql, owner, name, what), name)
    console.log(`${name} ${said}.`)
  })

const dutyOf = async (sql: Sql, { role: wanted, area }: Duty): Promise<Assignment> => ({ role: wanted, areaId: await areaByText(sql, area) })

async function changeDuty(sql: Sql, name: string, flags: Duty, verb: 'add' | 'remove'): Promise<void> {
  const account = (await managedAccounts(sql, owner)).find((each) => each.id === name)
  if (!account) return known(false, name)
  const duty = await dutyOf(sql, flags)
  const others = account.assignments.filter((each) => each.role !== duty.role || each.areaId !== duty.areaId)
  if (verb === 'remove' && others.length === account.assignments.length) throw new CommandError(`${name} has no such duty.`)
  known(await changeAccount(sql, owner, name, { assignments: verb === 'add' ? [...others, duty] : others }), name)
  console.log(`${name} ${verb === 'add' ? 'has' : 'no longer has'} the duty ${flags.role} in ${flags.area}.`)
}

async function givePassword(sql: Sql, profile: 'asvs' | 'gbt22239-3', name: string, generate: boolean): Promise<void> {
  const account = (await managedAccounts(sql, owner)).find((each) => each.id === name)
  if (!account) return known(false, name)
  const password = generate ? makePassword() : await readPassword()
  const fault = faultOfPassword(password, name, profile)
  if (fault) throw new CommandError(`The password will not do: ${fault}.`)
  known(await setPassword(sql, owner, name, await hashPassword(password), generate), name)
  if (generate) console.log(password)
  else console.log(`The password of ${name} is set; its sessions have ended.`)
}

async function tellAccounts(sql: Sql, accounts: Account[]): Promise<void> {
  const names = new Map((await sql<{ id: number; code: string }[]>`select id, code from area`).map(({ id: area, code }) => [area, code]))
  const rows = accounts.map(({ id: name, nameZh, assignments, disabledAt, hasPassword, hasSubject, demo, sessions }) => [
    name, nameZh, assignments.map((each) => `${each.role} ${names.get(each.areaId) ?? each.areaId}`).join(', ') || 'no duty',
    [disabledAt && 'disabled', demo && 'demo', hasPassword && 'password', hasSubject && 'OpenID', sessions.length && `${sessions.length} sessions`].filter(Boolean).join(', '),
  ])
  console.log(rows.length ? textTable(rows, 4) : 'There is no account.')
}
