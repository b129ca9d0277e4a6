import { type Command, InvalidArgumentError } from 'commander'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findChromium, howToGetChromium, keepsSandbox, quietFlags } from '../chromium.ts'
import { CommandError } from './tell.ts'
import { settings } from './withDatabase.ts'

type Flags = { name: string; at?: [number, number]; size?: [number, number]; window?: boolean; headless?: boolean }

function pair(text: string): [number, number] {
  const [, a, b] = /^(\d{1,5})[x,](\d{1,5})$/.exec(text) ?? []
  if (!a || !b) throw new InvalidArgumentError('Expected two numbers, as 1920,0 or 3840x2160.')
  return [Number(a), Number(b)]
}
function name(text: string): string {
  if (!/^[a-z0-9-]{1,40}$/.test(text)) throw new InvalidArgumentError('Expected 1 to 40 small letters, digits and hyphens.')
  return text
}
function address(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) throw new InvalidArgumentError('Expected the address of the app, as https://fangcun.example.')
  return url.pathname === '/' ? new URL('/wall', url).href : url.href
}

export function addWallScreen(program: Command): void {
  program.command('wall-screen')
    .summary('keep a screen of a map wall open')
    .description('Opens Chromium full screen as a screen of a map wall and keeps it open: a tab that crashed or hangs and a browser that ended are opened again where they were, and a server that is away is waited for. It asks to join by a code the first time; the session stays in a folder of its own. Ctrl-C ends it.')
    .argument('<url>', 'address of the app', address)
    .option('--name <name>', 'which screen of this machine; each has a browser of its own', name, 'screen')
    .option('--at <x,y>', 'where the window lies on the desktop, in pixels', pair)
    .option('--size <WxH>', 'how large it is, in pixels', pair)
    .option('--window', 'as a window instead of full screen')
    .option('--headless', 'without a window, for trials')
    .addHelpText('after', `
Examples:
  fangcun wall-screen https://fangcun.example
  fangcun wall-screen http://127.0.0.1:8080 --name left --at 0,0 --size 3840x2160
  fangcun wall-screen http://127.0.0.1:8080 --name right --at 3840,0 --size 3840x2160`)
    .action((url: string, flags: Flags) => keep(url, flags))
}

async function keep(url: string, flags: Flags): Promise<void> {
  const env = settings()
  const executablePath = findChromium(process.env.FANGCUN_CHROMIUM)
  if (!executablePath) throw new CommandError(`A screen needs Chromium. ${howToGetChromium}`)
  const folder = resolve(join(env.FANGCUN_DATA, 'wall-screen', flags.name))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const args = [
    ...quietFlags, ...(keepsSandbox() ? [] : ['--no-sandbox']), ...(flags.window ? [`--app=${url}`] : ['--kiosk']), '--noerrdialogs', '--disable-session-crashed-bubble', '--hide-crash-restore-bubble', '--autoplay-policy=no-user-gesture-required',
    // Other windows may lie over this one on its own monitor: it goes on drawing.
    '--disable-backgrounding-occluded-windows', '--disable-renderer-backgrounding', '--disable-background-timer-throttling',
    ...(flags.at ? [`--window-position=${flags.at.join(',')}`] : []), ...(flags.size ? [`--window-size=${flags.size.join(',')}`] : []),
  ]
  const { keepScreen } = await import('../kiosk/keepScreen.ts')
  console.log(`screen “${flags.name}” of ${url}; Ctrl-C ends it`)
  await keepScreen({ url, executablePath, folder, args, headless: Boolean(flags.headless), everyMs: 10_000, patienceMs: 15_000 }, stop.signal, (event, detail) => console.log(`${new Date().toISOString()}  ${event}: ${detail}`))
}
