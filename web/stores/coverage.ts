import { defineStore } from 'pinia'
import { coverageClient } from '../api/client.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import { useLoad } from './loading.ts'

/** Level of the mercator grid that is still worth drawing at a zoom: cells of about 8 pixels. */
export const coverageLevelAt = (zoom: number): 18 | 19 | 20 => (zoom >= 15 ? 20 : zoom >= 14 ? 19 : 18)

/** Where patrols were in a period, in seconds a cell. */
export const useCoverage = defineStore('coverage', () =>
  useLoad((signal, window: { from: string; to: string }, level: number, bbox: Bbox | null, { teamId, hours }: { teamId: number | null; hours: readonly number[] | null }) => coverageClient.read(window, { level, bbox, teamId, hours: hours?.length ? hours : null }, signal)),
)
