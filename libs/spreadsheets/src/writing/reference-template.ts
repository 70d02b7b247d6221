import { TABLE_EXAMPLE_MARK, type ReferenceColumn } from '@quanheng/domain';
import { writeXlsx, type Cell, type WriteSheet } from 'hucre/xlsx';
import { safeText } from './safe-text.js';
import { at, EXAMPLE, HEADER, REQUIRED_HEADER, TEXT, TITLE, WRAPPED } from './sheet-style.js';

export interface ReferenceTemplate {
  readonly sheet: string;
  readonly columns: readonly ReferenceColumn[];
  /** The table in force, to be changed; an example where there is none. */
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** A table of reference data as xlsx: required headers red, what is in force, and a sheet that says what may stand where. */
export async function writeReferenceTemplate(template: ReferenceTemplate): Promise<Buffer> {
  const bytes = await writeXlsx({
    sheets: [entrySheet(template), guideSheet(template)],
    properties: { title: template.sheet },
  });
  return Buffer.from(bytes);
}

function entrySheet({ sheet, columns, rows }: ReferenceTemplate): WriteSheet {
  const example = columns.map(({ example: text }, index) => (index === 0 ? TABLE_EXAMPLE_MARK + text : text));
  return {
    name: sheet,
    columns: columns.map(({ max }) => ({ width: max > 100 ? 40 : max > 20 ? 24 : 14, style: TEXT })),
    rows: [columns.map(({ header }) => header), example, ...rows.map((cells) => cells.map(safeText))],
    cells: new Map<string, Partial<Cell>>(
      columns.flatMap(({ required }, column) => [
        [at(0, column), { style: required ? REQUIRED_HEADER : HEADER }],
        [at(1, column), { style: EXAMPLE }],
      ]),
    ),
    freezePane: { rows: 1, columns: 1 },
  };
}

function guideSheet({ columns, notes, sheet }: ReferenceTemplate): WriteSheet {
  const head = [[`${sheet}填写说明`], ...notes.map((note) => [note]), [], ['列', '必填', '填写要求', '示例']];
  const lines = columns.map(({ header, required, hint, example }) => [
    header,
    required ? '必填' : '选填',
    hint,
    example,
  ]);
  const first = head.length;
  return {
    name: '填写说明',
    columns: [20, 10, 70, 30].map((width) => ({ width })),
    rows: [...head, ...lines],
    cells: new Map<string, Partial<Cell>>([
      [at(0, 0), { style: TITLE }],
      ...[0, 1, 2, 3].map((column): [string, Partial<Cell>] => [at(first - 1, column), { style: HEADER }]),
      ...columns.flatMap(({ required }, index): [string, Partial<Cell>][] => [
        [at(first + index, 0), { style: required ? REQUIRED_HEADER : HEADER }],
        ...[1, 2, 3].map((column): [string, Partial<Cell>] => [
          at(first + index, column),
          { style: WRAPPED },
        ]),
      ]),
    ]),
    merges: notes.map((_, index) => ({ startRow: index + 1, endRow: index + 1, startCol: 0, endCol: 3 })),
  };
}
