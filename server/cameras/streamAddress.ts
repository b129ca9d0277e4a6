import type { CameraStreamChange } from '../../geodata/model/cameraWatch.ts'
import { Problem } from '../problem.ts'
import { problemOfFault, StreamFault } from './streamFault.ts'
import type { StreamHosts } from './streamHosts.ts'

const fields = ['streamUrl', 'snapshotUrl'] as const

/** Addresses as they are kept: judged, and without the user and password that vendors write into them, which become the credentials. @throws Problem that names the field */
export function readStreamAddresses(change: CameraStreamChange, hosts: StreamHosts): CameraStreamChange {
  const read = { ...change }
  const inAddresses = new Set<string>()
  for (const field of fields) {
    const given = change[field]
    if (typeof given !== 'string') continue
    try {
      read[field] = hosts.judge(given).href
    } catch (error) {
      if (error instanceof StreamFault) throw problemOfFault(error, field)
      throw error
    }
    const { username, password } = new URL(given)
    if (username || password) inAddresses.add(`${decoded(username, field)}:${decoded(password, field)}`)
  }
  if (inAddresses.size > 1 || (inAddresses.size && typeof change.credentials === 'string' && !inAddresses.has(change.credentials))) {
    throw new Problem(422, 'The addresses name different users or passwords: expected the same for both.', [{ field: 'credentials', expected: 'one user and password for both addresses' }])
  }
  const [found] = inAddresses
  return found === undefined ? read : { ...read, credentials: found }
}

function decoded(text: string, field: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Problem(422, `${field}: expected a user and password that are written as addresses write them`, [{ field, expected: 'a user and password that are written as addresses write them' }])
  }
}
