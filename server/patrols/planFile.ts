import { readFile } from 'node:fs/promises'
import { InstanceError, parseInstance } from '../../geodata/patrol/instance.ts'
import { solveInstance } from '../../geodata/patrol/solveInstance.ts'
import { createRandom } from '../../geodata/random.ts'
import { CommandError } from '../cli/tell.ts'
import { writeWhole } from '../cli/wholeFile.ts'

export type PlanFileFlags = { instance: string; seed: number; seconds: number; rounds?: number; out: string }

/** Solves an instance of a plain file and writes the solution; the lines are for the person at the keyboard. @throws CommandError */
export async function planFile({ instance: path, seed, seconds, rounds, out }: PlanFileFlags): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => { throw new CommandError(error.code === 'ENOENT' ? `--instance ${path}: there is no such file.` : `--instance ${path} cannot be read: ${error.message}.`) })
  if (text.includes('\0')) throw new CommandError(`--instance ${path} is not a text file; expected TSPLIB (.tsp), VRPLIB (.vrp) or OPLib (.oplib).`)
  const instance = readInstance(path, text)
  const started = performance.now()
  const solution = solveInstance(instance, rounds === undefined ? { seconds, clock: () => performance.now() } : { rounds }, createRandom(seed))
  const spent = (performance.now() - started) / 1000
  if (solution.broken.length > 0) throw new CommandError(`${solution.name || path}: no solution was found in ${spent.toFixed(1)} s, and none is written: ${solution.broken.slice(0, 5).join('; ')}. Longer --seconds may find one.`)
  await writeWhole(out, [`${JSON.stringify({ ...solution, seed, ...(rounds === undefined ? { seconds } : { rounds }) }, null, 1)}\n`])
  const { cost, score, routes, name } = solution
  const stops = routes.reduce((sum, route) => sum + route.length, 0)
  return [
    `${name || path}: ${score === null ? '' : `score ${score}, `}cost ${cost}, ${routes.length} ${routes.length === 1 ? 'route' : 'routes'} of ${stops} stops, in ${spent.toFixed(1)} s.`,
    `Written to ${out}.`,
  ]
}

function readInstance(path: string, text: string) {
  try {
    return parseInstance(text)
  } catch (error) {
    throw error instanceof InstanceError ? new CommandError(`--instance ${path}: ${error.message}`) : error
  }
}
