import type { ErrorCode, ErrorDetails } from '../platform/errors.js';
import { defineWorkflow, type StatusOf } from '../platform/workflow.js';

/** The tables that everybody goes by and an operator replaces as a whole (`domain.md` section 4). */
export const REFERENCE_KINDS = ['CATALOGUE', 'REGIONS'] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

const admin = ['PLATFORM_ADMIN'] as const;
const discard = { to: 'DISCARDED', by: admin } as const;

/** An uploaded table: read by the worker, looked at, then put in force from a date or thrown away. */
export const referenceTableWorkflow = defineWorkflow({
  name: 'reference-table',
  initial: 'READING',
  moves: {
    READING: {
      finish: { to: 'DRAFT', by: ['SYSTEM'] },
      fail: { to: 'FAILED', by: ['SYSTEM'] },
      discard,
    },
    DRAFT: { publish: { to: 'PUBLISHED', by: admin }, discard },
    FAILED: { discard },
    PUBLISHED: {},
    DISCARDED: {},
  },
});
export type ReferenceTableStatus = StatusOf<typeof referenceTableWorkflow>;

/** A column of such a table: what heads it, how a cell of it is read. */
export interface ReferenceColumn {
  readonly key: string;
  readonly header: string;
  /** Other headers it is known by. */
  readonly also: readonly string[];
  readonly required: boolean;
  readonly max: number;
  /** What may stand there, in a sentence for the template. */
  readonly hint: string;
  readonly example: string;
  /** Merged downwards in the official tables: an empty cell means the one above. */
  readonly fillsDown?: boolean;
}

/** What is wrong with one cell, by the row as the spreadsheet numbers it. */
export interface TableProblem {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: ErrorCode;
  readonly details?: ErrorDetails;
}

export type ReferenceValue = string | number | boolean | null | readonly string[];
/** A row of the table as it will be kept; its code is what it is known by. */
export type ReferenceRow = { readonly code: string } & Readonly<Record<string, ReferenceValue>>;

export interface TableReading<T> {
  readonly rows: readonly T[];
  readonly problems: readonly TableProblem[];
}

/** So many problems are kept; who has more has taken the wrong file. */
export const MAX_TABLE_PROBLEMS = 500;
export const MAX_TABLE_ROWS = 20_000;
