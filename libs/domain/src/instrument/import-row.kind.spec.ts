import { CATALOGUE_2020, REGIONS } from '../data.js';
import { capabilityKey } from './capability-key.js';
import { buildImportContext } from './import-row.context.js';
import { checkKind } from './import-row.kind.js';
import { findingText } from './import-row.finding.js';
import { validateImportRow } from './import-row.js';

const codeOf = (kind: string) => CATALOGUE_2020.find((item) => item.kind.startsWith(kind))?.code ?? '';
const [SCALE, PUMP, GAUGE] = ['非自动衡器', '燃油加油机', '指示类'].map(codeOf) as [string, string, string];
const rules = {
  regions: REGIONS,
  today: '2026-06-15',
  capabilities: new Set([
    capabilityKey(PUMP, 'ON_SITE'),
    capabilityKey(GAUGE, 'BRING_IN'),
    capabilityKey(SCALE, 'BRING_IN'),
    capabilityKey(SCALE, 'ON_SITE'),
  ]),
};
const context = buildImportContext({ ...rules, catalogue: CATALOGUE_2020 });
const said = (name: string, categoryCode: string, verificationMode: 'BRING_IN' | 'ON_SITE' | null = null) =>
  checkKind({ name, categoryCode, verificationMode }, context).map(({ code, level }) => `${level} ${code}`);

it.each([
  ['电子汽车衡', SCALE],
  ['地磅', SCALE],
  ['一般压力表', GAUGE],
  // Nothing that a name would say clearly.
  ['1# 设备', SCALE],
  ['检测仪', GAUGE],
])('%s may be %s', (name, code) => expect(said(name, code)).toEqual([]));

it('warns where the name says another kind, and says which', () => {
  const [found] = checkKind({ name: '压力表', categoryCode: SCALE, verificationMode: null }, context);
  expect(found).toMatchObject({ field: 'categoryCode', level: 'WARNING', value: SCALE, suggestion: GAUGE });
  expect(found && findingText(found, 'zh-CN')).toBe(
    `种别代码与器具名称不符：“压力表”一般为 ${GAUGE} 指示类、显示类压力表，现填 ${SCALE} 非自动衡器`,
  );
});

it.each([
  ['燃油加油机', PUMP, 'BRING_IN', ['WARNING instrument.only-on-site']],
  ['燃油加油机', PUMP, 'ON_SITE', []],
  ['压力表', GAUGE, 'ON_SITE', ['WARNING instrument.only-bring-in']],
  ['电子秤', SCALE, 'BRING_IN', []],
  ['电子秤', SCALE, 'ON_SITE', []],
  // No institution verifies it: nothing is known of how.
  ['水表', codeOf('水表'), 'ON_SITE', []],
] as const)('%s (%s) %s: %j', (name, code, mode, expected) => {
  expect(said(name, code, mode)).toEqual(expected);
});

it('reads an ended kind and refuses it for what is new, with the one that took its place', () => {
  const catalogue = [
    ...CATALOGUE_2020.map((item) => ({ ...item, endedOn: '2026-05-31' })),
    ...CATALOGUE_2020.map((item) => ({ ...item, code: `A${item.code}` })),
  ];
  const { values, findings } = validateImportRow(
    { categoryCode: PUMP },
    buildImportContext({ ...rules, catalogue }),
  );
  expect(values.categoryCode).toBe(PUMP);
  expect(findings.find(({ field }) => field === 'categoryCode')).toMatchObject({
    level: 'ERROR',
    code: 'instrument.category-ended',
    suggestion: `A${PUMP}`,
  });
});
