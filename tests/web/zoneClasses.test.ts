import { describe, expect, test } from 'vitest'
import { globalEmpiricalBayes } from '../../geodata/analysis/empiricalBayes.ts'
import { standardZoneStyle, type ZoneFigure, type ZoneStyle } from '../../geodata/model/view.ts'
import type { ZoneFigureRow, ZoneIndicator } from '../../web/map/sceneData.ts'
import { breaksOf, equalBreaks, zoneClasses } from '../../web/map/zoneClasses.ts'
import { zoneValues } from '../../web/map/zoneValues.ts'

const row = (zoneId: number, more: Partial<ZoneFigureRow> = {}): ZoneFigureRow => ({ zoneId, households: 300, squareMeters: 50_000, incidents: 10, cameras: 3, coverageMinutes: 20, vacancies: 0, ...more })
const zones = [1, 2, 3, 4, 5].map((id) => ({ id, areaId: 1, code: `${id}`, nameZh: '', nameEn: '', households: 300, center: [0, 0] as [number, number] }))
const valuesOf = (rows: ZoneFigureRow[], figure: Exclude<ZoneFigure, 'none'>, smoothed = false) => [...zoneValues(zones, rows, null, figure, { smoothed })!.values]

describe('what zones are coloured by', () => {
  test('densities are by ground: hectares and square kilometres', () => {
    const rows = [row(1, { households: 250, squareMeters: 25_000, incidents: 5 }), row(2, { squareMeters: 0 })]
    expect(valuesOf(rows, 'householdsPerHectare')).toEqual([[1, 100]])
    expect(valuesOf(rows, 'incidentsPerSquareKilometer')).toEqual([[1, 200]])
    expect(zoneValues(zones, rows, null, 'householdsPerHectare', { smoothed: false })!.leftOut).toBe(1)
  })

  test('a plain rate leaves out zones of few households; a smoothed one draws them to the mean of all', () => {
    const rows = [row(1, { households: 10, incidents: 3 }), row(2, { households: 400, incidents: 4 }), row(3, { households: 420, incidents: 40 }), row(4, { households: 0, incidents: 2 })]
    expect(valuesOf(rows, 'incidentsPer1000Households').map(([id]) => id)).toEqual([2, 3])
    const { values, smoothing, leftOut } = zoneValues(zones, rows, null, 'incidentsPer1000Households', { smoothed: true })!
    expect([...values.keys()]).toEqual([1, 2, 3])
    expect(leftOut).toBe(1)
    const { mean, smoothed } = globalEmpiricalBayes(Float64Array.of(3, 4, 40), Float64Array.of(10, 400, 420))
    expect(smoothing!.mean).toBeCloseTo(mean * 1000, 9)
    expect(values.get(1)).toBeCloseTo(smoothed[0]! * 1000, 9)
    // 300 per 1,000 by three matters of ten homes: nearer to the mean than to itself.
    expect(Math.abs(values.get(1)! - mean * 1000)).toBeLessThan(Math.abs(values.get(1)! - 300))
    expect(smoothing!.farthest).toBeCloseTo(300 - values.get(1)!, 6)
  })

  test('indicators are shares in per cent, without those of very few and those that are hidden', () => {
    const figure = (zoneId: number, value: number | null, denominator: number | null, hidden = false) => ({ zoneId, value, numerator: 1, denominator, mark: null, hidden })
    const indicator: ZoneIndicator = { id: 'completion', rows: [figure(1, 0.5, 20), figure(2, 1, 4), figure(3, null, null, true), figure(4, 0.9, 10), figure(99, 0.1, 50)] }
    const { values, leftOut } = zoneValues(zones, null, indicator, 'completion', { smoothed: true })!
    expect([...values]).toEqual([[1, 50], [4, 90]])
    expect(leftOut).toBe(3)
    expect(zoneValues(zones, null, indicator, 'on_time', { smoothed: true })).toBeNull()
  })
})

describe('how they are cut', () => {
  const values = [1, 2, 2, 3, 10, 11, 12, 50, 52, 55]
  const cut = (how: ZoneStyle['cut'], classes: number, figure: Exclude<ZoneFigure, 'none'> = 'incidents') => breaksOf(values, figure, { cut: how, classes })

  test('natural breaks part the groups, at round numbers between them', () => {
    const breaks = cut('natural', 3)
    expect(breaks).toHaveLength(2)
    expect(breaks[0]).toBeGreaterThan(3)
    expect(breaks[0]).toBeLessThanOrEqual(10)
    expect(breaks[1]).toBeGreaterThan(12)
    expect(breaks[1]).toBeLessThanOrEqual(50)
  })

  test('an edge between near values has as few digits as part them', () => {
    const edges = breaksOf([23.5612, 23.5634, 23.5634, 90], 'incidents', { cut: 'natural', classes: 3 })
    expect(edges).toEqual([23.562, 57])
  })

  test('quantiles hold about as many zones each, equal widths are equal', () => {
    expect(cut('quantiles', 5)).toEqual([2, 10, 12, 52])
    expect(equalBreaks([0, 100], 5)).toEqual([20, 40, 60, 80])
    expect(equalBreaks([7, 7], 5)).toEqual([])
  })

  test('households by the rule, a change around nothing, whatever fell', () => {
    expect(cut('standard', 7, 'households')).toEqual([250, 330, 410, 501])
    expect(cut('natural', 7, 'change_on_year')).toEqual([-60, -30, -10, 10, 30, 60])
    expect(cut('equal', 4, 'change_on_year')).toEqual([-30, -10, 10, 30])
  })

  test('every zone with a value has a class, and the counts say how many', () => {
    const rows = values.map((incidents, i) => row(i + 1, { incidents }))
    for (const how of ['standard', 'quantiles', 'natural', 'equal'] as const) for (const classes of [3, 5, 7]) {
      const found = zoneClasses({ zones, zoneFigures: rows, zoneIndicator: null }, { zoneFigure: 'incidents', zoneStyle: { ...standardZoneStyle, cut: how, classes } })!
      expect(found.classOf.size).toBe(values.length)
      expect(found.counts.reduce((sum, count) => sum + count, 0)).toBe(values.length)
      expect(found.counts.length).toBeLessThanOrEqual(classes)
      found.breaks.slice(1).forEach((edge, i) => expect(edge).toBeGreaterThan(found.breaks[i]!))
    }
  })
})
