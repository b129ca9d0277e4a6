import { defineStore } from 'pinia'
import { figureClient } from '../api/client.ts'
import { useLoad } from './loading.ts'

/** Headline numbers of the time window. */
export const useFigures = defineStore('figures', () => useLoad((signal, window: { from: string; to: string }, at: string | null) => figureClient.read(window, at, signal)))
