import { computed, shallowRef } from 'vue'
import { householdBounds } from '../../../geodata/model/zone.ts'
import type { PlanGround, PlanProblem, PlanZone } from '../../../geodata/model/zonePlan.ts'
import type { ZoneLoad } from '../../../geodata/zoning/planChecker.ts'
import { openPlanCheck, type PlanCheckDesk } from '../../workers/openPlanCheck.ts'

/** Which codes an area's zones may have, told by those that they have today; null where nothing can be told. */
export function codeSignsOf({ area, zones }: Pick<PlanGround, 'area' | 'zones'>): string | null {
  const length = zones[0]?.code.length ?? 0
  return length > area.code.length && zones.every(({ code }) => code.startsWith(area.code) && code.length === length) ? `^${area.code}[0-9A-Za-z]{${length - area.code.length}}$` : null
}

/** What is wrong with the draft as it stands, reckoned beside the page. */
export function planDraftChecking() {
  const problems = shallowRef<PlanProblem[]>([])
  const loads = shallowRef<ReadonlyMap<string, ZoneLoad>>(new Map())
  const checked = shallowRef(false)
  /** The check did not come to its end: what is wrong is not known here, and the server says it at adoption. */
  const unchecked = shallowRef(false)
  const blocked = computed(() => !(checked.value || unchecked.value) || problems.value.some(({ blocks }) => blocks))
  let check: PlanCheckDesk | null = null

  function start(ground: PlanGround, zones: readonly PlanZone[]) {
    checked.value = unchecked.value = false
    check ??= openPlanCheck((found) => {
      problems.value = found?.problems ?? []
      loads.value = new Map((found?.loads ?? []).map((load) => [load.key, load]))
      checked.value = found !== null
      unchecked.value = found === null
    })
    const buildings = ground.buildings.map(({ id, estateId, households, at, geometry }) => ({ id, estateId, households, at, geometry }))
    check.start({ area: ground.area.geometry, zones, buildings, bounds: { ...householdBounds } }, codeSignsOf(ground))
  }
  function change(zones: readonly (readonly [key: string, zone: PlanZone | null])[]) { check?.change(zones) }
  function end() {
    check?.close()
    check = null
    problems.value = []
    loads.value = new Map()
    checked.value = unchecked.value = false
  }
  return { problems, loads, checked, unchecked, blocked, start, change, end }
}
