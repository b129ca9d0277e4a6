import { useI18n } from 'vue-i18n'
import { IncidentAction, IncidentResult, Satisfaction, type IncidentLogEntry } from '../../../geodata/model/incident.ts'
import { DeadlineStep } from '../../../geodata/model/deadline.ts'
import { useFormat } from '../../i18n/format.ts'
import { useCategories } from '../../stores/categories.ts'
import { useHandlerName } from './fields/handlers.ts'

type Given = { postId?: number; teamId?: number; task?: string; kind?: 'lead' | 'assist' }
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What was given with a step, in words. What an older or newer server wrote and nobody knows here is left out. */
export function useLogWords() {
  const { t } = useI18n()
  const format = useFormat()
  const categories = useCategories()
  const nameOf = useHandlerName()

  const order = (given: Given) => [t('loop.log.orderTo', { to: nameOf(given) || t('loop.handlerGone') }), given.kind === 'assist' ? t('loop.kind.assist') : '', given.task ?? ''].filter(Boolean).join(' · ')
  const category = (given: Record<string, unknown>) => {
    const found = categories.byId.get(Number(given.categoryId))
    const severity = Number(given.severity)
    return t('loop.log.category', { category: found ? format.name(found) : String(given.categoryId), severity: severity >= 1 && severity <= 4 ? t(`severity.${severity as 1}`) : '' })
  }

  return ({ payload = {} }: IncidentLogEntry): string[] => {
    const words: string[] = []
    if (Array.isArray(payload.orders)) words.push(...payload.orders.filter(isObject).map((each) => order(each as Given)))
    if (isObject(payload.addressee)) words.push(order(payload.addressee as Given))
    if (typeof payload.feedback === 'string') words.push(t('loop.log.feedback', { text: payload.feedback }))
    const result = IncidentResult.safeParse(payload.result)
    if (result.success) words.push(t('loop.log.result', { result: t(`loop.result.${result.data}`) }))
    const satisfaction = Satisfaction.safeParse(payload.satisfaction)
    if (satisfaction.success) words.push(t('loop.log.satisfaction', { satisfaction: t(`loop.satisfaction.${satisfaction.data}`) }))
    if (isObject(payload.category)) words.push(category(payload.category))
    if (Array.isArray(payload.parts)) words.push(t('loop.log.parts', { n: payload.parts.length }))
    const undone = IncidentAction.safeParse(payload.action)
    if (undone.success) words.push(t('loop.log.undone', { action: t(`action.${undone.data}`) }))
    const step = DeadlineStep.safeParse(payload.step)
    if (step.success) words.push(t('loop.log.step', { step: t(`deadline.step.${step.data}`) }))
    if (typeof payload.level === 'number' && payload.level > 0) words.push(t('loop.log.level', { n: payload.level }))
    if (typeof payload.dueAt === 'string') words.push(t('loop.log.due', { time: format.dateTime(payload.dueAt) }))
    if (typeof payload.gateway === 'string') words.push(t('cameraHealth.log.gateway', { name: payload.gateway, cameras: String(payload.cameras ?? '') }))
    else if (payload.cameraState === 'online' || payload.cameraState === 'offline') words.push(t(`cameraHealth.log.${payload.cameraState}`, { n: Number(payload.count ?? 1), cameras: String(payload.cameras ?? '') }))
    return words
  }
}
