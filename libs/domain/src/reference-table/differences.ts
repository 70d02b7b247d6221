import type { ReferenceRow, ReferenceValue } from './reference-table.js';

export const REFERENCE_CHANGES = ['ADDED', 'REMOVED', 'CHANGED'] as const;
export type ReferenceChange = (typeof REFERENCE_CHANGES)[number];

export interface FieldDifference {
  readonly field: string;
  readonly before: ReferenceValue;
  readonly after: ReferenceValue;
}

/** What a new table makes of one code; what stays as it is isn't among them. */
export interface ReferenceDifference {
  readonly code: string;
  readonly change: ReferenceChange;
  readonly before: ReferenceRow | null;
  readonly after: ReferenceRow | null;
  /** Of a changed one only. */
  readonly fields: readonly FieldDifference[];
}

/** The new table beside the one in force, code by code and field by field, in the order of the codes. */
export function differencesOf(
  before: readonly ReferenceRow[],
  after: readonly ReferenceRow[],
  fields: readonly string[],
): ReferenceDifference[] {
  const old = new Map(before.map((row) => [row.code, row]));
  const fresh = new Map(after.map((row) => [row.code, row]));
  const codes = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return codes.flatMap((code): ReferenceDifference[] => {
    const [was, is] = [old.get(code) ?? null, fresh.get(code) ?? null];
    if (!was) return [{ code, change: 'ADDED', before: null, after: is, fields: [] }];
    if (!is) return [{ code, change: 'REMOVED', before: was, after: null, fields: [] }];
    const changed = fields.filter((field) => textOf(was[field]) !== textOf(is[field]));
    const differences = changed.map((field) => ({
      field,
      before: was[field] ?? null,
      after: is[field] ?? null,
    }));
    return changed.length === 0
      ? []
      : [{ code, change: 'CHANGED', before: was, after: is, fields: differences }];
  });
}

/** Nothing, the empty text and the empty list are the same; lists have no order. */
function textOf(value: ReferenceValue | undefined): string {
  if (typeof value === 'object' && value !== null) return [...value].sort().join('\n');
  return String(value ?? '');
}
