import { defineStore } from 'pinia'
import type { ZoneAlternative, ZoneDesignAnswer, ZoneDesignQuestion, ZoneDesignStage } from '../../geodata/model/zonePlan.ts'
import { zoneDesignClient } from '../api/zonePlans.ts'
import { useAlternatives } from './alternatives.ts'

/** One question to the designer of zones at a time. */
export const useZoneDesign = defineStore('zoneDesign', () => useAlternatives<ZoneDesignQuestion, ZoneAlternative, ZoneDesignAnswer, ZoneDesignStage>('ground', zoneDesignClient.ask))
