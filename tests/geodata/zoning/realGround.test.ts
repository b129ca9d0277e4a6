import { describe, expect, it } from 'vitest'
import { ZoneDesignQuestion } from '../../../geodata/model/zonePlan.ts'
import { checkPlan } from '../../../geodata/zoning/checkPlan.ts'
import { designZones } from '../../../geodata/zoning/designZones.ts'
import { realGround } from './realGround.ts'

describe('zones on real ground', () => {
  it('the middle of Munich: whole buildings, the ground once, households said to be estimated', () => {
    const ground = realGround('munich', [11.571, 48.134, 11.579, 48.139])
    const question = ZoneDesignQuestion.parse({ areaId: 1, barriers: [], bounds: { min: 250, max: 600 }, alternatives: 1, seed: 7 })
    const { alternatives, notes, problems } = designZones(ground, question, () => {}, { steps: 20_000 })
    const { zones = [], figures } = alternatives[0] ?? {}
    expect(figures).toMatchObject({ withinBounds: true, contiguous: true, cutEstates: 0 })
    expect(notes.map(({ code }) => code)).toContain('households_estimated')
    const onBorder = new Set(problems.filter(({ kind }) => kind !== 'outside').flatMap(({ buildingIds }) => buildingIds))
    const own = new Set(zones.flatMap(({ buildingIds }) => buildingIds))
    const plan = zones.map(({ geometry, serial }) => ({ key: `01930000-0000-7000-8000-${String(serial).padStart(12, '0')}`, zoneId: null, code: null, nameZh: '', nameEn: '', locked: false, geometry }))
    const found = checkPlan({ area: ground.area.geometry, zones: plan, buildings: ground.buildings.filter(({ id }) => own.has(id) && !onBorder.has(id)), bounds: question.bounds })
    expect(found.filter(({ kind }) => kind !== 'sliver')).toEqual([])
  })
})
