import type { BatchExceptionDto, ResultDto } from '../../app/client';

/** What one instrument of a batch failed on. */
export interface Exception {
  item: string;
  result: string;
}

/** An instrument's own results by item, where they were pasted. */
export type OwnValues = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** What differs from the batch's record: own results, and the failed one in its place or added where the batch has none. */
export function toExceptions(
  exceptions: ReadonlyMap<string, Exception>,
  results: readonly ResultDto[],
  own: OwnValues = new Map(),
): BatchExceptionDto[] {
  const ids = new Set([...own.keys(), ...exceptions.keys()]);
  return [...ids].map((id) => {
    const failed = exceptions.get(id);
    const values = { ...own.get(id), ...(failed ? { [failed.item]: failed.result } : {}) };
    const known = results.map((row) => ({
      ...row,
      result: values[row.item] ?? row.result,
      pass: row.item === failed?.item ? false : row.pass,
    }));
    const added = Object.entries(values)
      .filter(([item]) => !results.some((row) => row.item === item))
      .map(([item, result]) => ({ item, requirement: '—', result, pass: item !== failed?.item }));
    return { id, conclusion: failed ? 'FAIL' : 'PASS', results: [...known, ...added] };
  });
}
