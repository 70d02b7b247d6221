import { DomainError } from '@quanheng/domain';
import { parseXls } from './parse-xls.js';
import { asRefusal } from './refusal.js';
import type { MergedCells, Spreadsheet } from './spreadsheet.js';
import type { XlsAnswer, XlsRequest } from './xls-protocol.js';

// The process that `openXls` starts: it holds one old workbook and answers for it until it is ended.

const CHUNK = 500;

let workbook: Spreadsheet | undefined;
let reading: { sheet: string; rows: ReturnType<Spreadsheet['rows']>; merged: MergedCells[] } | undefined;

process.on('message', (request: XlsRequest) => {
  answer(request).then(send, (error: unknown) => send(refusalOf(error)));
});
// Whoever asked is gone.
process.once('disconnect', () => process.exit());

async function answer(request: XlsRequest): Promise<XlsAnswer> {
  if ('bytes' in request) {
    workbook = parseXls(request.bytes);
    return { sheets: workbook.sheets };
  }
  if (!workbook) throw new DomainError('file.unreadable');
  if (request.fromRow === 0) {
    const merged: MergedCells[] = [];
    reading = { sheet: request.sheet, rows: workbook.rows(request.sheet, (one) => merged.push(one)), merged };
  }
  return nextRows();
}

async function nextRows(): Promise<XlsAnswer> {
  const rows = [];
  while (rows.length < CHUNK) {
    const next = await reading?.rows.next();
    if (!next || next.done) return { rows, merged: reading?.merged ?? [] };
    rows.push({ rowNumber: next.value.rowNumber, cells: next.value.cells });
  }
  return { rows };
}

function refusalOf(error: unknown): XlsAnswer {
  const refusal = asRefusal(error);
  const { code, details } = refusal instanceof DomainError ? refusal : new DomainError('file.unreadable');
  return { code, details: { ...details } };
}

function send(message: XlsAnswer): void {
  process.send?.(message);
}
