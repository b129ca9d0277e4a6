import { figure, page, type PageOf, text } from './blocks.ts'
import { keptSentences, workSentences } from './doneWords.ts'

export const donePage: PageOf = (source) => page('done', [...text('done.text', workSentences(source)), ...figure(source, 'done.orders', 'tiles'), ...figure(source, 'done.results', 'bars'), ...figure(source, 'done.results', 'table')], ['service'])
export const effectPage: PageOf = (source) => page('effect', [...text('effect.text', keptSentences(source)), ...figure(source, 'hotspots.kept', 'table')], ['effect'])
