import type { ImportBatchEntity, ImportRowEntity } from '@quanheng/database';
import {
  cellText,
  errorText,
  findingText,
  toRawRow,
  unmappedFields,
  type Finding,
  type ImportMapping,
  type InstrumentFieldKey,
  type Language,
} from '@quanheng/domain';
import { findingsOf } from '@quanheng/operations';
import type { FindingDto, ImportDto, ImportItemDto, ImportRowDto } from './import.dto.js';

export const UNDO_MS = 24 * 60 * 60 * 1000;

export function toImportItem(batch: ImportBatchEntity, language: Language): ImportItemDto {
  const { failureCode: code, failureDetails } = batch;
  return {
    id: batch.id,
    version: batch.version,
    status: batch.status,
    fileName: batch.fileName,
    createdAt: batch.createdAt,
    completedAt: batch.completedAt,
    phase: batch.phase,
    done: batch.done,
    total: batch.total,
    counts: batch.counts && { updates: 0, ...batch.counts },
    commitPolicy: batch.commitPolicy,
    created: batch.created,
    updated: batch.updated,
    skipped: batch.skipped,
    duplicatePolicy: batch.duplicatePolicy,
    mergedInto: batch.mergedInto,
    failure: code && { code, detail: errorText(code, language, failureDetails ?? {}) },
  };
}

export function toImport(batch: ImportBatchEntity, language: Language): ImportDto {
  const { completedAt, status } = batch;
  return {
    ...toImportItem(batch, language),
    sheet: batch.sheet,
    headerRow: batch.headerRow,
    mapping: batch.mapping,
    preview: batch.preview && { columns: batch.preview.headers, rows: batch.preview.rows },
    aside: { count: batch.preview?.aside?.count ?? 0, rows: batch.preview?.aside?.rows ?? [] },
    otherSheets: batch.preview?.otherSheets ?? [],
    sameAs: batch.sameAs,
    editSeq: batch.editSeq,
    missingFields: batch.mapping ? unmappedFields(batch.mapping) : [],
    undoUntil: status === 'COMPLETED' && completedAt ? new Date(completedAt.getTime() + UNDO_MS) : null,
  };
}

export function toFinding(found: Finding, language: Language): FindingDto {
  const { field, level, code, value, suggestion = null } = found;
  return { field, level, code, value, suggestion, message: findingText(found, language) };
}

export function toImportRow(row: ImportRowEntity, mapping: ImportMapping, language: Language): ImportRowDto {
  const cells = Object.entries(toRawRow(row.raw, mapping, row.edits));
  return {
    rowNumber: row.rowNumber,
    version: row.version,
    level: row.level,
    cells: Object.fromEntries(cells.map(([key, cell]) => [key, cellText(cell)])) as Record<
      InstrumentFieldKey,
      string
    >,
    edited: Object.keys(row.edits),
    findings: findingsOf(row).map((found) => toFinding(found, language)),
    duplicateRow: row.duplicateRow,
    duplicateId: row.duplicateId,
    instrumentId: row.level === 'DONE' ? row.instrumentId : null,
    removed: row.removed,
    diff: [],
  };
}
