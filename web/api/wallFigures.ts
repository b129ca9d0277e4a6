import type { WallFigures } from '../../geodata/model/wallFigures.ts'
import { read } from './http.ts'

export const wallFigureClient = { read: (wallId: string, signal?: AbortSignal) => read<WallFigures>('/api/wall-figures', { wallId }, signal) }
