import { parseCaseNumber, parseFormVersion, type CaseKind } from '@quanheng/domain';
import type { Workspace } from './workspaces';

/** Where the papers' QR codes lead (`/q/{case number}`): to the list or the desk of whoever scanned it. */
const PLACES: Record<CaseKind, Partial<Record<Workspace, (code: string, form: number) => string>>> = {
  A: {
    e: (code, form) => `/e/appointments?q=${code}&form=${form}`,
    s: (code, form) => `/s/counter?code=/q/${form}/${code}`,
  },
  R: { e: () => '/e/appointments', s: (code) => `/s/receipts?q=${code}` },
  I: { e: (code) => `/e/instruments?q=${code}`, s: (code) => `/s/counter?code=${code}` },
  F: { e: (code) => `/e/filings?q=${code}`, s: (code) => `/s/filings?status=&q=${code}` },
  E: { s: (code) => `/s/registrations?q=${code}` },
  P: { e: () => '/e/organisation', s: (code) => `/s/org-changes?status=ALL&q=${code}` },
  C: { e: (code) => `/e/certificates?q=${code}`, s: (code) => `/s/certificates?q=${code}` },
};

/** The address in the reader's workspace, or null for what isn't a case number or isn't dealt with there. */
export function caseAddress(text: string, workspaces: readonly Workspace[]): string | null {
  const number = parseCaseNumber(text);
  if (!number) return null;
  const workspace = workspaces.find((each) => PLACES[number.kind][each]);
  return workspace
    ? (PLACES[number.kind][workspace]?.(number.code, parseFormVersion(text) ?? 1) ?? null)
    : null;
}
