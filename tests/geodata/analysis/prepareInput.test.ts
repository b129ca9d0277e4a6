import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AnalysisResult, Method } from '../../../geodata/analysis/method.ts'
import { methods } from '../../../geodata/analysis/methods.ts'
import { limitsText, parametersOf, parseParameters } from '../../../geodata/analysis/parameters.ts'
import { identityPlane, prepareInput } from '../../../geodata/analysis/prepareInput.ts'
import { runMethod } from '../../../geodata/analysis/runMethod.ts'
import { unitFeatures } from '../../../geodata/analysis/unitFeatures.ts'
import { resultCsv, resultGeojson, resultJson } from '../../../geodata/format/resultText.ts'
import { resultArrow } from '../../../geodata/format/resultArrow.ts'
import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'
import { MethodId } from '../../../geodata/model/analysis.ts'
import { tableFromIPC } from 'apache-arrow'

const text = (pieces: Iterable<string>) => [...pieces].join('')

describe('input of a method', () => {
  it('is in metres, in order of time, within the window, and counts what is left out', () => {
    const input = prepareInput({
      points: { places: [121.5, 31.2, 121.51, 31.2, NaN, 31.2, 121.5, 31.21, 121.5, 31.2], timesMs: [300, 100, 100, NaN, 900], untilMs: [350, NaN, 0, 0, 0] },
      window: { fromMs: 0, toMs: 500 }, timeZone: 'Asia/Shanghai', rowsLeftOut: { brokenRow: 2 },
    })
    expect([...input.points!.timesMs]).toEqual([100, 300])
    expect([...input.points!.untilMs]).toEqual([100, 350])
    expect(input.rowsLeftOut).toEqual({ withoutPlace: 1, withoutTime: 1, outsideWindow: 1, brokenRow: 2 })
    const [x0, x1] = input.points!.xMeters as unknown as [number, number]
    expect(Math.abs(x0 - x1)).toBeCloseTo(distanceMeters([121.5, 31.2], [121.51, 31.2]), 1)
    const [lng, lat] = input.plane.inverse([input.points!.xMeters[0] as number, input.points!.yMeters[0] as number])
    expect([lng, lat]).toEqual([expect.closeTo(121.51, 9), expect.closeTo(31.2, 9)])
  })

  it('has a window of its own rows where none is given, and the plane it is given', () => {
    const input = prepareInput({ points: { places: [5, 6, 7, 8], timesMs: [20, 10] }, plane: identityPlane, timeZone: 'UTC' })
    expect(input.window).toEqual({ fromMs: 10, toMs: 21 })
    expect([...input.points!.xMeters]).toEqual([7, 5])
  })
})

describe('the list of methods', () => {
  it('has every method once, each with a source, defaults and a description of every parameter', () => {
    expect(Object.keys(methods).toSorted()).toEqual([...MethodId.options].toSorted())
    for (const [id, method] of Object.entries(methods)) {
      expect(method.id).toBe(id)
      expect(method.source).not.toBe('')
      expect(() => method.parameters.parse({})).not.toThrow()
      for (const { name, description } of parametersOf(method)) expect(description, `${id}.${name}`).not.toBe('')
    }
  })

  it('takes parameters as text and names what it does not know', () => {
    const method = { id: 'kde', parameters: z.strictObject({ side: z.coerce.number().gt(0).lt(5).default(2), shape: z.enum(['box', 'disc']).default('box') }) } as unknown as Method<never>
    expect(parseParameters(method, { side: '3.5' })).toEqual({ side: 3.5, shape: 'box' })
    expect(() => parseParameters(method, { sides: 1 })).toThrow('kde has no parameter sides; there are side, shape.')
    expect(() => parseParameters(method, { side: '9' })).toThrow('side is "9": expected a number above 0 and below 5.')
    expect(() => parseParameters(method, { side: 'NaN' })).toThrow(/side/)
    expect(() => parseParameters(method, { shape: 'star' })).toThrow('expected one of box, disc')
    expect(parametersOf(method)[0]).toMatchObject({ name: 'side', default: 2, minimum: 0, maximum: 5, isAbove: true, isBelow: true })
    expect(limitsText({ minimum: 0, maximum: 1, isAbove: true, isBelow: false })).toBe('above 0 and up to 1')
  })

  it('refuses what a method cannot do without', () => {
    const empty = prepareInput({ timeZone: 'UTC' })
    for (const [id, method] of Object.entries(methods)) if (method.needs.length) expect(() => runMethod({ method: method.id, parameters: {} }, empty), id).toThrow(/needs/)
  })
})

describe('a result as text', () => {
  const input = prepareInput({ areas: { ids: ['007', '=1+1'], shapes: [{ type: 'Polygon', coordinates: [[[0, 0], [10, 0], [10, 10], [0, 0]]] }, { type: 'MultiPolygon', coordinates: [[[[0, 0], [1, 0], [1, 1], [0, 0]]], [[[5, 5], [6, 5], [6, 6], [5, 5]]]] }], values: null, population: null, neighbours: null }, plane: identityPlane, timeZone: 'UTC' })
  const result: AnalysisResult = {
    method: 'gi_star', version: 1, evidence: { method: 'Gi*', source: 's', parameters: { a: 1 }, seed: 3, window: { from: null, to: null }, rowsUsed: 2, rowsLeftOut: {}, studyArea: '' },
    units: { kind: 'areas', ids: ['007', '=1+1'] }, columns: { z: Float64Array.of(0.1 + 0.2, NaN) }, findings: ['none', 'hot'], finding: Uint8Array.of(1, 0), summary: { share: NaN, n: 2 }, table: null, notes: [],
  }

  it('keeps ids and every digit, and has no word for nothing', () => {
    expect(text(resultCsv(result, input, { exact: true }))).toBe('index,id,z,finding\r\n0,007,0.30000000000000004,hot\r\n1,=1+1,,none\r\n')
    expect(text(resultCsv(result, input))).toContain(`1,"'=1+1",,none`)
    const json = JSON.parse(text(resultJson(result, input))) as Record<string, unknown>
    expect(json).toMatchObject({ method: 'gi_star', version: 1, parameters: { a: 1 }, seed: 3, summary: { share: null, n: 2 }, backtest: null, units: [{ index: 0, id: '007', z: 0.30000000000000004, finding: 'hot' }, { id: '=1+1', z: null }] })
    const geojson = JSON.parse(text(resultGeojson(result, input))) as { features: unknown[] }
    expect(geojson.features).toMatchObject([{ id: 0, geometry: { type: 'Polygon' }, properties: { id: '007' } }, { geometry: { type: 'MultiPolygon' } }])
    expect([...unitFeatures(result, input, [1])]).toHaveLength(1)
    const table = tableFromIPC(resultArrow(result, input.plane))
    expect(table.toArray().map((row) => (row as { toJSON: () => unknown }).toJSON())).toEqual([{ index: 0, id: '007', z: 0.30000000000000004, finding: 'hot' }, { index: 1, id: '=1+1', z: null, finding: 'none' }])
  })

  it('says cells by their middle and, without units, single figures', () => {
    const cells: AnalysisResult = { ...result, units: { kind: 'cells', cellMeters: 10, origin: [100, 200], columns: 3, rows: 2, cell: Uint32Array.of(4, 5) } }
    expect(text(resultCsv(cells, input, { degrees: false })).split('\r\n')[1]).toBe('0,1,1,115,215,0.30000000000000004,hot')
    expect(text(resultCsv({ ...result, units: { kind: 'none' }, columns: {}, finding: new Uint8Array(0) }, input))).toBe('figure,value\r\nshare,\r\nn,2\r\n')
  })
})
