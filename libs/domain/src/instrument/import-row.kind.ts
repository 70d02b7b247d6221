import { VERIFICATION_MODES } from './instrument.codes.js';
import type { ImportContext } from './import-row.context.js';
import { finding, type Finding } from './import-row.finding.js';
import type { ImportedInstrument } from './import-row.js';

type Judged = Pick<ImportedInstrument, 'name' | 'categoryCode' | 'verificationMode'>;

/**
 * What is odd about a kind beside the name and the mode of its instrument (`ux.md` section 6). Warnings: the clerk may know
 * better, and files it all the same.
 */
export function checkKind(values: Judged, context: ImportContext): Finding[] {
  return [...checkName(values, context), ...checkMode(values, context)];
}

/** Only where the name says clearly what else it is: three kinds are likely, and this isn't one of them. */
function checkName({ name, categoryCode }: Judged, context: ImportContext): Finding[] {
  if (name === null || categoryCode === null) return [];
  const kind = context.kind(categoryCode);
  // Of the others something was said already.
  if (!kind?.compulsory || kind.endedOn) return [];
  const [best, ...others] = context.likelyKinds(name);
  if (!best || [best, ...others].some(({ code }) => code === kind.code)) return [];
  const details = { name, kind: kind.kind, suggestion: `${best.code} ${best.kind}` };
  return [
    finding('categoryCode', 'WARNING', 'instrument.category-unlike-name', categoryCode, details, best.code),
  ];
}

/** No institution verifies this kind otherwise. */
function checkMode({ categoryCode, verificationMode }: Judged, context: ImportContext): Finding[] {
  if (categoryCode === null || verificationMode === null) return [];
  const modes = context.modes(categoryCode);
  const [only] = modes;
  if (!only || modes.length !== 1 || only === verificationMode) return [];
  const digitOf = (word: string) => VERIFICATION_MODES.find((mode) => mode.word === word)?.digit ?? '';
  const code = only === 'ON_SITE' ? 'instrument.only-on-site' : 'instrument.only-bring-in';
  return [finding('verificationMode', 'WARNING', code, digitOf(verificationMode), {}, digitOf(only))];
}
