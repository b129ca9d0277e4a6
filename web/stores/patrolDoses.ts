import { defineStore } from 'pinia'
import { patrolCoverClient } from '../api/patrolCover.ts'
import { useLoad } from './loading.ts'

/** Need, promise and delivery at hotspots in a period. */
export const usePatrolDoses = defineStore('patrolDoses', () => useLoad((signal, window: { from: string; to: string }) => patrolCoverClient.doses(window, signal)))
