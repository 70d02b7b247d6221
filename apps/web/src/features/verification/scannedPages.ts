import type { ScanDto } from '../../app/client';

const PAGES: Record<Exclude<ScanDto['kind'], 'APPOINTMENT'>, string> = {
  RECEIPT: '/s/receipts',
  CERTIFICATE: '/s/certificates',
  FILING: '/s/filings',
  REGISTRATION: '/s/registrations',
  PROFILE_CHANGE: '/s/org-changes',
};

/** The page of what was scanned; null for what the counter itself deals with. */
export function pageOf({ kind, id }: Pick<ScanDto, 'kind' | 'id'>): string | null {
  return kind === 'APPOINTMENT' ? null : `${PAGES[kind]}/${id}`;
}
