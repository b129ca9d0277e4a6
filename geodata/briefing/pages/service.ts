import { figure, page, type PageOf, text } from './blocks.ts'
import { indicatorKeys, queueSentences, rateSentences } from './serviceWords.ts'

export const servicePage: PageOf = (source) => page('service', [...[...indicatorKeys, 'time.toClose' as const].flatMap((key) => figure(source, key, 'tiles')), ...text('service.text', rateSentences(source))], ['service'])
export const queuePage: PageOf = (source) => page('queue', [...text('queue.text', queueSentences(source)), ...figure(source, 'queue', 'bars'), ...figure(source, 'queue', 'table')], ['service'])
