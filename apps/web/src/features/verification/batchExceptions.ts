import type { BatchExceptionDto, ResultDto } from '../../app/client';

/** What one instrument of a batch failed on. */
export interface Exception {
  item: string;
  result: string;
}

/** The batch's results with the failed one in its place, or added where the batch doesn't have it. */
export function toExceptions(
  exceptions: ReadonlyMap<string, Exception>,
  results: readonly ResultDto[],
): BatchExceptionDto[] {
  return [...exceptions].map(([id, { item, result }]) => {
    const known = results.some((row) => row.item === item);
    const failed = (row: ResultDto): ResultDto => (row.item === item ? { ...row, result, pass: false } : row);
    return {
      id,
      conclusion: 'FAIL',
      results: known ? results.map(failed) : [...results, { item, requirement: '—', result, pass: false }],
    };
  });
}
