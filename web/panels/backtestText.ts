import type { Backtest } from '../api/answers.ts'

/** Which sentence is honest: "better" only when the method caught more than counting did on the same ground. */
export const backtestKey = (test: Pick<Backtest, 'hitRate' | 'countHitRate'>) => (test.hitRate > test.countHitRate ? 'backtestBetter' : 'backtestNotBetter')
