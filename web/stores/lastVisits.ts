import { defineStore } from 'pinia'
import type { Bbox } from '../../geodata/model/geometry.ts'
import { patrolCoverClient } from '../api/patrolCover.ts'
import { useLoad } from './loading.ts'

/** When patrols were last on record on what the screen shows. */
export const useLastVisits = defineStore('lastVisits', () => useLoad((signal, bbox: Bbox) => patrolCoverClient.lastVisits(bbox, signal)))
