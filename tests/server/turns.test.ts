import { describe, expect, it } from 'vitest'
import { createTurns } from '../../server/turns.ts'

/** Work that ends when it is told to; `started` says in what order it began. */
function workshop() {
  const started: string[] = []
  const ends = new Map<string, (failure?: Error) => void>()
  const work = (name: string) => () => {
    started.push(name)
    return new Promise<string>((done, fail) => void ends.set(name, (failure) => (failure ? fail(failure) : done(name))))
  }
  return { started, work, end: (name: string, failure?: Error) => ends.get(name)?.(failure) }
}
const settle = () => new Promise((done) => setTimeout(done, 0))

describe('turns', () => {
  it('of one account are few at once and in order; other accounts do not wait', async () => {
    const inTurn = createTurns(2, 10)
    const { started, work, end } = workshop()
    const asked = ['a', 'b', 'c', 'd'].map((name) => inTurn('greedy', work(name)))
    const other = inTurn('modest', work('x'))
    await settle()
    expect(started).toEqual(['a', 'b', 'x'])
    end('x')
    expect(await other).toBe('x')
    end('b', new Error('no'))
    await expect(asked[1]).rejects.toThrow('no')
    await settle()
    expect(started).toEqual(['a', 'b', 'x', 'c'])
    end('a')
    await settle()
    end('c')
    end('d')
    expect(await Promise.all([asked[0], asked[2], asked[3]])).toEqual(['a', 'c', 'd'])
    const late = inTurn('greedy', work('e'))
    await settle()
    expect(started.at(-1)).toBe('e')
    end('e')
    expect(await late).toBe('e')
  })

  it('sends away who has too many waiting, and takes them again afterwards', async () => {
    const inTurn = createTurns(1, 1)
    const { work, end } = workshop()
    const first = inTurn('greedy', work('a'))
    const second = inTurn('greedy', work('b'))
    await expect(inTurn('greedy', work('c'))).rejects.toMatchObject({ status: 429 })
    end('a')
    await first
    await settle()
    const third = inTurn('greedy', work('d'))
    end('b')
    await settle()
    end('d')
    expect(await Promise.all([second, third])).toEqual(['b', 'd'])
  })
})
