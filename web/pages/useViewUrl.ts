import { useDebounceFn } from '@vueuse/core'
import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { View } from '../../geodata/model/view.ts'
import { useDesk } from '../stores/desk.ts'
import { useMessages } from '../stores/messages.ts'
import { decodeView, encodeView } from '../stores/viewUrl.ts'
import { useViews } from '../stores/views.ts'

/**
 * Keeps a view and the address bar equal. Camera moves and a playing clock replace the entry; everything else pushes one, so that
 * the back button undoes a choice and not a scroll.
 */
export function useViewUrl(viewId: string, defaults: () => View) {
  const route = useRoute()
  const router = useRouter()
  const views = useViews()
  const desk = useDesk()
  const messages = useMessages()
  const { t } = useI18n()
  const textOf = (query: object) => JSON.stringify(Object.entries(query).toSorted())
  let written = ''

  function readUrl() {
    const { view, bad } = decodeView(route.query, defaults())
    if (bad.length > 0) messages.say(t('error.badLink', { parts: bad.join(', ') }), 'bad')
    written = textOf(encodeView(view, defaults()))
    if (route.query.go && view.selection) desk.comeTo = JSON.stringify(view.selection)
    views.open(viewId, view)
  }

  function write(mode: 'push' | 'replace') {
    const query = encodeView(views.at(viewId), defaults())
    const text = textOf(query)
    if (text === written) return
    written = text
    void router[mode]({ query })
  }
  const replaceSoon = useDebounceFn(() => write('replace'), 300)

  readUrl()
  watch(() => route.query, (query) => { if (textOf(query) !== written) readUrl() })
  watch(() => views.views[viewId], (view, before) => {
    if (!view || !before) return
    const kept = view.layers === before.layers && view.selection === before.selection && view.zoneFigure === before.zoneFigure && view.analysis === before.analysis
    if (kept) void replaceSoon()
    else write('push')
  })
}
