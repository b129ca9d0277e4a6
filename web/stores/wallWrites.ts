import { type Id, uuidv7 } from '../../geodata/model/id.ts'
import type { MapWallDraft, MapWallLayout, WallAnswer, WallSceneDraft } from '../../geodata/model/mapWall.ts'
import { mapWallClient, type MapWallChange, type WallRotationWish, wallSceneClient, type WallSceneChange, wallScreenClient, type WallScreenChange, type WallScreenWish } from '../api/mapWalls.ts'

type Held = { answers: { value: ReadonlyMap<Id, WallAnswer> }; listedVersion(id: Id): number | undefined; take(answer: WallAnswer): WallAnswer }
const fresh = () => uuidv7(Math.random, Date.now())

/** Writes of walls, with the versions that are held. All throw a Problem; of two who change the same version the second is a Problem 409. */
export function wallWrites({ answers, listedVersion, take }: Held) {
  const version = (id: Id) => answers.value.get(id)?.wall.version ?? listedVersion(id) ?? 1
  const versionOf = (kind: 'screens' | 'scenes', wallId: Id, id: Id) => answers.value.get(wallId)?.[kind].find((row) => row.id === id)?.version ?? 1
  const written = async (answer: Promise<WallAnswer>) => take(await answer)
  return {
    create: (draft: Omit<MapWallDraft, 'id'>) => written(mapWallClient.create({ ...draft, id: fresh() })),
    retire: (id: Id) => mapWallClient.retire(id, version(id)),
    /** With the version that it has since it was retired. */
    async restore(id: Id) {
      const { walls } = await mapWallClient.list(undefined, true)
      return take(await mapWallClient.restore(id, walls.find((wall) => wall.id === id)?.version ?? 1))
    },
    change: (id: Id, wish: MapWallChange) => written(mapWallClient.change(id, version(id), wish)),
    layOut: (id: Id, layout: MapWallLayout) => written(mapWallClient.layOut(id, version(id), layout)),
    rotate: (id: Id, wish: WallRotationWish) => written(mapWallClient.rotate(id, wish)),
    approve: (id: Id, code: string, screenId: Id) => written(mapWallClient.approve(id, { code, screenId })),
    move: mapWallClient.move,
    addScreen: (wallId: Id, screen: WallScreenWish) => written(wallScreenClient.add(wallId, screen)),
    changeScreen: (wallId: Id, id: Id, wish: WallScreenChange) => written(wallScreenClient.change(wallId, id, versionOf('screens', wallId, id), wish)),
    removeScreen: (wallId: Id, id: Id) => written(wallScreenClient.remove(wallId, id)),
    sendAway: (wallId: Id, id: Id) => written(wallScreenClient.sendAway(wallId, id)),
    keepScene: (wallId: Id, scene: Omit<WallSceneDraft, 'id'>) => written(wallSceneClient.keep(wallId, { ...scene, id: fresh() })),
    changeScene: (wallId: Id, id: Id, wish: WallSceneChange) => written(wallSceneClient.change(wallId, id, versionOf('scenes', wallId, id), wish)),
    removeScene: (wallId: Id, id: Id) => written(wallSceneClient.remove(wallId, id)),
    orderScenes: (wallId: Id, sceneIds: Id[]) => written(wallSceneClient.order(wallId, sceneIds)),
  }
}
