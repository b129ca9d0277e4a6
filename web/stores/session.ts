import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Actor } from '../../geodata/model/actor.ts'
import { sessionEnd } from '../api/http.ts'
import type { Session } from '../api/answers.ts'
import { sessionClient } from '../api/session.ts'
import { useLoad } from './loading.ts'

/** Whether somebody is signed in, and how one may. The database decides what that allows. */
export const useSession = defineStore('session', () => {
  const load = useLoad((signal) => sessionClient.read(signal))
  /** Who works at this desk. Stays while a session that ended waits to be opened again. */
  const actor = shallowRef<Actor | null>(null)
  const ended = shallowRef(false)
  const methods = computed(() => load.data.value?.methods ?? null)

  function take(answer: Session | null) {
    if (!answer) return
    load.data.value = answer
    if (answer.actor) { actor.value = answer.actor; ended.value = false }
    else if (actor.value) ended.value = true
  }
  const check = async () => take(await load.load())
  sessionEnd.tell = () => { if (actor.value) ended.value = true; else void check() }

  /** `newPassword` takes the place of one that was given for the first sign-in only. @throws Problem */
  const signIn = async (account: string, password: string, newPassword?: string) => take(await sessionClient.password(account.trim().toLowerCase(), password, newPassword))
  /** @throws Problem */
  const demo = async (id: string) => take(await sessionClient.demo(id))
  /** @throws Problem */
  async function signOut(everywhere = false) {
    await (everywhere ? sessionClient.signOutEverywhere() : sessionClient.signOut())
    actor.value = null
  }
  return { state: load.state, error: load.error, methods, actor, ended, check, signIn, demo, signOut, changePassword: sessionClient.changePassword }
})
