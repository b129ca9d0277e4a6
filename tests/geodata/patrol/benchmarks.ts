import { type Instance, parseInstance } from '../../../geodata/patrol/instance.ts'
import { sample } from '../samples.ts'

const read = (path: string) => sample(`benchmarks/${path}`)

export const readBenchmark = (path: string): Instance => parseInstance(read(path))

/** Instances of a folder with their optimum or best known value. */
export function benchmarks(kind: 'tsplib' | 'cvrp' | 'vrptw'): { name: string; path: string; best: number }[] {
  return read(`${kind}/optimum.csv`).trim().split('\n').slice(1).map((line) => {
    const [name, best] = line.split(',')
    return { name: name!, path: `${kind}/${name}.${kind === 'tsplib' ? 'tsp' : 'vrp'}`, best: Number(best) }
  })
}

/** The text of an orienteering instance as OPLib writes it, from its row: nodes of TSPLIB, a formula of scores, a limit. */
function oplibText(name: string, base: string, limit: string): string {
  const text = read(`tsplib/${base}.tsp`)
  const { dimension, distance } = parseInstance(text)
  const farthest = Math.max(...distance.slice(0, dimension))
  const score = (i: number) => (name.includes('gen1') ? 1 : name.includes('gen2') ? 1 + ((7141 * i + 73) % 100) : i === 0 ? 0 : 1 + Math.floor((99 * distance[i]!) / farthest))
  const scores = Array.from({ length: dimension }, (_, i) => `${i + 1} ${score(i)}`)
  const header = text.replace(/TYPE\s*:\s*TSP/, `TYPE : OP\nCOST_LIMIT : ${limit}`).replace(/EOF\s*$/, '')
  return `${header.trimEnd()}\nNODE_SCORE_SECTION\n${scores.join('\n')}\nDEPOT_SECTION\n1\n-1\nEOF\n`
}

export function orienteering(): { name: string; best: number; text: string }[] {
  return read('orienteering/best_known.csv').trim().split('\n').slice(1).map((line) => {
    const [, name, base, limit, best] = /^([^,]+),([^,]+),(?:"[^"]*"|[^,]*),(\d+),(\d+),/.exec(line)!
    return { name: name!, best: Number(best), text: oplibText(name!, base!, limit!) }
  })
}
