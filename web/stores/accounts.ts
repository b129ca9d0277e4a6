import { defineStore } from 'pinia'
import { computed } from 'vue'
import { uuidv7 } from '../../geodata/model/id.ts'
import { accountClient, type Account, type AccountChange, type Handles, type NewAccount } from '../api/accounts.ts'
import { useLoad } from './loading.ts'

/** Accounts that the actor administers; each change is answered with the account as it then is. */
export const useAccounts = defineStore('accounts', () => {
  const list = useLoad((signal) => accountClient.list(signal))
  const accounts = computed(() => (list.data.value?.accounts ?? []).toSorted((a, b) => a.id.localeCompare(b.id)))
  function put(account: Account): Account {
    list.data.value = { accounts: [...(list.data.value?.accounts ?? []).filter((each) => each.id !== account.id), account] }
    return account
  }
  /** @throws Problem, as all below */
  const add = async (account: NewAccount) => put((await accountClient.add(account)).account)
  const change = async (id: string, changed: AccountChange) => put((await accountClient.change(id, changed)).account)
  const setHandles = async (id: string, handles: Handles) => put((await accountClient.setHandles(id, handles)).account)
  const setPassword = async (id: string, password: string) => { await accountClient.setPassword(id, password); await list.load() }
  const revoke = async (id: string, session?: string) => { await accountClient.revoke(id, session); await list.load() }
  /** @returns the token, which is shown this once */
  async function makeToken(id: string, label: string, days: number): Promise<string> {
    const made = await accountClient.makeToken(id, { id: uuidv7(Math.random, Date.now()), label, days })
    await list.load()
    return made.token
  }
  return { state: list.state, error: list.error, accounts, load: list.load, add, change, setHandles, setPassword, revoke, makeToken }
})
