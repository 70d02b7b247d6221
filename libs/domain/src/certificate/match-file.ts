/** What the name of an institution's own file may speak of. */
export interface MatchableDraft {
  readonly id: string;
  readonly serialNumber: string;
  readonly ownNumber: string | null;
  /** Of its sample (`I…`) and of its receipt (`R…`). */
  readonly caseNumber: string;
  readonly receiptNumber: string;
}

const MAX_CANDIDATES = 3;
/** Case numbers are written with and without their hyphens. */
const plain = (text: string) => text.normalize('NFKC').toUpperCase();
const packed = (text: string) => plain(text).replace(/[-\s_]/g, '');

/**
 * The drafts that a file may belong to by its name, best first; one alone is certain. The sample number is beyond doubt;
 * a serial number must stand by itself, the longest one counts; the receipt's number narrows down what is left.
 */
export function matchCertificateFile(fileName: string, drafts: readonly MatchableDraft[]): MatchableDraft[] {
  const name = plain(fileName.replace(/\.[^.]*$/, ''));
  const bare = packed(name);
  const bySample = drafts.filter((draft) => bare.includes(packed(draft.caseNumber)));
  if (bySample.length > 0) return bySample.slice(0, MAX_CANDIDATES);
  const ofReceipt = drafts.filter((draft) => bare.includes(packed(draft.receiptNumber)));
  const among = ofReceipt.length > 0 ? ofReceipt : drafts;
  const bySerial = longest(among, (draft) => lengthIn(name, draft.serialNumber));
  const named =
    bySerial.length > 0 ? bySerial : longest(among, (draft) => lengthIn(name, draft.ownNumber ?? ''));
  return (named.length > 0 ? named : ofReceipt).slice(0, MAX_CANDIDATES);
}

function longest(
  drafts: readonly MatchableDraft[],
  length: (draft: MatchableDraft) => number,
): MatchableDraft[] {
  const lengths = drafts.map(length);
  const most = Math.max(0, ...lengths);
  return most === 0 ? [] : drafts.filter((_, index) => lengths[index] === most);
}

/** How much of the name a number takes, 0 where it isn't in it or is only part of a longer one. */
function lengthIn(name: string, number: string): number {
  const wanted = plain(number).trim();
  if (!wanted) return 0;
  for (let at = name.indexOf(wanted); at >= 0; at = name.indexOf(wanted, at + 1)) {
    const isPart = /[A-Z0-9]/.test(name[at - 1] ?? '') || /[A-Z0-9]/.test(name[at + wanted.length] ?? '');
    if (!isPart) return wanted.length;
  }
  return 0;
}
