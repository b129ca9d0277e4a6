import { AnalysisRefusal } from '../../geodata/analysis/method.ts'
import { methods } from '../../geodata/analysis/methods.ts'
import { parseParameters } from '../../geodata/analysis/parameters.ts'
import { unitCount } from '../../geodata/analysis/unitFeatures.ts'
import { CommandError } from '../cli/tell.ts'
import { type AnalyseFlags, kebab, parseFlags } from './flags.ts'
import { gather } from './gather.ts'
import { methodHelp, methodsHelp } from './help.ts'
import { answer } from './run.ts'
import { summaryText } from './summary.ts'
import { outOf, writeResult } from './writeResult.ts'

/** The command with the words after `analyse`. @throws what `tell` says in one sentence */
export async function analyseFiles(args: string[]): Promise<void> {
  const flags = parseFlags(args)
  if (!flags.method) {
    if (!flags.help && args.length) throw new CommandError(`Name a method first: ${Object.keys(methods).join(', ')}, or backtest.`)
    return console.log(methodsHelp())
  }
  if (flags.help) return console.log(methodHelp(flags.method))
  const out = outOf(flags.one.out, flags.arrow)
  checkParameters(flags)
  const gathered = await gather(flags)
  // Where nobody watches, a refusal is one sentence and nothing before it.
  const say = () => !flags.quiet && process.stderr.write(`${gathered.said.join('\n')}\n`)
  if (process.stderr.isTTY) say()
  try {
    const { result, backtest } = answer(flags, gathered, progress())
    clearLine()
    if (!process.stderr.isTTY) say()
    if (out) await writeResult(out, result, gathered.input, backtest, gathered.hasDegrees, flags.isBacktest)
    if (!flags.quiet) console.log(summaryText(result, backtest))
    if (!flags.quiet && out) console.log(`written: ${out.path}${result.units.kind === 'none' ? '' : ` (${unitCount(result.units).toLocaleString('en')} units)`}`)
  } catch (error) {
    clearLine()
    if (error instanceof AnalysisRefusal) throw new CommandError(sentence(error))
    throw error
  }
}

/** A wrong parameter is told before files are read. */
function checkParameters({ method, parameters }: AnalyseFlags): void {
  try {
    if (method) parseParameters(method, parameters)
  } catch (error) {
    throw error instanceof AnalysisRefusal ? new CommandError(sentence(error)) : error
  }
}

/** One sentence with an end, and the flag to change where the message does not name it. */
function sentence({ message, field }: AnalysisRefusal): string {
  const named = message.startsWith(`${field} `) ? `--${kebab(field)}${message.slice(field.length)}` : message
  const text = named.replace(/^[a-z]+(?=[\s,])/, (word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).replace(/[.\s]*$/, '')
  return `${text}${['parameters', 'method'].includes(field) || new RegExp(field, 'i').test(message) ? '' : ` (${field})`}.`
}

const clearLine = () => process.stderr.isTTY && process.stderr.write('\r\u001b[K')

/** The share done, on one line, at most four times a second, where somebody watches. */
function progress(): (share: number) => void {
  let shown = 0
  return (share) => {
    if (!process.stderr.isTTY || Date.now() - shown < 250) return
    shown = Date.now()
    process.stderr.write(`\r\u001b[K${Math.floor(share * 100)} %`)
  }
}
