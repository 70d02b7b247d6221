export { detectTable, type DetectedTable } from './reading/detect-table.js';
export { openSpreadsheet } from './reading/open-spreadsheet.js';
export { measureRows } from './reading/measure-rows.js';
export { readReferenceSheet } from './reading/read-reference-sheet.js';
export { readRows, type ReadRowsOptions } from './reading/read-rows.js';
export { refusalOfFormat } from './reading/refusal.js';
export { type SheetRow, type Spreadsheet, type SpreadsheetSource } from './reading/spreadsheet.js';
export {
  MAX_REPORT_ROWS,
  MESSAGE_HEADER,
  REPORT_SHEET,
  ROW_KEY_HEADER,
  writeErrorReport,
  type ReportOptions,
  type ReportRow,
} from './writing/error-report.js';
export { TEMPLATE_SHEET, writeImportTemplate } from './writing/import-template.js';
export { writeReferenceTemplate } from './writing/reference-template.js';
export { type TemplateTables } from './writing/template-tables.js';
export { safeText } from './writing/safe-text.js';
export { streamCsv, streamXlsx, type TableColumn, type TableRows } from './writing/stream-table.js';
