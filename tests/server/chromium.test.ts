import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findChromium } from '../../server/chromium.ts'

const folder = mkdtempSync(join(tmpdir(), 'fangcun-chromium-'))
afterAll(() => rmSync(folder, { recursive: true }))
const make = (name: string, mode: number) => {
  const path = join(folder, name)
  writeFileSync(path, '#!/bin/sh\n')
  chmodSync(path, mode)
  return path
}

test('the Chromium that is named is taken, and no other where it is not a program', () => {
  const good = make('browser', 0o755)
  expect(findChromium(good, '')).toBe(good)
  expect(findChromium(join(folder, 'missing'))).toBeNull()
  expect(findChromium(make('text', 0o644))).toBeNull()
  expect(findChromium(folder), 'a folder').toBeNull()
  expect(findChromium('browser', folder), 'a name without its place').toBeNull()
})

test('unnamed, the first on the path is taken; what cannot be started, is a folder, or lies on a relative path is passed over', () => {
  mkdirSync(join(folder, 'a', 'chromium'), { recursive: true })
  mkdirSync(join(folder, 'b'))
  const there = make('b/chromium', 0o755)
  make('b/google-chrome', 0o755)
  expect(findChromium(undefined, `.:${join(folder, 'a')}:${join(folder, 'b')}`)).toBe(there)
})
