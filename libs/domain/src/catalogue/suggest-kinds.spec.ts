import { CATALOGUE_2020 } from '../data.js';
import { KIND_SYNONYMS } from './kind-synonyms.js';
import { suggestKinds } from './suggest-kinds.js';

const kinds = (name: string) => suggestKinds(name, CATALOGUE_2020).map(({ item }) => item.kind);

describe('suggestKinds', () => {
  it.each([
    ['电子秤', '非自动衡器'],
    ['电子计价秤', '非自动衡器'],
    ['地磅', '非自动衡器'],
    ['电子汽车衡', '非自动衡器'],
    ['电子天平', '非自动衡器'],
    ['动态汽车衡', '动态汽车衡（车辆总重计量）'],
    ['压力表', '指示类、显示类压力表'],
    ['弹簧管式一般压力表', '指示类、显示类压力表'],
    ['电子血压计', '无创自动测量血压计'],
    ['水银血压计', '无创非自动测量血压计'],
    ['税控燃油加油机', '燃油加油机'],
    ['CNG加气机', '压缩天然气加气机'],
    ['ＬＮＧ加气机', '液化天然气加气机'],
    ['单相电表', '电能表'],
    ['三相智能电能表', '电能表'],
    ['冷水水表', '水表（DN15～DN50）'],
    ['膜式燃气表', '燃气表（G1.6～G16）'],
    ['非车载充电机', '电动汽车充电桩'],
    ['涡轮流量计', '流量计'],
    ['心电图机', '心电图仪'],
    ['多参数监护仪', '心电监护仪、多参数监护仪'],
    ['水银体温计', '玻璃体温计'],
    ['红外额温枪', '其他体温计（电子体温计、红外耳温计等）'],
    ['固定式可燃气体报警器', '可燃气体检测报警器'],
    ['粮食水分仪', '谷物水分测定仪'],
    ['出租车计价器', '出租汽车计价器'],
    ['汽车尾气分析仪', '汽车排放气体测试仪'],
    ['眼压计', '眼压计'],
  ])('%s: first %s', (name, kind) => {
    expect(kinds(name)[0]).toBe(kind);
  });

  it('offers both kinds where the name leaves it open', () => {
    expect(kinds('血压计').slice(0, 2)).toEqual(['无创自动测量血压计', '无创非自动测量血压计']);
  });

  it('offers at most three, best first, each with its score', () => {
    const found = suggestKinds('气体检测仪', CATALOGUE_2020);
    expect(found).toHaveLength(3);
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a));
    expect(found.every(({ score }) => score >= 0.3 && score <= 1)).toBe(true);
  });

  it.each(['称重传感器', '称重显示器'])('never offers %s, which is not compulsory', (name) => {
    expect(kinds(name)).not.toContain(name);
  });

  it('is not misled by a longer name that means no kind of the catalogue', () => {
    expect(kinds('电子皮带秤')).not.toContain('非自动衡器');
  });

  it.each(['', ' ', '表', '游标卡尺', 'XYZ-100'])('offers nothing for %j', (name) => {
    expect(kinds(name)).toEqual([]);
  });

  it('knows other names only for kinds of the catalogue', () => {
    const known = CATALOGUE_2020.map(({ kind }) => kind);
    expect(KIND_SYNONYMS.filter(([kind]) => kind !== null && !known.includes(kind))).toEqual([]);
  });
});
