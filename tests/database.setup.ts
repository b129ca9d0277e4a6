import type { TestProject } from 'vitest/node'
import './database.ts'
import { openHarness } from './database.harness.ts'

type Shared = { users: number; harness: ReturnType<typeof openHarness> }
// Each vitest project loads this file anew, but all of them run in one process and share one template.
const shared = globalThis as unknown as { fangcunTestDatabase?: Shared }

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const entry = (shared.fangcunTestDatabase ??= { users: 0, harness: openHarness() })
  entry.users += 1
  project.provide('database', (await entry.harness).source)
  return async () => {
    entry.users -= 1
    if (entry.users > 0) return
    delete shared.fangcunTestDatabase
    await (await entry.harness).close()
  }
}
