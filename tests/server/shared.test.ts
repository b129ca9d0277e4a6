import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createShared } from '../../server/shared.ts'

it('equal questions are answered once, others at most two beside each other, and failures free their turn', async () => {
  const shared = createShared<string>(2)
  let beside = 0
  let most = 0
  const made: string[] = []
  const ask = (key: string) =>
    shared(key, async () => {
      made.push(key)
      most = Math.max(most, ++beside)
      await sleep(10)
      beside--
      if (key === 'bad') throw new Error('bad')
      return key
    })
  const answers = await Promise.allSettled(['a', 'a', 'bad', 'b', 'c', 'a', 'd', 'd'].map(ask))
  expect(answers.map((each) => (each.status === 'fulfilled' ? each.value : 'failed'))).toEqual(['a', 'a', 'failed', 'b', 'c', 'a', 'd', 'd'])
  expect([made.toSorted(), most]).toEqual([['a', 'b', 'bad', 'c', 'd'], 2])
  expect(await ask('a')).toBe('a')
  expect(made).toHaveLength(6)
})
