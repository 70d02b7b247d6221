const NUMBER = /^[A-Z0-9]{1,12}-\d{4}-\d{5,9}$/;

/** `ZQ-2026-00001`: the institution's code, the year and a number that is sequential in it (`domain.md` section 8). */
export function formatCertificateNumber(institutionCode: string, year: string, sequence: number): string {
  return `${institutionCode}-${year}-${String(sequence).padStart(5, '0')}`;
}

/** Reads what was typed: lower case, full width and blanks are understood. Null when it is no number of a certificate. */
export function parseCertificateNumber(text: string): string | null {
  const typed = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  return NUMBER.test(typed) ? typed : null;
}
