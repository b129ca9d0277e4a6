import { Argument, type Command, InvalidArgumentError, Option } from 'commander'
import { PostKindId } from '../../geodata/model/zone.ts'
import type { Sql } from '../database.ts'
import { type Handles, managedAccounts, owner, setHandles } from '../queries/account.ts'
import { CommandError } from './tell.ts'
import { withDatabase } from './withDatabase.ts'

/** Kinds are rows of the database; that there is none of a kind is said when it is looked for. */
function kindOf(text: string): string {
  if (!PostKindId.safeParse(text).success) throw new InvalidArgumentError('Expected a kind of post, e.g. grid_officer.')
  return text
}

/** Who holds a post and who rides with a team. `read` makes of the argument what an account is called. */
export function addHandleCommands(account: Command, read: (text: string) => string): void {
  const id = () => new Argument('<id>', 'the name to sign in with').argParser(read)
  const post = account.command('post').summary('put an account on the post of a zone, or take it off')
  const team = account.command('team').summary('let an account ride with a team, or no longer')
  for (const verb of ['add', 'remove'] as const) {
    post.command(verb).addArgument(id()).requiredOption('--zone <zone>', 'code or name of the zone').addOption(new Option('--kind <kind>', 'which post').argParser(kindOf).makeOptionMandatory())
      .action((name: string, { zone, kind }: { zone: string; kind: string }) => withDatabase(async (sql) => change(sql, name, 'postIds', await postOf(sql, zone, kind), verb, `the post ${kind} of ${zone}`)))
    team.command(verb).addArgument(id()).requiredOption('--team <team>', 'call sign of the team')
      .action((name: string, { team: callSign }: { team: string }) => withDatabase(async (sql) => change(sql, name, 'teamIds', await teamOf(sql, callSign), verb, `the team ${callSign}`)))
  }
}

async function change(sql: Sql, name: string, list: keyof Handles, id: number, verb: 'add' | 'remove', what: string): Promise<void> {
  const handles = (await managedAccounts(sql, owner)).find((each) => each.id === name)?.handles
  if (!handles) throw new CommandError(`There is no account "${name}". (fangcun account list)`)
  if (verb === 'remove' && !handles[list].includes(id)) throw new CommandError(`${name} does not have ${what}.`)
  await setHandles(sql, owner, name, { ...handles, [list]: verb === 'add' ? [...new Set([...handles[list], id])] : handles[list].filter((each) => each !== id) })
  console.log(`${name} ${verb === 'add' ? 'has' : 'no longer has'} ${what}.`)
}

const only = (rows: readonly { id: number }[], what: string, many: string): number => {
  const [row] = rows
  if (!row || rows.length > 1) throw new CommandError(rows.length ? `${what}: there are ${rows.length}; ${many}.` : `There is no ${what}.`)
  return row.id
}

const postOf = async (sql: Sql, zone: string, kind: string): Promise<number> =>
  only(await sql<{ id: number }[]>`select p.id from post p join zone z on z.id = p.zone_id where p.valid_to is null and z.valid_to is null and p.kind = ${kind} and ${zone} in (z.code, z.name_zh, z.name_en) order by p.account_id is not null, p.id`, `post ${kind} in a zone "${zone}"`, 'give the code of the zone, or choose on the page of accounts')

const teamOf = async (sql: Sql, callSign: string): Promise<number> => only(await sql<{ id: number }[]>`select id from team where call_sign = ${callSign} order by id`, `team "${callSign}"`, 'choose on the page of accounts')
