/** 文本:网格方案。 */
export const zonePlan = {
  editor: {
    label: '网格方案编辑',
  },
  problem: {
    gap: '无网格覆盖',
    overlap: '网格重叠',
    outside: '超出社区范围',
    invalid_shape: '边界自相交或形状无效',
    sliver: '狭长碎片',
    in_pieces: '网格分成几块',
    empty_zone: '网格内无住户',
    homeless_building: '楼栋不在任何网格内',
    split_building: '楼栋被网格边界切开',
    split_estate: '小区分属多个网格',
    too_few: '户数低于下限',
    too_many: '户数高于上限',
    bad_code: '网格编码不符合编码规则',
    double_code: '网格编码重复',
  },
}
