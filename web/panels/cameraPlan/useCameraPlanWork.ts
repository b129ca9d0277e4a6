import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { uuidv7 } from '../../../geodata/model/id.ts'
import type { CameraAlternative, CameraPlacementAnswer } from '../../../geodata/model/cameraPlacement.ts'
import type { CameraPlanRecord, CameraPlanSite } from '../../../geodata/model/cameraPlan.ts'
import { Problem } from '../../api/http.ts'
import { useActor } from '../../stores/actor.ts'
import { useCameraPlans } from '../../stores/cameraPlans.ts'
import { useMessages } from '../../stores/messages.ts'
import { useProblemText } from '../../ui/problemText.ts'
import { useView } from '../currentView.ts'

const sitesAsGiven = ({ ordinal: _place, cameraId: _camera, ...site }: CameraPlanRecord['sites'][number]): CameraPlanSite => site
const newId = () => uuidv7(Math.random, Date.now())

/** What is done to plans of cameras: each says what became of it and can be undone; a refusal is said in the server's words. */
export function useCameraPlanWork() {
  const { t } = useI18n()
  const actor = useActor()
  const plans = useCameraPlans()
  const messages = useMessages()
  const problemText = useProblemText()
  const { view, patch } = useView()
  const may = computed(() => ({ plan: actor.may('plan'), adopt: actor.may('adopt') }))

  /** @returns null where it was refused, which has been said */
  async function tried<Result>(work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const conflict = error.document.status === 409
      messages.say(conflict ? t('cameraPlan.conflict') : problemText(error), 'bad')
      if (conflict) { void plans.load(); if (view.value.cameraPlanId) void plans.open(view.value.cameraPlanId) }
      return null
    }
  }
  /** A draft that says where it came from: the question and the figures it had. */
  async function take(name: string, { question, ground }: CameraPlacementAnswer, { kind, sites, figures }: CameraAlternative) {
    const kept = await tried(() => plans.keep({ id: newId(), areaId: question.areaId, name, note: '', origin: { kind, question: { ...question, drawn: question.drawn.length }, figures, ground }, sites }))
    if (!kept) return null
    messages.say(t('cameraPlan.made', { name: kept.name }), 'good')
    patch({ cameraPlanId: kept.id })
    return kept
  }
  /** A discarded plan is drawn up again as a new draft; what was discarded stays in the record. */
  async function restore({ plan, sites }: CameraPlanRecord) {
    const again = await tried(() => plans.keep({ id: newId(), areaId: plan.areaId, name: plan.name, note: plan.note, origin: { ...plan.origin, copyOf: plan.id }, sites: sites.map(sitesAsGiven) }))
    if (again) { messages.say(t('cameraPlan.restored', { name: again.name }), 'good'); patch({ cameraPlanId: again.id }) }
  }
  async function discard(record: CameraPlanRecord) {
    const gone = await tried(() => plans.step('discard', record.plan.id))
    if (!gone) return
    if (view.value.cameraPlanId === gone.id) patch({ cameraPlanId: null })
    messages.say(t('cameraPlan.discardedNow', { name: gone.name }), 'info', 12_000, { text: t('cameraPlan.undo'), run: () => void restore(record) })
  }
  async function withdraw(id: string) {
    const back = await tried(() => plans.step('withdraw', id))
    if (back) messages.say(t('cameraPlan.withdrawn', { name: back.name }), 'good')
  }
  async function adopt(id: string) {
    const adopted = await tried(() => plans.step('adopt', id))
    if (adopted) messages.say(t('cameraPlan.adoptedNow', { name: adopted.name, n: adopted.sites }), 'good', 12_000, { text: t('cameraPlan.undo'), run: () => void withdraw(id) })
  }
  async function dropSite({ plan, sites }: CameraPlanRecord, ordinal: number) {
    const before = sites.map(sitesAsGiven)
    const left = await tried(() => plans.withSites(plan.id, before.filter((_, i) => sites[i]!.ordinal !== ordinal)))
    if (left) messages.say(t('cameraPlan.siteGone', { n: ordinal }), 'info', 12_000, { text: t('cameraPlan.undo'), run: () => void tried(() => plans.withSites(plan.id, before)) })
  }
  return { may, tried, take, restore, discard, withdraw, adopt, dropSite }
}
