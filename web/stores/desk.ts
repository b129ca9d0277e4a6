import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Geometry } from '../../geodata/model/geometry.ts'
import type { Selection } from '../../geodata/model/view.ts'

export type DrawTool = 'drawPoint' | 'drawLine' | 'drawPolygon'
export type SidePanel = 'layers' | 'filter' | 'analysis' | 'zonePlan' | 'cameraPlan'
export type Tool = 'select' | 'measureDistance' | 'measureArea' | 'editPlan' | 'aimCamera' | DrawTool
export type SheetTab = SidePanel | 'detail' | 'time' | 'board'
export type Spot = { lng: number; lat: number; x: number; y: number }
export type Choice = { x: number; y: number; lng: number; lat: number; candidates: { selection: Selection; layer: string; title: string; lines: string[] }[] }
export type Measurement = { coordinates: [number, number][]; distanceMeters: number | null; areaSquareMeters: number | null; done: boolean }
/** A shape in work: `fault` says why it could not be stored as it stands. */
export type Drawing = { geometry: Geometry | null; corners: number; fault: string | null; done: boolean }

/** What lies open on this desk: panels, the tool in hand, menus. Nothing of it belongs into a link. */
export const useDesk = defineStore('desk', () => {
  const leftOpen = ref(true)
  const timeOpen = ref(true)
  const side = ref<SidePanel>('layers')
  /** On a phone: the tab shown in the bottom sheet, `null` when it is down. */
  const sheet = ref<SheetTab | null>(null)
  const tool = ref<Tool>('select')
  const helpOpen = ref(false)
  const menuAt = shallowRef<Spot | null>(null)
  /** What a link named without a place, as JSON of the selection, until the map has gone there. */
  const comeTo = shallowRef<string | null>(null)
  /** Whether the form for a report lies open; `reportAt` opens it at a place. */
  const reporting = ref(false)
  const reportAt = shallowRef<{ lng: number; lat: number } | null>(null)
  const drawing = shallowRef<Drawing | null>(null)
  const choice = shallowRef<Choice | null>(null)
  const measurement = shallowRef<Measurement | null>(null)
  /** The first point of a measurement that begins at a place; the map takes it. */
  const measureFrom = shallowRef<[number, number] | null>(null)
  const playing = ref(false)

  /** Ends the innermost open thing. @returns false when nothing was open */
  function escape(): boolean {
    if (menuAt.value) { menuAt.value = null; return true }
    if (choice.value) { choice.value = null; return true }
    if (tool.value !== 'select') { tool.value = 'select'; measurement.value = null; measureFrom.value = null; drawing.value = null; return true }
    if (reporting.value) { reporting.value = false; return true }
    if (sheet.value) { sheet.value = null; return true }
    return false
  }
  function toggleSheet(tab: SheetTab) { sheet.value = sheet.value === tab ? null : tab }
  return { leftOpen, timeOpen, side, sheet, tool, helpOpen, menuAt, comeTo, reporting, reportAt, drawing, choice, measurement, measureFrom, playing, escape, toggleSheet }
})
