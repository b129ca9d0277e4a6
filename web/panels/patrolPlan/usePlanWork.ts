import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { PatrolQuestion } from '../../../geodata/model/patrolPlan.ts'
import { uuidv7 } from '../../../geodata/model/id.ts'
import { Problem } from '../../api/http.ts'
import { useMessages } from '../../stores/messages.ts'
import { usePatrolDesk } from '../../stores/patrolDesk.ts'
import type { PatrolWork } from '../../stores/patrolKeep.ts'
import { usePatrolPlans } from '../../stores/patrolPlans.ts'
import { usePatrolRounds } from '../../stores/patrolRounds.ts'
import { isBusy } from '../../stores/roundRoutes.ts'
import { usePlanRefusal } from './usePlanRefusal.ts'
import { useRoundWords } from './useRoundWords.ts'

/** What was found goes to the desk, and what lies there is planned again. */
function useSearchWork() {
  const { t } = useI18n()
  const [desk, rounds, messages] = [usePatrolDesk(), usePatrolRounds(), useMessages()]
  const words = useRoundWords()
  /** Puts an alternative on the desk; in the place of what lay there, where it was asked from that. */
  function choose(index: number) {
    const { answer, question } = desk.asked
    const one = answer?.alternatives[index]
    if (!one || !question) return
    desk.asked.choose(index)
    rounds.take({ question, problem: answer!.problem, warnings: answer!.warnings, ...one }, desk.form?.name || t('patrolPanel.newPlan'))
    desk.keep()
  }
  async function find(question: PatrolQuestion) {
    if (await desk.asked.ask(question, rounds.routes)) choose(0)
  }
  const replan = () => find({ ...rounds.work!.question, seed: rounds.work!.question.seed + 1 })
  /** Least change: what the others have stays with them, and what was the team's is dealt out. */
  async function dropOut(team: number) {
    const { question } = rounds.work!
    const callSign = words.callSign(team)
    const gone = question.teams[team]!.teamId
    desk.edit({ teams: desk.form?.teams.map((each) => (each.teamId === gone ? { ...each, on: false } : each)) ?? [] })
    await find({ ...question, teams: question.teams.filter((_, i) => i !== team) })
    if (!desk.asked.error) messages.say(t('patrolPanel.droppedOut', { callSign }), 'good')
  }
  return { choose, replan, dropOut }
}

/** Does what may be refused; of two who change the same version the second is asked what to do. */
function usePlanTry() {
  const { t } = useI18n()
  const router = useRouter()
  const [rounds, plans, messages] = [usePatrolRounds(), usePatrolPlans(), useMessages()]
  const refusal = usePlanRefusal()
  async function tried<Result>(work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.document.status === 409) rounds.clash = true
      else refuse(error)
      return null
    }
  }
  /** Where another plan stands against it, that is one step away. */
  function refuse(problem: Problem) {
    const { text, plan } = refusal(problem)
    const other = plans.all.find(({ name, state }) => state === 'published' && name === plan)
    messages.say(text, 'bad', 15_000, other ? { text: t('patrolPanel.openOther'), run: () => void router.push(`/patrol-plans/${other.id}`) } : null)
  }
  return tried
}

/** What is done to a plan as a whole: each says what became of it and can be undone; a refusal is said in the server's words. */
export function usePlanWork() {
  const { t } = useI18n()
  const router = useRouter()
  const [desk, rounds, plans, messages] = [usePatrolDesk(), usePatrolRounds(), usePatrolPlans(), useMessages()]
  const tried = usePlanTry()
  const { choose, replan, dropOut } = useSearchWork()
  async function save() {
    const { work } = rounds
    if (work && (await tried(() => desk.save('save')))) { messages.say(t('patrolPanel.saved', { name: work.name }), 'good'); void router.replace(`/patrol-plans/${work.planId}`) }
  }
  async function publish() {
    const { work } = rounds
    if (!work) return
    const out = await tried(() => desk.save('publish'))
    // Refused, the plan may be kept all the same: its address holds from now on.
    if (rounds.work?.version) void router.replace(`/patrol-plans/${work.planId}`)
    if (!out) return
    messages.say(t('patrolPanel.published', { name: work.name, n: rounds.routes.filter(isBusy).length }), 'good', 12_000, { text: t('patrolPanel.withdraw'), run: () => void step('withdraw') })
  }
  async function step(name: 'withdraw' | 'discard' | 'restore') {
    const { work } = rounds
    if (!work?.version) return
    const now = await tried(() => plans.step(name, work.planId))
    if (!now) return
    const said = { withdraw: 'withdrawn', discard: 'discarded', restore: 'restored' } as const
    messages.say(t(`patrolPanel.${said[name]}`, { name: now.name }), 'info', 12_000, name === 'restore' ? null : { text: t('patrolPanel.undo'), run: () => void back(name, work) })
    rounds.patch({ version: now.version, state: now.state === 'discarded' ? 'withdrawn' : now.state })
    if (name === 'discard') fresh()
  }
  /** What was withdrawn goes to the phones again, what was discarded lies on the desk again. */
  async function back(from: 'withdraw' | 'discard', { planId, name }: PatrolWork) {
    const now = await tried(() => plans.step(from === 'withdraw' ? 'publish' : 'restore', planId))
    if (!now) return
    messages.say(t(from === 'withdraw' ? 'patrolPanel.publishedAgain' : 'patrolPanel.restored', { name }), 'good')
    if (rounds.work?.planId === planId) rounds.patch({ version: now.version, state: from === 'withdraw' ? 'published' : 'draft' })
    else if (!rounds.work) void router.push(`/patrol-plans/${planId}`)
  }
  /** An empty desk. */
  function fresh() {
    rounds.clear()
    desk.asked.clear()
    desk.drop()
    void router.replace('/patrol-plans')
  }
  function asNew() {
    rounds.patch({ planId: uuidv7(Math.random, Date.now()), version: null, state: 'draft', changed: true, sent: false })
    rounds.clash = false
    void save()
  }
  return { choose, replan, dropOut, save, publish, step, fresh, asNew }
}
