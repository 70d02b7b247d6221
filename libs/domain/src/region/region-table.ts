import { commonProblems, duplicateProblems, type TextRow } from '../reference-table/read-table.js';
import type { ReferenceColumn, TableProblem, TableReading } from '../reference-table/reference-table.js';
import { parentRegion, regionLevel, type Region, type RegionTable } from './region.js';

const column = (
  key: 'code' | 'name' | 'state' | 'successor',
  header: string,
  also: string,
  rest: Omit<ReferenceColumn, 'key' | 'header' | 'also'>,
): ReferenceColumn => ({ key, header, also: also.split(' '), ...rest });

export const REGION_COLUMNS: readonly ReferenceColumn[] = [
  column('code', '区域代码', '行政区划代码 行政区域代码 所属地代码 区划代码 代码', {
    required: true,
    max: 12,
    hint: '六位数字，不重复；上级代码也须在表中',
    example: '441204',
  }),
  column('name', '区域名称', '行政区划名称 单位名称 名称 区划名称', {
    required: true,
    max: 100,
    hint: '本级名称，不带上级',
    example: '高要区',
  }),
  column('state', '状态', '是否撤销', {
    required: false,
    max: 10,
    hint: '有效或已撤销；留空为有效',
    example: '有效',
  }),
  column('successor', '替代代码', '新代码 现代码', {
    required: false,
    max: 6,
    hint: '已撤销的代码由哪个有效代码代替；没有唯一的可留空',
    example: '',
  }),
];
const HEADER = Object.fromEntries(REGION_COLUMNS.map(({ key, header }) => [key, header]));
/** Rows of GB/T 2260 that name no place of their own. */
const GENERIC_NAMES = ['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划'];
const RETIRED = /^(?:已?撤销|废止|停用|是|retired)$/iu;
const IN_FORCE = /^(?:有效|正常|否|现行|)$/u;

/** The regions of an uploaded table and all that is wrong with it. */
export function readRegionTable(rows: readonly TextRow[]): TableReading<Region> {
  const regions = rows.map(toRegion);
  const table = new Map(regions.map((region) => [region.code, region]));
  const problems = [
    ...rows.flatMap((row, index) => problemsOf(row, regions[index] as Region, table)),
    ...duplicateProblems(rows, REGION_COLUMNS[0] as ReferenceColumn),
  ];
  return { rows: regions, problems: problems.sort((a, b) => a.row - b.row) };
}

function toRegion({ texts }: TextRow): Region {
  const [name = '', successor = ''] = [texts['name'], texts['successor']];
  const retired = RETIRED.test(texts['state'] ?? '');
  return {
    code: (texts['code'] ?? '').normalize('NFKC').replace(/^(\d{6})0{3,6}$/, '$1'),
    name,
    retired,
    generic: !retired && GENERIC_NAMES.includes(name),
    successor: successor.normalize('NFKC') || null,
  };
}

function problemsOf(row: TextRow, region: Region, table: RegionTable): TableProblem[] {
  const problem = (key: string, code: TableProblem['code'], details: object = {}): TableProblem => ({
    row: row.rowNumber,
    column: HEADER[key] ?? key,
    value: row.texts[key] ?? '',
    code,
    details: { ...details },
  });
  const found = commonProblems(row, REGION_COLUMNS);
  if (region.code && !regionLevel(region.code)) {
    found.push(problem('code', 'reference-table.bad-code', { expected: '六位数字' }));
  }
  const state = row.texts['state'] ?? '';
  if (!RETIRED.test(state) && !IN_FORCE.test(state)) {
    found.push(problem('state', 'reference-table.unknown-word', { allowed: '有效、已撤销' }));
  }
  const successor = region.successor === null ? null : table.get(region.successor);
  if (successor === undefined || (successor && (successor.retired || !region.retired))) {
    found.push(problem('successor', 'reference-table.successor-unfit'));
  }
  const parent = parentRegion(region.code);
  if (!region.retired && parent && table.get(parent)?.retired !== false) {
    found.push(problem('code', 'reference-table.parent-missing', { parent }));
  }
  return found;
}

/** Codes that a new table leaves out are kept as retired ones: what was filed under them can still be read. */
export function retireMissing(before: Iterable<Region>, after: readonly Region[]): Region[] {
  const kept = new Set(after.map(({ code }) => code));
  const missing = [...before].filter(({ code }) => !kept.has(code));
  return [...after, ...missing.map((region) => ({ ...region, retired: true, generic: false }))];
}

export const regionCells = ({ code, name, retired, successor }: Region): string[] => [
  code,
  name,
  retired ? '已撤销' : '有效',
  successor ?? '',
];
