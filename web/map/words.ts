import type { CameraKind, CameraState } from '../../geodata/model/camera.ts'
import type { BuildingUse, PlaceKind } from '../../geodata/model/ground.ts'
import type { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import type { MapLocale } from './sceneData.ts'

/** A text in both languages; the reader's is picked where it is shown. */
export type Words = { zh: string; en: string }
export const words = (zh: string, en: string): Words => ({ zh, en })
/** One language only: tooltips of two languages would hide the map. `both` readers are Chinese readers. */
export const inLocale = (text: Words, locale: MapLocale): string => (locale === 'en' ? text.en : text.zh)

export const stateWords: Record<IncidentState, Words> = {
  reported: words('已上报', 'reported'),
  registered: words('已受理', 'registered'),
  dispatched: words('已派遣', 'dispatched'),
  accepted: words('已接单', 'accepted'),
  handling: words('处置中', 'being handled'),
  fed_back: words('已反馈', 'fed back'),
  verified: words('已核查', 'verified'),
  closed: words('已结案', 'closed'),
  called_back: words('已回访', 'called back'),
  archived: words('已归档', 'archived'),
  suspended: words('已挂起', 'suspended'),
  merged: words('已并案', 'merged'),
}
export const provenanceWords: Record<Provenance, Words> = {
  public: words('群众上报', 'reported by the public'),
  patrol: words('巡逻发现', 'found by a patrol'),
  camera: words('视频发现', 'found by camera'),
  sensor: words('感知设备', 'found by a sensor'),
}
export const severityWords: Record<1 | 2 | 3 | 4, Words> = { 1: words('轻微', 'minor'), 2: words('一般', 'normal'), 3: words('较重', 'serious'), 4: words('严重', 'severe') }
export const cameraStateWords: Record<CameraState, Words> = { online: words('在线', 'online'), offline: words('离线', 'offline'), fault: words('故障', 'fault'), planned: words('规划', 'planned'), unknown: words('状态未知', 'state unknown') }
export const cameraKindWords: Record<CameraKind, Words> = { fixed: words('固定枪机', 'fixed camera'), ptz: words('云台球机', 'PTZ camera'), dome: words('半球全景', 'dome camera') }
export const placeWords: Record<PlaceKind, Words> = {
  police_post: words('警务室', 'police post'), patrol_station: words('治安巡防工作站', 'patrol station'), mediation_room: words('调解室', 'mediation room'),
  service_hall: words('便民服务厅', 'service hall'), health_station: words('社区卫生站', 'health station'), hospital: words('医院', 'hospital'), pharmacy: words('药店', 'pharmacy'),
  school: words('学校', 'school'), kindergarten: words('幼儿园', 'kindergarten'), day_care: words('托管点', 'day care'), market: words('市场', 'market'), shop: words('商店', 'shop'),
  restaurant: words('餐饮', 'restaurant'), bank: words('银行', 'bank'), park: words('公园', 'park'), station: words('车站', 'station'), bus_stop: words('公交站', 'bus stop'),
  parking: words('停车场', 'parking'), fire_station: words('消防站', 'fire station'), library: words('图书馆', 'library'), toilet: words('公厕', 'public toilet'),
  worship: words('宗教场所', 'place of worship'), hotel: words('宾馆', 'hotel'), street_light: words('路灯杆', 'street light'), other: words('其他', 'other'),
}
export const buildingWords: Record<BuildingUse, Words> = {
  residential: words('住宅', 'residential'), commercial: words('商业', 'commercial'), office: words('办公', 'office'), school: words('学校', 'school'),
  hospital: words('医疗', 'hospital'), public: words('公共', 'public'), industrial: words('工业', 'industrial'), other: words('其他', 'other'),
}
