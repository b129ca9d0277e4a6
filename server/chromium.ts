import { accessSync, constants, statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
/** Where systems put them, for a service whose PATH is short. */
const usual = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** The Chromium that makes PDFs and opens screens: the one that FANGCUN_CHROMIUM names and no other, or the system's; null where there is none. No browser is ever downloaded. */
export function findChromium(named: string | undefined, path = process.env.PATH ?? ''): string | null {
  if (named) return isAbsolute(named) && isProgram(named) ? named : null
  const places = [...path.split(':').filter(isAbsolute), ...usual]
  return names.flatMap((name) => places.map((place) => join(place, name))).find(isProgram) ?? null
}

/** Chromium keeps its sandbox; only root has none, for it will not start with it. */
export const keepsSandbox = (): boolean => process.getuid?.() !== 0

/** What a browser that works for us does not do: ask its maker for anything. */
export const quietFlags = ['--no-first-run', '--no-default-browser-check', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--disable-domain-reliability', '--no-pings'] as const
/** Maps without a graphics card, the same on each machine. */
export const softwareMapFlags = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--force-color-profile=srgb'] as const

export const howToGetChromium = 'Install Chromium (Debian: apt-get install chromium fonts-noto-cjk) or name it with FANGCUN_CHROMIUM.'
