import { allowedText, DEFAULT_SETTINGS, INSTRUMENT_FIELDS, type InstrumentField } from '@quanheng/domain';
import type { Cell, CellStyle, WriteSheet } from 'hucre/xlsx';
import type { TemplateTables } from './template-tables.js';
import { safeText } from './safe-text.js';
import { at, HEADER, REQUIRED_HEADER, TITLE, WRAPPED } from './sheet-style.js';

export const GUIDE_SHEET = '填写说明';

/** What may stand in a column, in a sentence. */
export function requirementOf(field: InstrumentField): string {
  switch (field.kind) {
    case 'code':
      return `只能填数字：${allowedText(field.choices ?? [])}`;
    case 'region':
      return '六位行政区域代码，见“填写说明”中的《行政区域代码》，请选到区县';
    case 'category':
      return '现行强检目录的种别代码，见“填写说明”中的《种别代码》';
    case 'date':
      return `格式为 yyyy-mm-dd，例如 2026-01-05${field.key === 'validUntil' ? '；不能早于上次检定日期' : ''}`;
    case 'text':
      return `最多 ${field.max} 个字${TEXT_NOTES[field.key] ?? ''}`;
  }
}

const TEXT_NOTES: Partial<Record<InstrumentField['key'], string>> = {
  name: '，按铭牌填写',
  model: '，按铭牌填写',
  serialNumber: '，按铭牌填写，保留前面的 0',
  ownNumber: '，可以不填',
};

const NOTES = [
  '1. 红色表头为必填项；请勿修改表头。',
  `2. 名称以“【示例】”开头的行是示例，导入时自动跳过，可以删除。`,
  '3. 器具名称、型号规格、出厂编号、自编号四者相同视为同一台器具，不允许重复保存。',
  '4. 各类代码只填数字，不填中文；日期格式为 yyyy-mm-dd。',
  '5. 请严格按照器具铭牌的信息录入。',
  `6. 一个文件最多 ${DEFAULT_SETTINGS.importMaxRows.toLocaleString('en')} 行、${DEFAULT_SETTINGS.importMaxBytes / 1024 / 1024} MB，可用 .xlsx、.xls、.csv；也可以不用本模板，系统会识别表头。`,
];

interface Line {
  readonly texts: readonly string[];
  readonly style?: CellStyle;
  /** Style of the first cell where it differs. */
  readonly first?: CellStyle;
}

/** The sheet 填写说明: every column, the digits and their meaning, region and category codes with names. */
export function guideSheet({ regions, categories }: TemplateTables): WriteSheet {
  const lines: Line[] = [
    { texts: ['强检器具信息填写说明'], style: TITLE },
    ...NOTES.map((note) => ({ texts: [note] })),
    { texts: [] },
    { texts: ['列', '必填', '填写要求', '示例'], style: HEADER },
    ...INSTRUMENT_FIELDS.map(fieldLine),
    ...INSTRUMENT_FIELDS.flatMap(choiceLines),
    ...codeTable(
      '行政区域代码（所属地代码）',
      ['区域代码', '区域名称'],
      regions.map((r) => [r.code, r.name]),
    ),
    ...codeTable(
      '种别代码',
      ['种别代码', '种别'],
      categories.map((c) => [c.code, c.kind]),
    ),
  ];
  return {
    name: GUIDE_SHEET,
    columns: [22, 16, 60, 22].map((width) => ({ width })),
    rows: lines.map(({ texts }) => texts.map(safeText)),
    cells: new Map(lines.flatMap(styledCells)),
    merges: NOTES.map((_, index) => ({ startRow: index + 1, endRow: index + 1, startCol: 0, endCol: 3 })),
  };
}

function fieldLine(field: InstrumentField): Line {
  return {
    texts: [field.header, field.required ? '必填' : '选填', requirementOf(field), field.example],
    style: WRAPPED,
    first: field.required ? REQUIRED_HEADER : HEADER,
  };
}

function choiceLines({ header, choices }: InstrumentField): Line[] {
  return choices
    ? codeTable(
        header,
        ['代码', '含义'],
        choices.map(({ digit, zh }) => [digit, zh]),
      )
    : [];
}

function codeTable(title: string, head: readonly string[], rows: readonly (readonly string[])[]): Line[] {
  return [
    { texts: [] },
    { texts: [title], style: TITLE },
    { texts: head, style: HEADER },
    ...rows.map((texts) => ({ texts, style: { numFmt: '@' } })),
  ];
}

function styledCells({ texts, style, first }: Line, row: number): [string, Partial<Cell>][] {
  return texts.flatMap((_, column): [string, Partial<Cell>][] => {
    const own = column === 0 ? (first ?? style) : style;
    return own ? [[at(row, column), { style: own }]] : [];
  });
}
