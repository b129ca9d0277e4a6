import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Channel, IncidentAction, IncidentState, Provenance } from '../../geodata/model/incident.ts'
import { BuildingUse, PlaceKind } from '../../geodata/model/ground.ts'
import { LayerId, ZoneFigure } from '../../geodata/model/view.ts'
import { knownPostKinds } from '../../geodata/model/zone.ts'
import { initialLocale } from '../../web/i18n/index.ts'
import { en } from '../../web/i18n/en.ts'
import { zh } from '../../web/i18n/zh.ts'

type Tree = { [key: string]: string | Tree }
const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`)))
const english = new Map(leaves(en))
const chinese = new Map(leaves(zh))
const slots = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted()

const web = join(import.meta.dirname, '../../web')
const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]))
const shell = files(web).filter((file) => !/[\\/](map|workers|i18n)[\\/]/.test(file) && /\.(vue|ts)$/.test(file))

test('both languages have the same keys, filled, with the same slots', () => {
  expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted())
  for (const [key, text] of english) {
    expect(text.trim(), key).not.toBe('')
    expect(chinese.get(key)!.trim(), key).not.toBe('')
    expect(slots(chinese.get(key)!), key).toEqual(slots(text))
  }
})

test('Chinese texts are Chinese and English texts hold no Chinese', () => {
  const both = new Set(['bar.language'])
  for (const [key, text] of english) if (!both.has(key)) expect(/\p{Script=Han}/u.test(text), `${key}: ${text}`).toBe(false)
  for (const [key, text] of chinese) if (!both.has(key)) expect(/\p{Script=Han}/u.test(text), `${key}: ${text}`).toBe(true)
})

test('every key that the code names exists', () => {
  const missing: string[] = []
  let seen = 0
  for (const file of shell)
    for (const [, key] of readFileSync(file, 'utf8').matchAll(/\bt\(\s*'([\w.]+)'/g)) {
      seen += 1
      if (!english.has(key!)) missing.push(`${key} in ${file.slice(web.length)}`)
    }
  expect(seen).toBeGreaterThan(100)
  expect(missing).toEqual([])
})

test('every value of an enumerated type has a name', () => {
  const named: [string, readonly string[]][] = [
    ['state', IncidentState.options], ['action', IncidentAction.options], ['channel', Channel.options], ['provenance', Provenance.options], ['layers', LayerId.options],
    ['figure', ZoneFigure.options], ['post', knownPostKinds], ['place', PlaceKind.options], ['use', BuildingUse.options], ['severity', ['1', '2', '3', '4']],
  ]
  for (const [group, values] of named) for (const value of values) expect(english.has(`${group}.${value}`), `${group}.${value}`).toBe(true)
})

test('templates hold no words of their own', () => {
  const found: string[] = []
  for (const file of shell.filter((each) => each.endsWith('.vue'))) {
    const template = /<template>([\s\S]*)<\/template>/.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
    const text = template.replace(/<!--[\s\S]*?-->/g, '').replace(/\{\{[\s\S]*?\}\}/g, '').replace(/<(?:[^<>"]|"[^"]*")*>/g, '\n')
    const literal = [...template.matchAll(/\s(?:title|placeholder|aria-label|alt|label|heading)="([^"]+)"/g)].map((match) => match[1]!)
    for (const words of [...text.split('\n'), ...literal]) if (/\p{L}{2,}/u.test(words)) found.push(`${file.slice(web.length)}: ${words.trim()}`)
  }
  expect(found).toEqual([])
})

test('Chinese comes first', () => {
  expect(initialLocale(null, ['zh-TW', 'en'])).toBe('zh-CN')
  expect(initialLocale(null, ['en-GB', 'zh'])).toBe('zh-CN')
  expect(initialLocale(null, ['en-GB'])).toBe('en')
  expect(initialLocale('zh-CN', ['en'])).toBe('zh-CN')
  expect(initialLocale('xx', [])).toBe('zh-CN')
})
