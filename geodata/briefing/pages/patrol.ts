import { hasFigure, numberOf, rowsOf } from '../source.ts'
import { figure, map, page, type PageOf, sentence, text } from './blocks.ts'
import { cameraSentences, doseSentences, presenceSentences } from './patrolWords.ts'

export const patrolPage: PageOf = (source) => page('patrol', [...text('patrol.text', doseSentences(source)), ...figure(source, 'patrol.dose', 'table')], ['patrol'])
export const coveragePage: PageOf = (source) => {
  if (!hasFigure(source, 'patrol.presence')) return null
  return page('coverage', [...text('coverage.text', presenceSentences(source)), ...figure(source, 'patrol.presence', 'tiles'), map(source, 'coverage', { layers: ['zones', 'coverage'] }, 'patrol.presence')], ['patrol'])
}
export const camerasPage: PageOf = (source) => page('cameras', [...text('cameras.text', cameraSentences(source)), ...(['cameras.working', 'cameras.outages'] as const).flatMap((key) => figure(source, key, 'tiles')), ...figure(source, 'cameras', 'bars'), ...figure(source, 'cameras.down', 'table')], ['cameras'])
export const cameraCoverPage: PageOf = (source) => {
  const whole = rowsOf(source, 'cameras.cover').find(({ id }) => id === null)
  if (!hasFigure(source, 'cameras.cover')) return null
  return page('cameraCover', [
    ...text('cameraCover.text', [whole && numberOf(whole, 'share') !== null ? sentence('cameras.cover', { share: numberOf(whole, 'share'), sharedShare: numberOf(whole, 'sharedShare') }) : null]),
    map(source, 'cameras', { layers: ['zones', 'cameraViews', 'cameras'] }, 'cameras.cover'), ...figure(source, 'cameras.cover', 'table'),
  ], ['cameras'])
}
