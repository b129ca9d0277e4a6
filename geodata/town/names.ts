import { shuffle, type Random } from '../random.ts'

export type Name = { zh: string; en: string }

const first: [string, string][] = [
  ['望', 'Wang'],
  ['云', 'Yun'],
  ['清', 'Qing'],
  ['玉', 'Yu'],
  ['文', 'Wen'],
  ['春', 'Chun'],
  ['和', 'He'],
  ['安', 'An'],
  ['永', 'Yong'],
  ['新', 'Xin'],
  ['花', 'Hua'],
  ['柳', 'Liu'],
  ['竹', 'Zhu'],
  ['梅', 'Mei'],
  ['桂', 'Gui'],
  ['松', 'Song'],
  ['石', 'Shi'],
  ['鹤', 'He'],
  ['雁', 'Yan'],
  ['鹭', 'Lu'],
  ['锦', 'Jin'],
  ['彩', 'Cai'],
  ['明', 'Ming'],
  ['丰', 'Feng'],
  ['福', 'Fu'],
  ['康', 'Kang'],
  ['兰', 'Lan'],
  ['枫', 'Feng'],
  ['荷', 'He'],
  ['秋', 'Qiu'],
]
const second: [string, string][] = [
  ['溪', 'xi'],
  ['泉', 'quan'],
  ['塘', 'tang'],
  ['浦', 'pu'],
  ['林', 'lin'],
  ['台', 'tai'],
  ['亭', 'ting'],
  ['阳', 'yang'],
  ['平', 'ping'],
  ['兴', 'xing'],
  ['昌', 'chang'],
  ['宁', 'ning'],
  ['华', 'hua'],
  ['渡', 'du'],
  ['岭', 'ling'],
  ['桥', 'qiao'],
  ['堤', 'di'],
  ['榭', 'xie'],
]
const estateEndings: [string, string][] = [
  ['苑', 'Court'],
  ['花园', 'Gardens'],
  ['新村', 'New Village'],
  ['公寓', 'Apartments'],
  ['小区', 'Estate'],
  ['雅苑', 'Mansion'],
  ['华庭', 'Terrace'],
  ['家园', 'Homes'],
]

const joined = ([zh, en]: [string, string], [zh2, en2]: [string, string]): Name => ({
  zh: zh + zh2,
  en: `${en}${/[aeiou]/.test(en2[0] ?? '') ? "'" : ''}${en2}`,
})

/** Combinations that are known real names. */
const real = new Set([
  '安阳',
  '安平',
  '安宁',
  '安溪',
  '文昌',
  '清华',
  '清溪',
  '清平',
  '永平',
  '永宁',
  '永昌',
  '永兴',
  '福宁',
  '福平',
  '福兴',
  '新平',
  '新兴',
  '新宁',
  '新昌',
  '新华',
  '新泉',
  '和平',
  '康平',
  '丰台',
  '丰宁',
  '云阳',
  '云林',
  '桂林',
  '桂平',
  '桂阳',
  '石林',
  '石台',
  '石泉',
  '玉林',
  '玉溪',
  '兰溪',
  '松溪',
  '松阳',
  '松林',
  '明溪',
  '春林',
  '秋林',
  '安华',
  '花桥',
  '望亭',
  '泉塘',
  '玉泉',
  '石桥',
])

export type Names = { root: () => Name; road: (lane?: 'road' | 'street' | 'avenue') => Name; estate: () => Name }

const roadEndings = { road: ['路', 'Road'], street: ['街', 'Street'], avenue: ['大道', 'Avenue'] } as const

/** Invented names, each given once; roots are shared out in random order and repeat with 东 and 西 when used up. */
export function createNames(random: Random): Names {
  // Homophones (鹤 and 荷, 丰 and 枫) would give two streets one English name.
  const byEnglish = new Map(
    first
      .flatMap((a) => second.map((b) => joined(a, b)))
      .filter((name) => !real.has(name.zh))
      .map((name) => [name.en, name]),
  )
  const roots = shuffle(random, [...byEnglish.values()])
  let taken = 0
  const root = (): Name => {
    const name = roots[taken % roots.length] as Name
    const round = Math.floor(taken++ / roots.length)
    return round === 0
      ? name
      : {
          zh: `${['东', '西', '南', '北'][(round - 1) % 4]}${name.zh}`,
          en: `${['East', 'West', 'South', 'North'][(round - 1) % 4]} ${name.en}`,
        }
  }
  return {
    root,
    road: (kind = 'road') => {
      const name = root()
      return { zh: name.zh + roadEndings[kind][0], en: `${name.en} ${roadEndings[kind][1]}` }
    },
    estate: () => {
      const name = root()
      const ending = estateEndings[Math.floor(random() * estateEndings.length)] as [string, string]
      return { zh: name.zh + ending[0], en: `${name.en} ${ending[1]}` }
    },
  }
}
