// Who may import whom (ARCHITECTURE.md), how long files and functions may be. Read from the text, so that it costs a second.
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const folders = ['geodata', 'server', 'web', 'tests'] as const
const files = folders
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name).replaceAll('\\', '/')))
  .filter((file) => /\.(ts|vue)$/.test(file) && !file.endsWith('.d.ts'))
  .sort()
const source = new Map(files.map((file) => [file, script(file)]))

function script(file: string): string {
  const text = readFileSync(file, 'utf8')
  return file.endsWith('.vue') ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n') : text
}

type Import = { file: string; target: string; typeOnly: boolean }

function importsOf(file: string): Import[] {
  const text = source.get(file)!
  const found = [...text.matchAll(/(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/g)].map((match) => ({ specifier: match[3]!, typeOnly: Boolean(match[2]) }))
  const dynamic = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].map((match) => ({ specifier: match[1]!, typeOnly: false }))
  return [...found, ...dynamic].map(({ specifier, typeOnly }) => ({
    file,
    typeOnly,
    target: specifier.startsWith('.') ? normalize(join(dirname(file), specifier.split('?')[0]!)).replaceAll('\\', '/') : specifier,
  }))
}

const imports = files.flatMap(importsOf)
const under = (folder: string) => imports.filter(({ file }) => file.startsWith(`${folder}/`))
const offenders = (list: Import[], wrong: (item: Import) => boolean) => list.filter(wrong).map(({ file, target }) => `${file} -> ${target}`)
const isLocal = (target: string) => folders.some((folder) => target.startsWith(`${folder}/`))

const smallPureLibraries = ['zod', 'geojson', 'flatbush', 'kdbush', 'supercluster', 'polyclip-ts', 'gcoord', 'proj4', 'pbf', 'csv-parse/sync', 'csv-parse', 'apache-arrow', 'delaunator']

describe('who may import whom', () => {
  test('the imports are found at all', () => {
    expect(imports.length).toBeGreaterThan(100)
    expect(imports.some(({ file, target }) => file.startsWith('server/') && target.startsWith('geodata/'))).toBe(true)
  })
  test('geodata imports itself, zod and small pure libraries', () => {
    expect(offenders(under('geodata'), ({ target }) => !target.startsWith('geodata/') && !smallPureLibraries.includes(target))).toEqual([])
  })
  test('server imports itself, geodata and packages', () => {
    expect(offenders(under('server'), ({ target }) => isLocal(target) && !/^(server|geodata)\//.test(target))).toEqual([])
  })
  test('queries never see Hono, routes never see SQL', () => {
    expect(offenders(under('server/queries'), ({ target }) => /^(@?hono)/.test(target) || target.startsWith('server/routes/'))).toEqual([])
    expect(offenders(under('server/routes'), ({ target, typeOnly }) => !typeOnly && (target === 'postgres' || target === 'server/database.ts'))).toEqual([])
    for (const file of files.filter((name) => name.startsWith('server/routes/'))) expect(source.get(file), file).not.toMatch(/\b(sql|tx)`/)
  })
  test('web imports itself and geodata; web/api alone imports types from server', () => {
    expect(offenders(under('web'), ({ file, target, typeOnly }) => target.startsWith('server/') && !(file.startsWith('web/api/') && typeOnly))).toEqual([])
    expect(offenders(under('web'), ({ target }) => target.startsWith('tests/'))).toEqual([])
  })
  test('only web/map imports a map library', () => {
    const library = /^(maplibre-gl|@maplibre\/|@deck\.gl\/|@luma\.gl\/|terra-draw|pmtiles)/
    expect(offenders(under('web'), ({ file, target }) => library.test(target) && !file.startsWith('web/map/'))).toEqual([])
  })
  test('stores never import map, panels or pages; map never imports stores', () => {
    expect(offenders(under('web/stores'), ({ target, typeOnly }) => !typeOnly && /^web\/(map|panels|pages)\//.test(target))).toEqual([])
    expect(offenders(under('web/map'), ({ target }) => /^web\/(stores|panels|pages)\//.test(target))).toEqual([])
  })
  test('nothing imports tests', () => {
    expect(offenders(imports, ({ file, target }) => target.startsWith('tests/') && !file.startsWith('tests/'))).toEqual([])
  })
})

describe('how long', () => {
  const lines = (file: string) => readFileSync(file, 'utf8').split('\n').length
  test('no file is over 300 lines, the median is at most 80', () => {
    expect(files.filter((file) => lines(file) > 301)).toEqual([])
    const product = files.filter((file) => !file.startsWith('tests/')).map(lines).sort((a, b) => a - b)
    expect(product[Math.floor(product.length / 2)]).toBeLessThanOrEqual(80)
  })
  test('no function of the product is over 60 lines', () => {
    expect(files.filter((file) => !file.startsWith('tests/')).flatMap(longFunctions)).toEqual([])
  })
})

function longFunctions(file: string): string[] {
  const tree = ts.createSourceFile(file, source.get(file)!, ts.ScriptTarget.ES2023, true)
  const line = (position: number) => tree.getLineAndCharacterOfPosition(position).line
  const found: string[] = []
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const length = line(node.end) - line(node.getStart()) + 1
      if (length > 60) found.push(`${file}:${line(node.getStart()) + 1} ${length} lines`)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}
