import { errorText, type ErrorCode, type ErrorDetails, type Language } from '../platform/errors.js';
import { allowedText } from './instrument.codes.js';
import { INSTRUMENT_FIELD, type InstrumentFieldKey } from './instrument.fields.js';
import { shownText, type RawCell } from './import-row.cell.js';

/** ERROR stops the row, WARNING asks for a look, INFO tells what was converted (`domain.md` section 3). */
export type FindingLevel = 'ERROR' | 'WARNING' | 'INFO';

/** What a rule has to say about one cell of an import. */
export interface Finding {
  readonly field: InstrumentFieldKey;
  readonly level: FindingLevel;
  readonly code: ErrorCode;
  /** The text found in the cell, shortened. */
  readonly value: string;
  readonly details: ErrorDetails;
  /** What could be typed into the cell instead. */
  readonly suggestion?: string;
}

/** A cell's value for the ledger, null where it is empty or wrong, with what is to be said about it. */
export interface ParsedCell<T> {
  readonly value: T | null;
  readonly findings: readonly Finding[];
}

export function finding(
  field: InstrumentFieldKey,
  level: FindingLevel,
  code: ErrorCode,
  cell: RawCell | undefined,
  details: ErrorDetails = {},
  suggestion?: string,
): Finding {
  const value = shownText(cell);
  return {
    field,
    level,
    code,
    value,
    details: { value, ...details },
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** The sentence of a finding. What is allowed in a coded column is listed in the reader's language. */
export function findingText(found: Finding, language: Language): string {
  const { choices } = INSTRUMENT_FIELD[found.field];
  const allowed = choices ? { allowed: allowedText(choices, language) } : {};
  return errorText(found.code, language, { ...found.details, ...allowed });
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ level }) => level === 'ERROR');
}
