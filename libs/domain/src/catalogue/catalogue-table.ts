import { PURPOSES, type Purpose } from '../instrument/instrument.codes.js';
import { normalizeText } from '../platform/search-text.js';
import { commonProblems, duplicateProblems, type TextRow } from '../reference-table/read-table.js';
import type { ReferenceColumn, TableProblem, TableReading } from '../reference-table/reference-table.js';
import type { CatalogueItem, CatalogueMode } from './catalogue.js';

/** The ways of verification as the official catalogue words them. */
export const MODE_WORDS: Readonly<Record<CatalogueMode, string>> = {
  PERIODIC: '周期检定',
  FIRST_ONLY_SCRAP: '首次检定，失准报废',
  FIRST_ONLY_LIMITED_USE: '首次检定，限期使用，到期轮换',
  NOT_APPLICABLE: '',
};

type CatalogueColumn = ReferenceColumn & {
  readonly key: Exclude<keyof CatalogueItem, 'compulsory' | 'endedOn'>;
};
const column = (
  key: CatalogueColumn['key'],
  header: string,
  also: string,
  max: number,
  rest: Pick<ReferenceColumn, 'hint' | 'example'> & Partial<Pick<ReferenceColumn, 'required' | 'fillsDown'>>,
): CatalogueColumn => ({ key, header, also: also ? also.split(' ') : [], max, required: false, ...rest });

/** The columns of the official table (SAMR notice 2020 No. 42) and of our template. */
export const CATALOGUE_COLUMNS: readonly CatalogueColumn[] = [
  column('code', '种别代码', '代码 种别编码 编码', 20, {
    required: true,
    hint: '字母和数字，不重复',
    example: '90201',
  }),
  column('category', '分类', '一级目录 类别 目录', 100, {
    required: true,
    fillsDown: true,
    hint: '一级目录；与上一行相同时可留空（合并单元格）',
    example: '非自动衡器',
  }),
  column('kind', '种别', '二级目录 种别名称 器具名称', 100, {
    required: true,
    hint: '二级目录',
    example: '非自动衡器',
  }),
  column('supervision', '监管方式', '', 100, {
    required: true,
    hint: '例如“型式批准、强制检定”；不含“强制检定”的种别不能备案',
    example: '型式批准、强制检定',
  }),
  column('mode', '强检方式', '检定方式', 50, {
    hint: `${Object.values(MODE_WORDS).filter(Boolean).join('；')}；不实行强制检定的留空`,
    example: '周期检定',
  }),
  column('scope', '强检范围及说明', '强检范围 范围 说明', 500, {
    hint: '',
    example: '商品、货物等称重结算用',
  }),
  column('cycleMonths', '检定周期（月）', '检定周期 周期', 10, {
    hint: '整数；只有周期检定的种别填写',
    example: '12',
  }),
  column('useLimitMonths', '使用期限（月）', '使用期限', 10, {
    hint: '整数；只有限期使用的种别填写，多种口径取最短的',
    example: '',
  }),
  column('useLimitNote', '使用期限说明', '', 500, { hint: '按口径分别说明', example: '' }),
  column('regulations', '检定规程', '检定依据 规程', 500, {
    hint: '多个用顿号隔开',
    example: 'JJG 539-2016、JJG 13-2016',
  }),
  column('purposes', '用途', '器具用途', 50, {
    hint: PURPOSES.map(({ digit, zh }) => `${digit} ${zh}`).join('，') + '；多个用顿号隔开',
    example: '4',
  }),
];
const HEADER = Object.fromEntries(CATALOGUE_COLUMNS.map(({ key, header }) => [key, header]));
const CODE = /^[0-9A-Za-z-]{1,20}$/;
const MAX_MONTHS = 480;
const LIST = /[、,，;；/\n]+/u;

/** The kinds of an uploaded table and all that is wrong with it. */
export function readCatalogueTable(rows: readonly TextRow[]): TableReading<CatalogueItem> {
  const read = rows.map((row) => ({ item: toItem(row), problems: problemsOf(row) }));
  const problems = [
    ...read.flatMap((row) => row.problems),
    ...duplicateProblems(rows, CATALOGUE_COLUMNS[0] as ReferenceColumn),
  ];
  return { rows: read.map(({ item }) => item), problems: problems.sort((a, b) => a.row - b.row) };
}

function toItem({ texts }: TextRow): CatalogueItem {
  const supervision = texts['supervision'] ?? '';
  const compulsory = supervision.includes('强制检定');
  return {
    code: (texts['code'] ?? '').normalize('NFKC'),
    category: texts['category'] ?? '',
    kind: texts['kind'] ?? '',
    supervision,
    compulsory,
    mode: compulsory ? (modeOf(texts['mode']) ?? 'PERIODIC') : 'NOT_APPLICABLE',
    scope: texts['scope'] ?? '',
    cycleMonths: monthsOf(texts['cycleMonths']),
    useLimitMonths: monthsOf(texts['useLimitMonths']),
    useLimitNote: texts['useLimitNote'] || null,
    regulations: listOf(texts['regulations']),
    purposes: listOf(texts['purposes']).flatMap((text) => purposeOf(text) ?? []),
  };
}

const plainMode = (text: string) => normalizeText(text).replace(/[\s,、;]/gu, '');

/** `只做首次强制检定，失准报废` is what the official table says; what decides is the part that differs. */
function modeOf(text = ''): CatalogueMode | null {
  const plain = plainMode(text);
  if (/报废/u.test(plain)) return 'FIRST_ONLY_SCRAP';
  if (/轮换|限期/u.test(plain)) return 'FIRST_ONLY_LIMITED_USE';
  return plain.includes('周期') ? 'PERIODIC' : null;
}

function monthsOf(text = ''): number | null {
  const digits = /^(\d{1,3})\s*(?:个?月)?$/u.exec(text.normalize('NFKC'))?.[1];
  const months = digits === undefined ? null : Number(digits);
  return months !== null && months >= 1 && months <= MAX_MONTHS ? months : null;
}

const listOf = (text = ''): string[] =>
  text
    .split(LIST)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function purposeOf(text: string): Purpose | null {
  const plain = text.normalize('NFKC');
  return (
    PURPOSES.find(({ digit, zh }) => plain === digit || plain.replace(/^\d[.、\s]*/u, '') === zh)?.word ??
    null
  );
}

function problemsOf(row: TextRow): TableProblem[] {
  const problem = (
    key: string,
    code: TableProblem['code'],
    details?: TableProblem['details'],
  ): TableProblem => ({
    row: row.rowNumber,
    column: HEADER[key] ?? key,
    value: row.texts[key] ?? '',
    code,
    ...(details ? { details } : {}),
  });
  return [
    ...commonProblems(row, CATALOGUE_COLUMNS),
    ...wordProblems(row, problem),
    ...fitProblems(row, problem),
  ];
}

type Problem = (key: string, code: TableProblem['code'], details?: TableProblem['details']) => TableProblem;

function wordProblems({ texts }: TextRow, problem: Problem): TableProblem[] {
  const found: TableProblem[] = [];
  const code = texts['code'] ?? '';
  if (code && !CODE.test(code.normalize('NFKC'))) {
    found.push(problem('code', 'reference-table.bad-code', { expected: '20 位以内的字母和数字' }));
  }
  if (texts['mode'] && !modeOf(texts['mode'])) {
    const allowed = Object.values(MODE_WORDS).filter(Boolean).join('；');
    found.push(problem('mode', 'reference-table.unknown-word', { allowed }));
  }
  for (const key of ['cycleMonths', 'useLimitMonths']) {
    if (texts[key] && monthsOf(texts[key]) === null) found.push(problem(key, 'reference-table.bad-months'));
  }
  if (listOf(texts['purposes']).some((text) => purposeOf(text) === null)) {
    const allowed = PURPOSES.map(({ digit, zh }) => `${digit} ${zh}`).join('、');
    found.push(problem('purposes', 'reference-table.unknown-word', { allowed }));
  }
  return found;
}

/** What doesn't go together: each column may be right alone. */
function fitProblems({ texts }: TextRow, problem: Problem): TableProblem[] {
  const found: TableProblem[] = [];
  const compulsory = (texts['supervision'] ?? '').includes('强制检定');
  const mode = modeOf(texts['mode']);
  if (compulsory && !texts['mode']) found.push(problem('mode', 'reference-table.mode-missing'));
  if (!compulsory && texts['supervision'] && mode) found.push(problem('mode', 'reference-table.mode-unfit'));
  if (texts['cycleMonths'] && (!compulsory || (mode && mode !== 'PERIODIC')))
    found.push(problem('cycleMonths', 'reference-table.cycle-unfit'));
  if (texts['useLimitMonths'] && (!compulsory || (mode && mode !== 'FIRST_ONLY_LIMITED_USE')))
    found.push(problem('useLimitMonths', 'reference-table.limit-unfit'));
  return found;
}

/** The cells of a kind in the columns' order, as they are read again. */
export function catalogueCells(item: CatalogueItem): string[] {
  return CATALOGUE_COLUMNS.map(({ key }) => {
    if (key === 'mode') return MODE_WORDS[item.mode];
    if (key === 'regulations') return item.regulations.join('、');
    if (key === 'purposes') {
      return item.purposes.map((word) => PURPOSES.find((one) => one.word === word)?.digit ?? '').join('、');
    }
    return String(item[key] ?? '');
  });
}
