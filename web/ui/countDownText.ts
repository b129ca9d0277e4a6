import { useI18n } from 'vue-i18n'
import type { DeadlineStep } from '../../geodata/model/deadline.ts'
import { useFormat } from '../i18n/format.ts'
import type { CountDown } from './countDown.ts'

/** What a countdown says: shown, when pointed at, and aloud. */
export function useCountDownText() {
  const { t } = useI18n()
  const format = useFormat()
  return ({ state, form, big, small }: CountDown, dueAt: string, dueStep: string | null | undefined) => {
    const span = t(`deadline.span.${form}`, { big, small: form === 'minutes' ? String(small).padStart(2, '0') : small })
    const text = t(`deadline.count.${state === 'paused' ? 'paused' : state === 'overdue' ? 'overdue' : 'left'}`, { span })
    const due = t('deadline.due', { time: format.dateTime(dueAt) })
    const step = dueStep ? t(`deadline.step.${dueStep as DeadlineStep}`) : t('deadline.limit')
    // Seconds stay out of what is read aloud: a text that changes each second is never read to its end.
    const said = form === 'minutes' ? t('deadline.count.left', { span: t('deadline.span.wholeMinutes', { big }) }) : text
    return { text, title: `${step} · ${due}`, label: `${step} ${said}, ${due}` }
  }
}
