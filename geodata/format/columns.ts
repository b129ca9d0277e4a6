/** What an import can read from columns, by noun; each field with the names it goes by (letters and digits only, lower case). */
type Fields = Record<string, readonly string[]>

const place: Fields = {
  longitude: ['longitude', 'lng', 'lon', 'long', 'x', 'xcoordinate', 'pointx', '经度', '东经'],
  latitude: ['latitude', 'lat', 'y', 'ycoordinate', 'pointy', '纬度', '北纬'],
}
const text: Fields = {
  name: ['name', 'namezh', 'title', '名称', '名字', 'label', 'lsoaname'],
  nameEn: ['nameen', 'englishname', '英文名称'],
  address: ['address', 'addr', 'location', 'block', 'street', '地址', '地点', '位置'],
  area: ['area', 'areacode', 'communityarea', 'community', 'policedistrict', 'lsoacode', '社区', '社区编号', '辖区'],
}

const id = ['id', 'objectid', 'incidentno', 'incidentnumber', 'incidentid', 'caseno', 'casenumber', 'uid', '编号', '事件编号', '案件编号', 'code']

/** The fields of each noun; those in `required` must be found or named with --map. */
export const importFields: Record<string, { fields: Fields; required: readonly string[] }> = {
  incidents: {
    fields: {
      id, ...place,
      occurredAt: ['occurredat', 'occurred', 'date', 'datetime', 'time', 'timestamp', 'dateoccurred', 'incidentdate', 'month', '时间', '发生时间', '日期', '上报时间'],
      category: ['category', 'primarytype', 'type', 'crimetype', 'offense', 'offence', 'iucr', '类别', '类型', '事件类型', '事件类别', '分类'],
      title: ['title', 'description', 'descript', 'summary', '标题', '描述', '内容', '事件描述'],
      address: text.address ?? [], area: text.area ?? [],
      severity: ['severity', 'level', 'priority', '等级', '级别', '严重程度'],
    },
    required: ['longitude', 'latitude', 'occurredAt', 'category'],
  },
  // Plain files for the methods of geodata/analysis: a place is enough, times may be numbers of days or have an end.
  points: {
    fields: {
      id,
      longitude: [...(place.longitude ?? []), 'easting', 'eastings', 'east', 'xcoord', 'coordx', 'xmeters', 'xm', 'e'],
      latitude: [...(place.latitude ?? []), 'northing', 'northings', 'north', 'ycoord', 'coordy', 'ymeters', 'ym', 'n'],
      occurredAt: ['occurredat', 'occurred', 'date', 'datetime', 'time', 'timestamp', 'dateoccurred', 'incidentdate', 'when', 'datum', 'fecha', 'occurredfrom', 'datefrom', 'fromdate', 'starttime', 'startdate', 'start', 'from', 'begin', 'month', 't', 'day', 'days', '时间', '发生时间', '日期', '上报时间', '开始时间'],
      until: ['until', 'occurredto', 'occurreduntil', 'dateto', 'todate', 'endtime', 'enddate', 'end', 'to', '结束时间'],
      category: ['category', 'primarytype', 'type', 'crimetype', 'offense', 'offence', 'iucr', '类别', '类型', '事件类型', '事件类别', '分类'],
    },
    required: ['longitude', 'latitude'],
  },
  positions: {
    fields: {
      vehicle: ['vehicleid', 'vehicle', 'deviceid', 'device', 'teamid', 'team', 'unit', 'callsign', '设备', '设备编号', '车辆', '队伍'],
      ...place, at: ['timestamp', 'time', 'at', 'datetime', 'date', 'recordedat', '时间', '定位时间'],
      speed: ['speed', 'speedms', 'speedmeterspersecond', 'velocity', '速度'], accuracy: ['accuracy', 'accuracymeters', 'hdop', '精度'],
    },
    required: ['vehicle', 'longitude', 'latitude', 'at'],
  },
  areas: {
    fields: {
      code: ['code', 'geoid', 'areacode', 'communityarea', 'lsoacode', 'gid', 'id', '代码', '编码', '区划代码'], name: text.name ?? [], nameEn: text.nameEn ?? [],
      level: ['level', 'adminlevel', '级别', '层级'], parent: ['parentcode', 'parent', 'boroughcode', '上级代码'], parentName: ['parentname', 'borough', '上级名称'],
    },
    required: ['code'],
  },
  zones: {
    fields: { code: ['code', 'geoid', 'zonecode', 'lsoacode', 'gridcode', 'id', '网格编号', '编码', '代码'], name: text.name ?? [], nameEn: text.nameEn ?? [], area: text.area ?? [] },
    required: ['code'],
  },
  cameras: {
    fields: {
      id, ...place, name: text.name ?? [], kind: ['kind', 'cameratype', 'type', '类型', '摄像机类型'], azimuth: ['azimuth', 'azimuthdegrees', 'azimuthdeg', 'direction', 'cameradirection', 'bearing', 'heading', '方位角', '朝向', '方向'],
      fieldOfView: ['fieldofview', 'fieldofviewdegrees', 'fov', 'hfov', '视场角', '视角'], height: ['height', 'heightm', 'heightmeters', 'mountheight', '高度', '安装高度', '架设高度'], range: ['range', 'rangem', 'rangemeters', '距离', '可视距离', '监控距离'],
      tilt: ['tilt', 'tiltdegrees', 'cameraangle', '俯仰角', '俯角'], pixels: ['pixels', 'resolution', 'pixelsacross', '分辨率', '像素'], lens: ['lens', 'lensmm', 'lensmillimeters', 'focallength', '焦距', '镜头'],
      ownerUnit: ['ownerunit', 'owner', 'operator', '建设单位', '所属单位', '管理单位', '权属单位'], deviceCode: ['devicecode', 'gbcode', 'gb28181', 'gbid', '国标编码', '国标编号', '设备编码', '设备国标编码'],
      filing: ['filingnumber', 'filing', '备案号', '备案编号'], retention: ['retentiondays', 'retention', '保存天数', '存储天数', '录像保存天数'], state: ['state', 'status', '状态', '设备状态', '在线状态'],
    },
    required: ['longitude', 'latitude'],
  },
  places: {
    fields: { id, ...place, name: text.name ?? [], nameEn: text.nameEn ?? [], kind: ['kind', 'type', 'category', 'amenity', '类型', '类别'], address: text.address ?? [], openingHours: ['openinghours', '营业时间', '开放时间'] },
    required: ['longitude', 'latitude', 'kind'],
  },
  // A register of street lights has a kind in no column: every row is one.
  lights: {
    fields: { id: [...id, 'lampid', 'poleid', 'polenumber', '灯杆编号', '路灯编号', '杆号'], ...place, name: text.name ?? [], nameEn: text.nameEn ?? [], address: text.address ?? [] },
    required: ['longitude', 'latitude'],
  },
}

export type ColumnMap = Record<string, number>
export type Guess = { map: ColumnMap; missing: string[]; ambiguous: { field: string; columns: string[] }[] }

const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/**
 * Which column gives which field of a noun: those named in `given` first, then by known names in order of preference.
 * Two columns of the same plain name (`Date`, `date`) are ambiguous and not chosen between.
 * @throws RangeError when `given` names a field or column that does not exist
 */
export function guessColumns(noun: string, header: string[], given: Record<string, string> = {}): Guess {
  const schema = importFields[noun]
  if (!schema) throw new RangeError(`No columns are known for ${noun}.`)
  const map: ColumnMap = {}
  const guess: Guess = { map, missing: [], ambiguous: [] }
  for (const [field, column] of Object.entries(given)) {
    if (!schema.fields[field]) throw new RangeError(`--map: ${noun} have no field "${field}"; there are ${Object.keys(schema.fields).join(', ')}.`)
    const found = header.indexOf(column)
    if (found < 0) throw new RangeError(`--map: there is no column "${column}"; there are ${header.join(', ')}.`)
    map[field] = found
  }
  const names = header.map(plain)
  for (const [field, synonyms] of Object.entries(schema.fields)) {
    if (map[field] !== undefined) continue
    const synonym = synonyms.find((name) => names.includes(name))
    const found = synonym === undefined ? [] : names.flatMap((name, i) => (name === synonym ? [i] : []))
    if (found.length > 1) guess.ambiguous.push({ field, columns: found.map((i) => header[i] ?? '') })
    else if (found[0] !== undefined) map[field] = found[0]
    else if (schema.required.includes(field)) guess.missing.push(field)
  }
  return guess
}

/** The noun whose columns are all there; undefined when none fits. Positions first: a vehicle in a row is the clearest sign. */
export function guessNoun(header: string[]): string | undefined {
  if (areaLevels(header)) return 'areas'
  const fits = (noun: string) => guessColumns(noun, header).missing.length === 0
  if (fits('positions')) return 'positions'
  if (fits('incidents')) return 'incidents'
  const names = header.map(plain)
  if (['code', 'name', 'level', 'parentcode'].every((name) => names.includes(name))) return 'areas'
  if (fits('places')) return 'places'
  return fits('cameras') && names.some((name) => /camera|fov|azimuth|方位角|摄像|gb28181|国标编/.test(name)) ? 'cameras' : undefined
}

const levels = ['city', 'district', 'subdistrict', 'community'] as const
export type AreaColumns = { level: (typeof levels)[number]; code: number; name: number }[]

/** A whole tree in each row: pairs `<level>_code` and `<level>`; undefined unless at least two levels are there. */
export function areaLevels(header: string[]): AreaColumns | undefined {
  const found = levels.flatMap((level) => {
    const code = header.indexOf(`${level}_code`)
    const name = header.indexOf(level)
    return code >= 0 && name >= 0 ? [{ level, code, name }] : []
  })
  return found.length >= 2 ? found : undefined
}
