import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Actor } from '../../geodata/model/actor.ts'
import { sessionEnd } from '../api/http.ts'
import type { Session } from '../api/answers.ts'
import { sessionClient } from '../api/session.ts'
import { useLoad } from './loading.ts'
import { leavePhone } from './phone/keptActor.ts'

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
  /** Counts beginnings and ends of signing in: what was asked with an older cookie says nothing about the session of now. */
  let signIns = 0
  async function check() {
    const before = signIns
    const answer = await load.load()
    if (before === signIns) take(answer)
  }
  // Not believed at once: a request that was under way when the account changed is refused too.
  sessionEnd.tell = () => void check()
  async function begin(answer: Promise<Session>) {
    signIns++
    try { take(await answer) } finally { signIns++ }
  }

  /** `newPassword` takes the place of one that was given for the first sign-in only. @throws Problem */
  const signIn = (account: string, password: string, newPassword?: string) => begin(sessionClient.password(account.trim().toLowerCase(), password, newPassword))
  /** @throws Problem */
  const demo = (id: string) => begin(sessionClient.demo(id))
  /** @throws Problem */
  async function signOut(everywhere = false) {
    await (everywhere ? sessionClient.signOutEverywhere() : sessionClient.signOut())
    const left = actor.value?.id
    actor.value = null
    // A browser may keep nothing at all.
    if (left !== undefined) await leavePhone(left).catch(() => {})
  }
  return { state: load.state, error: load.error, methods, actor, ended, check, signIn, demo, signOut, changePassword: sessionClient.changePassword }
})
