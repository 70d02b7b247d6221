import { parseCaseNumber } from '../platform/case-number.js';

/**
 * Which version of its appointment form was scanned: the QR code holds `…/q/{number}`, from the second version on
 * `…/q/{version}/{number}`. Null where that can't be known: the bar code and whoever types give the bare number.
 */
export function parseFormVersion(text: string): number | null {
  const path = text.normalize('NFKC').trim();
  if (parseCaseNumber(path)?.kind !== 'A' || !path.includes('/')) return null;
  return Number(/\/q\/(\d{1,6})\/[^/]+$/iu.exec(path)?.[1] ?? 1);
}
