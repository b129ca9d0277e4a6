import { defineStore } from 'pinia'
import { wallFigureClient } from '../api/wallFigures.ts'
import { useLoad } from './loading.ts'

/** What the panels of the wall count; what was read last stays and says how old it is. */
export const useWallFigures = defineStore('wallFigures', () => useLoad((signal, wallId: string) => wallFigureClient.read(wallId, signal)))
