import {
  differencesOf,
  normalizeText,
  type ReferenceDifference,
  type ReferenceKind,
  type ReferenceRow,
} from '@quanheng/domain';
import type {
  ChangeCountsDto,
  DifferenceQuery,
  ReferenceDifferenceDto,
  ReferenceDifferenceListDto,
} from './reference-table.dto.js';
import { REFERENCE_SOURCES, type ReferenceBase } from './reference-source.js';

const DEFAULT_LIMIT = 100;

/** What would change in the table by its columns: cells are compared as they are written. */
export function compareTable(
  kind: ReferenceKind,
  base: ReferenceBase,
  rows: readonly ReferenceRow[],
): ReferenceDifference[] {
  const { cells, columns, merged } = REFERENCE_SOURCES[kind];
  const written = (row: ReferenceRow): ReferenceRow => {
    const texts = cells(row);
    return Object.fromEntries(columns.map(({ key }, index) => [key, texts[index] ?? ''])) as ReferenceRow;
  };
  const fields = columns.map(({ key }) => key).filter((key) => key !== 'code');
  return differencesOf(base.rows.map(written), merged(base, rows).map(written), fields);
}

export function countChanges(differences: readonly ReferenceDifference[]): ChangeCountsDto {
  const count = (change: ReferenceDifference['change']) =>
    differences.filter((each) => each.change === change).length;
  return { added: count('ADDED'), removed: count('REMOVED'), changed: count('CHANGED') };
}

export function pageOfChanges(
  kind: ReferenceKind,
  differences: readonly ReferenceDifference[],
  { change, q, after, limit = DEFAULT_LIMIT }: DifferenceQuery,
): ReferenceDifferenceListDto {
  const wanted = normalizeText(q ?? '');
  const matching = differences
    .map((difference) => toDto(kind, difference))
    .filter((each) => !change || each.change === change)
    .filter(({ code, name }) => normalizeText(`${code} ${name}`).includes(wanted))
    .filter(({ code }) => !after || code > after);
  const items = matching.slice(0, limit);
  return { items, next: matching.length > limit ? (items.at(-1)?.code ?? null) : null };
}

function toDto(
  kind: ReferenceKind,
  { code, change, before, after }: ReferenceDifference,
): ReferenceDifferenceDto {
  const { columns, name } = REFERENCE_SOURCES[kind];
  const fields = columns
    .map(({ key: field, header }) => ({
      field,
      header,
      before: String(before?.[field] ?? ''),
      after: String(after?.[field] ?? ''),
    }))
    .filter((each) => each.field !== 'code' && each.before !== each.after);
  return { code, name: name((after ?? before) as ReferenceRow), change, fields };
}
