import { allowedText, EXAMPLE_MARK, INSTRUMENT_FIELDS, type InstrumentField } from '@quanheng/domain';
import { colToLetter, writeXlsx, type Cell, type DataValidation, type WriteSheet } from 'hucre/xlsx';
import { safeText } from './safe-text.js';
import { at, EXAMPLE, HEADER, REQUIRED_HEADER, TEXT } from './sheet-style.js';
import { guideSheet, requirementOf } from './template-guide.js';
import type { TemplateTables } from './template-tables.js';

export const TEMPLATE_SHEET = '强检器具信息';
const DICTIONARY_SHEET = '字典';
/** Excel's own limit is 255. */
const MAX_PROMPT_CHARACTERS = 250;
/** Drop-downs reach down to the last row that an import takes. */
const LAST_ROW = 100_001;
/** Rows formatted as text beforehand, since a format of the column as a whole can't be written. */
const PREPARED_ROWS = 5_000;
const WIDTH = { text: 18, code: 10, region: 13, category: 13, date: 14 } as const;

/**
 * The template for bulk import ★ as xlsx: required headers red, drop-downs that insert digits and codes, an example row
 * that the import passes over, and a sheet that explains columns and codes (`domain.md` section 3, `ux.md` section 6).
 */
export async function writeImportTemplate(tables: TemplateTables): Promise<Buffer> {
  const bytes = await writeXlsx({
    sheets: [entrySheet(tables), guideSheet(tables), dictionarySheet(tables)],
    properties: { title: '强检器具信息导入模板' },
  });
  return Buffer.from(bytes);
}

function entrySheet(tables: TemplateTables): WriteSheet {
  return {
    name: TEMPLATE_SHEET,
    columns: INSTRUMENT_FIELDS.map((field) => ({ width: WIDTH[field.kind], style: TEXT })),
    rows: [INSTRUMENT_FIELDS.map(({ header }) => header), exampleRow(tables), ...preparedRows()],
    cells: new Map<string, Partial<Cell>>(
      INSTRUMENT_FIELDS.flatMap(({ required }, column) => [
        [at(0, column), { style: required ? REQUIRED_HEADER : HEADER }],
        [at(1, column), { style: EXAMPLE }],
      ]),
    ),
    dataValidations: INSTRUMENT_FIELDS.map((field, column) => validationOf(field, column, tables)),
    freezePane: { rows: 1, columns: 1 },
    rowDefs: new Map([[0, { height: 28 }]]),
  };
}

function exampleRow({ regions, categories }: TemplateTables): string[] {
  return INSTRUMENT_FIELDS.map(({ key, example }) => {
    if (key === 'name') return EXAMPLE_MARK + example;
    if (key === 'regionCode') return codeFor(example, regions);
    if (key === 'categoryCode') return codeFor(example, categories);
    return key === 'remark' ? '示例行，导入时自动跳过' : example;
  });
}

/** The field table's example where the lists have it, else their first code. */
function codeFor(example: string, items: readonly { readonly code: string }[]): string {
  return (items.find(({ code }) => code === example) ?? items[0])?.code ?? example;
}

function preparedRows(): null[][] {
  const empty = INSTRUMENT_FIELDS.map(() => null);
  return Array.from({ length: PREPARED_ROWS }, () => empty);
}

/** The drop-down of a column and the hint that shows when one of its cells is chosen. */
function validationOf(field: InstrumentField, column: number, tables: TemplateTables): DataValidation {
  const letter = colToLetter(column);
  const hint: DataValidation = {
    type: 'textLength',
    operator: 'lessThanOrEqual',
    formula1: String(field.max ?? 20),
    range: `${letter}2:${letter}${LAST_ROW}`,
    allowBlank: true,
    showInputMessage: true,
    showErrorMessage: true,
    inputTitle: field.header + (field.required ? '（必填）' : ''),
    inputMessage: requirementOf(field).slice(0, MAX_PROMPT_CHARACTERS),
    errorTitle: field.header,
    errorMessage: requirementOf(field).slice(0, MAX_PROMPT_CHARACTERS),
  };
  return { ...hint, ...listOf(field, tables) };
}

function listOf(field: InstrumentField, tables: TemplateTables): Partial<DataValidation> {
  const list = { type: 'list', operator: undefined, formula1: undefined } as const;
  if (field.choices) {
    const errorMessage = `只能填 ${allowedText(field.choices)}`;
    return { ...list, values: field.choices.map(({ digit }) => digit), errorStyle: 'stop', errorMessage };
  }
  // Lists of codes may be shortened to what the enterprise uses, so another code is only questioned.
  if (field.kind === 'region') return { ...list, ...fromDictionary('A', tables.regions.length) };
  if (field.kind === 'category') return { ...list, ...fromDictionary('C', tables.categories.length) };
  if (field.key === 'location' && tables.locations?.length) {
    return { ...list, ...fromDictionary('E', tables.locations.length), errorStyle: 'information' };
  }
  return {};
}

/** A list in the file itself ends at 255 characters, hence a sheet of its own. No `=` before the range. */
function fromDictionary(column: string, length: number): Partial<DataValidation> {
  return {
    formula1: `'${DICTIONARY_SHEET}'!$${column}$2:$${column}$${Math.max(length, 1) + 1}`,
    errorStyle: 'warning',
  };
}

function dictionarySheet({ regions, categories, locations = [] }: TemplateTables): WriteSheet {
  const length = Math.max(regions.length, categories.length, locations.length);
  const rows = Array.from({ length }, (_, index) => [
    regions[index]?.code ?? '',
    safeText(regions[index]?.name ?? ''),
    categories[index]?.code ?? '',
    safeText(categories[index]?.kind ?? ''),
    safeText(locations[index] ?? ''),
  ]);
  return {
    name: DICTIONARY_SHEET,
    hidden: true,
    columns: Array.from({ length: 5 }, () => ({ width: 20, style: TEXT })),
    rows: [['所属地代码', '区域名称', '种别代码', '种别', '安装(使用)地点'], ...rows],
  };
}
