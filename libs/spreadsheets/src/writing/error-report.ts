import {
  cellText,
  findingText,
  INSTRUMENT_FIELD,
  type Finding,
  type InstrumentFieldKey,
  type Language,
  type RawCell,
} from '@quanheng/domain';
import { writeXlsx, type Cell, type WriteSheet } from 'hucre/xlsx';
import { reportSummarySheet } from './report-summary.js';
import { safeText } from './safe-text.js';
import { at, ERROR_CELL, HEADER, REQUIRED_HEADER, TEXT, WARNING_CELL, WRAPPED } from './sheet-style.js';

export interface ReportRow {
  /** Identifies the row of the import when the mended report is uploaded again. */
  readonly rowKey: string;
  /** Where it stood in the uploaded file. */
  readonly rowNumber: number;
  /** The cells of the uploaded file in their order. */
  readonly cells: readonly RawCell[];
  readonly findings: readonly Finding[];
}

export interface ReportOptions {
  /** The uploaded file's headers in their order. */
  readonly headers: readonly string[];
  /** Column of the uploaded file from 0 → field. */
  readonly columns: ReadonlyMap<number, InstrumentFieldKey>;
  readonly language?: Language;
  /** Rows listed; those beyond are only counted. */
  readonly maxRows?: number;
}

export const REPORT_SHEET = '错误明细';
export const MESSAGE_HEADER = '错误说明';
export const ROW_KEY_HEADER = '_row_key';
/** Comments and colours are held in memory until the file is written; who has more errors mends the file itself. */
export const MAX_REPORT_ROWS = 20_000;
const MAX_COMMENTS = 5_000;

/**
 * The rows that need mending as xlsx: the uploaded columns with 错误说明 before and the hidden `_row_key` behind them,
 * wrong cells marked and commented, and a sheet 汇总 by column, which also counts what lies beyond `MAX_REPORT_ROWS`.
 * No cell is ever a formula (`quality.md` 1.10).
 */
export async function writeErrorReport(
  rows: Iterable<ReportRow> | AsyncIterable<ReportRow>,
  options: ReportOptions,
): Promise<Buffer> {
  const language = options.language ?? 'zh-CN';
  const detail = new DetailSheet(options, language);
  const summary = reportSummarySheet(language);
  for await (const row of rows) {
    detail.add(row);
    summary.add(row.findings);
  }
  const bytes = await writeXlsx({ sheets: [detail.sheet(), summary.sheet(detail.omitted)] });
  return Buffer.from(bytes);
}

class DetailSheet {
  omitted = 0;
  private readonly rows: string[][];
  private readonly cells = new Map<string, Partial<Cell>>();
  private readonly columnOf: ReadonlyMap<InstrumentFieldKey, number>;
  private comments = 0;

  constructor(
    private readonly options: ReportOptions,
    private readonly language: Language,
  ) {
    this.columnOf = new Map([...options.columns].map(([column, key]) => [key, column]));
    this.rows = [[MESSAGE_HEADER, ...options.headers.map(safeText), ROW_KEY_HEADER]];
    this.rows[0]?.forEach((_, column) => {
      const key = options.columns.get(column - 1);
      this.cells.set(at(0, column), {
        style: key && INSTRUMENT_FIELD[key].required ? REQUIRED_HEADER : HEADER,
      });
    });
  }

  add({ rowKey, rowNumber, cells, findings }: ReportRow): void {
    if (this.rows.length > (this.options.maxRows ?? MAX_REPORT_ROWS)) {
      this.omitted += 1;
      return;
    }
    const line = this.rows.length;
    const texts = this.options.headers.map((_, column) => safeText(cellText(cells[column])));
    this.rows.push([this.message(rowNumber, findings), ...texts, safeText(rowKey)]);
    this.cells.set(at(line, 0), { style: WRAPPED });
    for (const [key, column] of this.columnOf) {
      this.mark(
        at(line, column + 1),
        findings.filter(({ field }) => field === key),
      );
    }
  }

  sheet(): WriteSheet {
    const { headers } = this.options;
    return {
      name: REPORT_SHEET,
      columns: [
        { width: 48, style: TEXT },
        ...headers.map(() => ({ width: 16, style: TEXT })),
        { width: 12, style: TEXT, hidden: true },
      ],
      rows: this.rows,
      cells: this.cells,
      freezePane: { rows: 1, columns: 1 },
    };
  }

  private message(rowNumber: number, findings: readonly Finding[]): string {
    const zh = this.language === 'zh-CN';
    const lines = findings.filter(({ level }) => level !== 'INFO').map((found) => this.sentence(found));
    return safeText([zh ? `第 ${rowNumber} 行` : `Row ${rowNumber}`, ...lines].join('\n'));
  }

  private sentence(found: Finding): string {
    const zh = this.language === 'zh-CN';
    const { header, en } = INSTRUMENT_FIELD[found.field];
    return `${zh ? `${header}：` : `${en}: `}${findingText(found, this.language)}`;
  }

  private mark(cell: string, found: readonly Finding[]): void {
    const wrong = found.filter(({ level }) => level !== 'INFO');
    if (wrong.length === 0) return;
    const style = wrong.some(({ level }) => level === 'ERROR') ? ERROR_CELL : WARNING_CELL;
    const text = wrong.map((one) => findingText(one, this.language)).join('\n');
    const comment = this.comments++ < MAX_COMMENTS ? { comment: { text: safeText(text) } } : {};
    this.cells.set(cell, { style, ...comment });
  }
}
