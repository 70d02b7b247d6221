import type { Transaction } from '@quanheng/database';

export interface Resumable {
  readonly accountId: string;
  readonly loginKey: string;
  readonly registrationId: string;
  readonly email: string | null;
  readonly mobile: string | null;
}

/** The way in which contacts are compared: addresses without case, numbers without what people put between digits. */
export function normalizeContact(text: string): string {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  return plain.includes('@') ? plain : plain.replace(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '');
}

/** The latest registration that whoever has this address or number may still go on with or follow (`domain.md` §1). */
export async function findResumable(tx: Transaction, contact: string): Promise<Resumable | null> {
  const [row] = await tx.query<Resumable>(
    `SELECT a.id AS "accountId", a.login_key AS "loginKey", r.id AS "registrationId", a.email, a.mobile
     FROM registration r JOIN account a ON a.id = r.account_id
     WHERE a.status = 'ACTIVE' AND a.roles = '{REGISTRANT}' AND r.status <> 'APPROVED'
       AND (lower(a.email) = $1 OR a.mobile = $1)
     ORDER BY (r.status IN ('DRAFT', 'RETURNED')) DESC, r.updated_at DESC, r.id DESC LIMIT 1`,
    [contact],
  );
  return row ?? null;
}
