import { onScopeDispose } from 'vue'
import { featureClient } from '../../api/client.ts'
import { useLoad } from '../../stores/loading.ts'

/** A row that no store holds, read for the time its panel is open. */
export function useFeature<P>(collection: string, id: number) {
  const load = useLoad((signal) => featureClient.read<P>(collection, id, signal))
  onScopeDispose(load.abort)
  void load.load()
  return load
}

/** A place to fly to for any geometry: its first position. */
export function firstPosition(geometry: { type: string } | null | undefined): [number, number] | null {
  let value: unknown = (geometry as { coordinates?: unknown } | null | undefined)?.coordinates
  while (Array.isArray(value) && Array.isArray(value[0])) value = value[0]
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number' ? [value[0], value[1]] : null
}
