import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const root = '/usr/lib/postgresql'

/** The packages of PostgreSQL or PostGIS are not on this machine; the message names the command that installs them. */
export class PackagesMissing extends Error {
  override name = 'PackagesMissing'
}

/** The command that installs what a private cluster needs (Debian 12: major 15). */
export const installCommand = (major = 15) => `apt-get install -y --no-install-recommends postgresql-${major} postgresql-${major}-postgis-3`

const complete = (major: number) =>
  existsSync(join(root, String(major), 'bin/initdb')) && existsSync(`/usr/share/postgresql/${major}/extension/postgis.control`)

/** Majors of PostgreSQL that are installed with PostGIS, highest first. */
export function installedMajors(): number[] {
  const names = existsSync(root) ? readdirSync(root) : []
  return names.map(Number).filter((major) => Number.isInteger(major) && complete(major)).toSorted((a, b) => b - a)
}

/** The folder of the server programs of `major`, or of the highest installed. Throws PackagesMissing. */
export function programs(major?: number): string {
  const chosen = major === undefined ? installedMajors()[0] : installedMajors().find((installed) => installed === major)
  if (chosen !== undefined) return join(root, String(chosen), 'bin')
  const which = major === undefined ? 'PostgreSQL with PostGIS' : `PostgreSQL ${major} with PostGIS, which this cluster was made with,`
  throw new PackagesMissing(`${which} is not installed. Install it with:\n  sudo ${installCommand(major)}`)
}
