import type { Severity } from '../model/incident.ts'

export const categoryScheme = 'fangcun-1'

/** Hours of the day and months with their own weight; everything else about a category is a fact of the catalogue. */
export type Rhythm = 'day' | 'evening' | 'night' | 'commute' | 'meals' | 'office' | 'even'
export type Season = 'summer' | 'winter' | 'rain' | 'festival' | 'none'
export type Setting = 'home' | 'oldHome' | 'street' | 'shop' | 'green' | 'gate' | 'work' | 'any'
export type TownCategory = {
  code: string
  group: string
  groupZh: string
  nameZh: string
  nameEn: string
  severity: Severity
  voice: boolean
  /** Share of the year's matters, relative. */
  weight: number
  rhythm: Rhythm
  /** Weekend against weekday. */
  weekend: number
  season: Season
  setting: Setting
}

/** How far apart two reports of a matter in such a setting may place it. */
export const nearMeters: Readonly<Record<Setting, number>> = { home: 80, oldHome: 80, shop: 80, gate: 80, work: 100, street: 200, green: 250, any: 150 }

type Row = [
  nameZh: string,
  nameEn: string,
  severity: Severity,
  weight: number,
  rhythm: Rhythm,
  weekend: number,
  season: Season,
  setting: Setting,
]

const groups: [prefix: string, groupZh: string, group: string, voice: boolean, rows: Row[]][] = [
  [
    '01',
    '消防安全',
    'Fire safety',
    false,
    [
      ['楼道停放充电电动自行车', 'Electric bike charged in a stairwell', 3, 9, 'evening', 1.1, 'summer', 'home'],
      ['占用堵塞消防通道', 'Fire exit or fire lane blocked', 3, 7, 'evening', 1.2, 'none', 'home'],
      ['火情报警', 'Fire alarm', 4, 1.2, 'meals', 1.1, 'winter', 'any'],
      ['消防设施损坏', 'Fire equipment damaged', 2, 2, 'office', 0.6, 'none', 'home'],
      ['违规存放液化气罐', 'Gas bottles stored against the rules', 3, 1.2, 'day', 0.9, 'winter', 'shop'],
    ],
  ],
  [
    '02',
    '公共设施',
    'Public facilities',
    false,
    [
      ['路灯不亮', 'Street light out', 1, 6, 'evening', 1, 'winter', 'street'],
      ['井盖缺损', 'Manhole cover missing or broken', 3, 2.2, 'day', 0.8, 'rain', 'street'],
      ['路面破损', 'Road surface damaged', 2, 4, 'day', 0.8, 'rain', 'street'],
      ['给水管道漏水', 'Water main leaking', 2, 4, 'day', 1, 'winter', 'street'],
      ['下水道堵塞', 'Drain blocked', 2, 3.4, 'day', 1, 'rain', 'oldHome'],
      ['电梯故障', 'Lift out of order', 3, 2.6, 'commute', 0.9, 'summer', 'home'],
      ['健身器材损坏', 'Playground or exercise equipment broken', 1, 1.2, 'day', 1.3, 'none', 'green'],
    ],
  ],
  [
    '03',
    '市容环境',
    'Street scene',
    false,
    [
      ['暴露垃圾', 'Rubbish left in the open', 1, 9, 'day', 1.15, 'summer', 'any'],
      ['建筑垃圾乱堆', 'Building rubble dumped', 2, 4, 'day', 1, 'none', 'home'],
      ['占道经营', 'Trading on the pavement', 1, 6, 'meals', 1.3, 'summer', 'shop'],
      ['乱贴小广告', 'Fly-posting', 1, 3, 'day', 0.8, 'none', 'oldHome'],
      ['绿化损坏', 'Greenery damaged', 1, 2, 'day', 1.1, 'summer', 'green'],
      ['河道漂浮物', 'Litter on the water', 1, 1.5, 'day', 1, 'rain', 'green'],
    ],
  ],
  [
    '04',
    '噪声油烟',
    'Noise and fumes',
    false,
    [
      ['社会生活噪声', 'Noise from neighbours or a square', 1, 7, 'night', 1.35, 'summer', 'home'],
      ['夜间施工噪声', 'Building work at night', 2, 3, 'night', 0.9, 'none', 'any'],
      ['商户噪声', 'Noise from a business', 1, 4, 'night', 1.5, 'summer', 'shop'],
      ['餐饮油烟扰民', 'Kitchen fumes', 1, 3, 'meals', 1.2, 'summer', 'shop'],
    ],
  ],
  [
    '05',
    '交通秩序',
    'Traffic',
    false,
    [
      ['机动车违停', 'Vehicle parked where it may not', 1, 10, 'evening', 1.05, 'none', 'street'],
      ['非机动车乱停', 'Bikes parked in the way', 1, 5, 'commute', 0.8, 'none', 'gate'],
      ['道路交通事故', 'Traffic accident', 3, 5, 'commute', 0.85, 'rain', 'street'],
      ['交通设施损坏', 'Signal or sign damaged', 2, 2, 'day', 0.9, 'none', 'street'],
      ['占用盲道', 'Tactile paving blocked', 1, 1.6, 'day', 1, 'none', 'street'],
    ],
  ],
  [
    '06',
    '治安防范',
    'Public order',
    false,
    [
      ['电动自行车被盗', 'Bike stolen', 2, 5, 'evening', 1, 'summer', 'gate'],
      ['入室盗窃报警', 'Burglary reported', 3, 2, 'night', 0.9, 'festival', 'home'],
      ['扒窃报警', 'Pickpocketing reported', 2, 1.6, 'commute', 1.2, 'festival', 'shop'],
      ['打架斗殴报警', 'Fight reported', 3, 1.4, 'night', 1.6, 'summer', 'shop'],
      ['毁坏财物', 'Damage to property', 2, 1.5, 'night', 1.3, 'none', 'any'],
      ['遗失物品', 'Lost property', 1, 3, 'commute', 1.1, 'none', 'any'],
    ],
  ],
  [
    '07',
    '矛盾纠纷',
    'Disputes',
    false,
    [
      ['邻里纠纷', 'Dispute between neighbours', 2, 4, 'evening', 1.3, 'summer', 'home'],
      ['租赁纠纷', 'Dispute about rent', 2, 2.4, 'evening', 1.1, 'festival', 'home'],
      ['劳资纠纷', 'Dispute about wages', 3, 1.4, 'office', 0.5, 'festival', 'work'],
      ['物业纠纷', 'Dispute with estate management', 2, 3, 'day', 1.1, 'none', 'home'],
      ['消费纠纷', 'Dispute about a purchase', 1, 2.4, 'day', 1.3, 'festival', 'shop'],
    ],
  ],
  [
    '08',
    '房屋管理',
    'Housing',
    false,
    [
      ['群租隐患', 'Hazard in a shared rental', 3, 3, 'evening', 0.9, 'none', 'home'],
      ['违法搭建', 'Building without permission', 2, 3.2, 'day', 1.1, 'none', 'oldHome'],
      ['外墙脱落', 'Facade coming loose', 3, 1.4, 'day', 1, 'rain', 'home'],
      ['房屋漏水', 'Water leaking between homes', 2, 3, 'day', 1.2, 'rain', 'home'],
    ],
  ],
  [
    '09',
    '自然与应急',
    'Weather and emergencies',
    false,
    [
      ['道路积水', 'Street under water', 3, 1.4, 'even', 1, 'rain', 'street'],
      ['树木倒伏', 'Tree down', 2, 1, 'even', 1, 'rain', 'green'],
      ['燃气异味报警', 'Smell of gas', 4, 1, 'meals', 1, 'winter', 'home'],
      ['动物扰民', 'Animals at large', 1, 2, 'evening', 1.2, 'summer', 'green'],
    ],
  ],
  [
    '10',
    '群众诉求',
    'Voices',
    true,
    [
      ['信访事项', 'Petition', 2, 0.12, 'office', 0.2, 'none', 'any'],
      ['对部门的投诉', 'Complaint about an authority', 2, 0.16, 'office', 0.3, 'none', 'any'],
      ['群体聚集反映问题', 'Assembly about a matter', 3, 0.03, 'office', 0.3, 'none', 'any'],
    ],
  ],
]

/** The demo catalogue: matters at places, code 2 + 3 digits. */
export const townCategories: readonly TownCategory[] = groups.flatMap(([prefix, groupZh, group, voice, rows]) =>
  rows.map(([nameZh, nameEn, severity, weight, rhythm, weekend, season, setting], i) => ({
    code: `${prefix}${String(i + 1).padStart(3, '0')}`,
    group,
    groupZh,
    nameZh,
    nameEn,
    severity,
    voice,
    weight,
    rhythm,
    weekend,
    season,
    setting,
  })),
)
