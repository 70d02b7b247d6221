import type { MarkedCell, RawCell } from '@quanheng/domain';
import { letterToCol, serialToDate } from 'hucre';
import { MAX_COLUMNS, type MergedCells } from './spreadsheet.js';
import { attribute, decodeOfficeEscapes, type XmlHandler } from './xml-scanner.js';
import { toTextCell } from './text-cell.js';
import type { XlsxWorkbook } from './xlsx-workbook.js';

/** Day 1 is 1900-01-01; below it a number formatted as a date is a time of day. */
const FIRST_DAY = 1;
const LAST_DAY = 2_958_465;

const MERGED = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/;

/** Puts the rows of a sheet together from its XML. The declared dimension is ignored: it may claim 17 billion cells. */
export class XlsxSheetHandler implements XmlHandler {
  /** Rows completed since they were last taken. */
  rows: { rowNumber: number; cells: RawCell[] }[] = [];
  /** Whether the data came to their proper end. */
  isComplete = false;

  private rowNumber = 0;
  private cells: RawCell[] = [];
  private column = -1;
  private attributes = '';
  private content = '';
  private isContent = false;
  private isPhonetic = false;
  private hasFormula = false;
  private hasValue = false;

  constructor(
    private readonly workbook: XlsxWorkbook,
    private readonly onMerged?: (merged: MergedCells) => void,
  ) {}

  open(name: string, attributes: string): void {
    switch (name) {
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
    if (this.isContent) this.content += text;
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
        if (this.cells.length > 0) this.rows.push({ rowNumber: this.rowNumber, cells: this.cells });
        return;
      case 'sheetData':
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
    if (column === end && column < MAX_COLUMNS) {
      this.onMerged({ column, first: Number(first), last: Number(last) });
    }
  }

  private openRow(attributes: string): void {
    const number = Number(attribute(attributes, 'r'));
    // Rows are told apart by their numbers, so a file must not be able to repeat or unsettle them.
    this.rowNumber = Number.isSafeInteger(number) && number > this.rowNumber ? number : this.rowNumber + 1;
    this.cells = [];
    this.column = -1;
  }

  private openCell(attributes: string): void {
    const letters = /^[A-Za-z]{1,3}(?=\d)/.exec(attribute(attributes, 'r') ?? '')?.[0];
    this.column = letters === undefined ? this.column + 1 : letterToCol(letters.toUpperCase());
    this.attributes = attributes;
    this.content = '';
    this.isContent = false;
    this.hasFormula = false;
    this.hasValue = false;
  }

  private closeCell(): void {
    const cell = this.hasFormula ? this.formulaCell() : this.valueCell();
    if (cell === null || this.column >= MAX_COLUMNS) return;
    while (this.cells.length < this.column) this.cells.push(null);
    this.cells[this.column] = cell;
  }

  private formulaCell(): MarkedCell {
    const cell = this.hasValue ? this.valueCell() : null;
    return typeof cell === 'object' && cell !== null
      ? { ...cell, formula: true }
      : { value: cell, formula: true };
  }

  private valueCell(): RawCell {
    const { content } = this;
    switch (attribute(this.attributes, 't')) {
      case 's':
        return toTextCell(this.workbook.sharedStrings[Number(content)] ?? '');
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
        return content.trim() === '' ? null : this.numberCell(Number(content));
    }
  }

  private numberCell(number: number): RawCell {
    if (!Number.isFinite(number)) return this.content;
    const { dateStyles, is1904 } = this.workbook;
    const isDate = dateStyles.has(Number(attribute(this.attributes, 's') ?? -1));
    if (isDate && number >= FIRST_DAY && number <= LAST_DAY) {
      return { value: serialToDate(Math.floor(number), is1904).toISOString().slice(0, 10), date: true };
    }
    return is1904 ? { value: number, from1904: true } : number;
  }
}
