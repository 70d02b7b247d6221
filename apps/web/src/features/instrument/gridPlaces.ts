import type { FindingDto, ImportRowDto } from '@quanheng/api-client';
import type { InstrumentFieldKey } from '@quanheng/domain';

/** A cell of the correction grid: index of the row among those shown, and the field. */
export interface Place {
  row: number;
  field: InstrumentFieldKey;
}

/** What is to be said of a cell, the worst first; remarks on what was converted come last. */
export function findingsAt(row: ImportRowDto, field: string): FindingDto[] {
  const order = { ERROR: 0, WARNING: 1, INFO: 2 };
  return row.findings
    .filter((found) => found.field === field)
    .sort((a, b) => order[a.level] - order[b.level]);
}

/** Whether somebody should look at the cell. */
export const isFaulty = (row: ImportRowDto, field: string): boolean =>
  row.findings.some((found) => found.field === field && found.level !== 'INFO');

/**
 * The next cell that needs a look, row by row; backwards with `step` -1. Without a place, from the beginning or the end.
 * Undefined where there is none among the rows given.
 */
export function nextFaulty(
  rows: readonly ImportRowDto[],
  fields: readonly InstrumentFieldKey[],
  from: Place | undefined,
  step: 1 | -1,
): Place | undefined {
  const width = fields.length;
  const start = from
    ? from.row * width + fields.indexOf(from.field) + step
    : step === 1
      ? 0
      : rows.length * width - 1;
  for (let at = start; at >= 0 && at < rows.length * width; at += step) {
    const place = { row: Math.floor(at / width), field: fields[at % width]! };
    if (isFaulty(rows[place.row]!, place.field)) return place;
  }
  return undefined;
}
