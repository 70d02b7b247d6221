import type { MarkedCell, RawCell } from '@quanheng/domain';
import { letterToCol, serialToDate } from 'hucre';
import { refused } from './refusal.js';
import { MAX_CELL_CHARACTERS, MAX_COLUMNS, type MergedCells } from './spreadsheet.js';
import { attribute, decodeEntities, decodeOfficeEscapes, type XmlHandler } from './xml-scanner.js';
import { toTextCell } from './text-cell.js';
import type { XlsxWorkbook } from './xlsx-workbook.js';

/** Day 1 is 1900-01-01; below it a number formatted as a date is a time of day. */
const FIRST_DAY = 1;
const LAST_DAY = 2_958_465;

/** A longer row is read token by token, so that a file can't make us hold one without end. */
const MAX_LEAP = 64 * 1024;

/** Excel's own; a bomb of a few KB holds millions more of each. */
const MAX_ROWS = 1_048_576;
const MAX_CELLS_OF_ROW = 16_384;
const MAX_MERGED = 500_000;

/** A cell as Excel, WPS and most libraries write one; whatever looks otherwise is left to the scanner. */
const CELL =
  /\s*<c(?: r="([A-Z]{1,3})\d{1,7}")?(?: s="(\d{1,6})")?(?: t="(\w+)")?(?: s="(\d{1,6})")?(?:\/>|>(?:<v>([^<]*)<\/v>|<is><t(?: xml:space="preserve")?>([^<]*)<\/t><\/is>)?<\/c>)\s*/y;
const ROW = /<row((?: [\w:.]+="[^"<>]*")*)>/y;

const MERGED = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/;

/** Puts the rows of a sheet together from its XML. The declared dimension is ignored: it may claim 17 billion cells. */
export class XlsxSheetHandler implements XmlHandler {
  /** Rows completed since they were last taken. */
  rows: { rowNumber: number; cells: RawCell[] }[] = [];
  /** Whether the data came to their proper end. */
  isComplete = false;

  private rowNumber = 0;
  private isBetweenRows = false;
  private cells: RawCell[] = [];
  private column = -1;
  private cellCount = 0;
  private mergedCount = 0;
  private type: string | undefined;
  private style: string | undefined;
  private content = '';
  private isContent = false;
  private isPhonetic = false;
  private hasFormula = false;
  private hasValue = false;

  constructor(
    private readonly workbook: Pick<XlsxWorkbook, 'dateStyles' | 'shownStyles' | 'is1904'>,
    private readonly sharedStrings: readonly string[],
    private readonly onMerged?: (merged: MergedCells) => void,
  ) {}

  /** Nearly all rows of nearly all workbooks; three times as quick as token by token. */
  leap(xml: string, at: number): number {
    if (!this.isBetweenRows || !xml.startsWith('<row', at)) return at;
    ROW.lastIndex = at;
    const attributes = ROW.exec(xml)?.[1];
    // Also one that ends at once: the next `</row>` may be far away, and a million times so.
    if (attributes === undefined) return at;
    const end = xml.indexOf('</row>', ROW.lastIndex);
    if (end === -1) return xml.length - at > MAX_LEAP ? at : -1;
    const cells = this.plainCells(xml, ROW.lastIndex, end);
    if (!cells) return at;
    this.openRow(attributes);
    this.cells = cells;
    this.closeRow();
    return end + '</row>'.length;
  }

  /** The cells of a row in which nothing is out of the ordinary; else null. */
  private plainCells(xml: string, from: number, end: number): RawCell[] | null {
    const cells: RawCell[] = [];
    let column = -1;
    for (let at = from; at < end; at = CELL.lastIndex) {
      CELL.lastIndex = at;
      const cell = CELL.exec(xml);
      if (!cell) return null;
      const [, letters, before, type, behind, value, inline] = cell;
      column = letters === undefined ? column + 1 : columnOf(letters);
      const content = decodeEntities(inline ?? value ?? '');
      const found = value ?? inline ?? null;
      if (found === null || column >= MAX_COLUMNS) continue;
      put(cells, column, this.valueCell(content, type, before ?? behind));
    }
    return cells;
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'sheetData':
        this.isBetweenRows = true;
        return;
      case 'row':
        return this.openRow(attributes);
      case 'c':
        return this.openCell(attributes);
      case 'f':
        this.hasFormula = true;
        return;
      case 'mergeCell':
        return this.merge(attribute(attributes, 'ref') ?? '');
      case 'rPh':
        this.isPhonetic = true;
        return;
      case 'v':
      case 't':
        this.isContent = !this.isPhonetic;
        this.hasValue = true;
        return;
    }
  }

  text(text: string): void {
    if (!this.isContent) return;
    this.content += text;
    if (this.content.length > MAX_CELL_CHARACTERS) throw refused('text');
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.isContent = false;
        return;
      case 'rPh':
        this.isPhonetic = false;
        return;
      case 'c':
        return this.closeCell();
      case 'row':
        return this.closeRow();
      case 'sheetData':
        this.isBetweenRows = false;
        this.isComplete = true;
        return;
    }
  }

  /** Only cells merged downwards in one column matter. */
  private merge(reference: string): void {
    const [, from = '', first, to = '', last] = MERGED.exec(reference) ?? [];
    if (!this.onMerged || first === undefined || Number(last) <= Number(first)) return;
    const [column, end] = [letterToCol(from), letterToCol(to)];
    // Merged sideways too, it is a title or a note.
    if (column !== end || column >= MAX_COLUMNS) return;
    this.mergedCount += 1;
    if (this.mergedCount > MAX_MERGED) throw refused('merged');
    this.onMerged({ column, first: Number(first), last: Number(last) });
  }

  private openRow(attributes: string): void {
    const number = Number(attribute(attributes, 'r'));
    // Rows are told apart by their numbers, so a file must not be able to repeat or unsettle them.
    this.rowNumber = Number.isSafeInteger(number) && number > this.rowNumber ? number : this.rowNumber + 1;
    if (this.rowNumber > MAX_ROWS) throw refused('rows');
    this.cells = [];
    this.column = -1;
    this.cellCount = 0;
    this.isBetweenRows = false;
  }

  private closeRow(): void {
    if (this.cells.length > 0) this.rows.push({ rowNumber: this.rowNumber, cells: this.cells });
    this.isBetweenRows = true;
  }

  private openCell(attributes: string): void {
    const letters = /^[A-Za-z]{1,3}(?=\d)/.exec(attribute(attributes, 'r') ?? '')?.[0];
    this.column = letters === undefined ? this.column + 1 : letterToCol(letters.toUpperCase());
    this.cellCount += 1;
    if (this.cellCount > MAX_CELLS_OF_ROW) throw refused('columns');
    this.type = attribute(attributes, 't');
    this.style = attribute(attributes, 's');
    this.content = '';
    this.isContent = false;
    this.hasFormula = false;
    this.hasValue = false;
  }

  private closeCell(): void {
    const { content, type, style } = this;
    const cell = this.hasFormula
      ? this.formulaCell()
      : this.hasValue
        ? this.valueCell(content, type, style)
        : null;
    if (this.column < MAX_COLUMNS) put(this.cells, this.column, cell);
  }

  private formulaCell(): MarkedCell {
    const cell = this.hasValue ? this.valueCell(this.content, this.type, this.style) : null;
    return typeof cell === 'object' && cell !== null
      ? { ...cell, formula: true }
      : { value: cell, formula: true };
  }

  private valueCell(content: string, type: string | undefined, style: string | undefined): RawCell {
    switch (type) {
      case 's':
        return toTextCell(this.sharedStrings[Number(content)] ?? '');
      case 'str':
      case 'inlineStr':
        return toTextCell(decodeOfficeEscapes(content));
      case 'b':
        return content === '' ? null : content === '1' || content === 'true';
      case 'e':
        return { value: content, error: true };
      case 'd':
        return { value: content.slice(0, 10), date: true };
      default:
        return content.trim() === '' ? null : this.numberCell(content, style);
    }
  }

  private numberCell(content: string, style: string | undefined): RawCell {
    const number = Number(content);
    if (!Number.isFinite(number)) return content;
    const { dateStyles, shownStyles, is1904 } = this.workbook;
    const isDate = style !== undefined && dateStyles.has(Number(style));
    const shown = style === undefined ? undefined : shownStyles.get(Number(style))?.(number);
    if (shown) return shown;
    if (isDate && number >= FIRST_DAY && number <= LAST_DAY) {
      return { value: serialToDate(Math.floor(number), is1904).toISOString().slice(0, 10), date: true };
    }
    return is1904 ? { value: number, from1904: true } : number;
  }
}

function put(cells: RawCell[], column: number, cell: RawCell): void {
  if (cell === null) return;
  while (cells.length < column) cells.push(null);
  cells[column] = cell;
}

const columns = new Map<string, number>();

/** Column 0 is A; remembered, since a sheet asks for the same few a million times. */
function columnOf(letters: string): number {
  let column = columns.get(letters);
  if (column === undefined) columns.set(letters, (column = letterToCol(letters)));
  return column;
}
