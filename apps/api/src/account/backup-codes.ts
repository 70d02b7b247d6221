import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '@quanheng/database';
import { BACKUP_CODES } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { ApiConfig } from '../config.js';

/** Without 0, 1, I, L, O, U: nobody mistakes one for another, and no words come about. 30 characters. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

/** The codes for whoever has lost the telephone: 49 random bits each, kept as keyed hashes, good for one log-in each. */
@Injectable()
export class BackupCodes {
  constructor(private readonly config: ApiConfig) {}

  /** Ten new ones in place of all earlier ones; they are readable this once only. */
  async renew(tx: Transaction, accountId: string): Promise<string[]> {
    const codes = Array.from({ length: BACKUP_CODES }, newCode);
    await tx.query('DELETE FROM backup_code WHERE account_id = $1', [accountId]);
    await tx.query(
      `INSERT INTO backup_code (id, account_id, code_hash, created_at)
       SELECT id, $1, code_hash, now() FROM unnest($2::uuid[], $3::text[]) AS code (id, code_hash)`,
      [accountId, codes.map(() => uuidv7()), codes.map((code) => this.hash(accountId, code))],
    );
    return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
  }

  /** True once for each code. */
  async use(tx: Transaction, accountId: string, typed: string): Promise<boolean> {
    const code = typed.toUpperCase().replace(/[\s-]/g, '');
    if (code.length !== LENGTH) return false;
    const rows = await tx.query(
      `WITH used AS (UPDATE backup_code SET used_at = now()
         WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL RETURNING id) SELECT id FROM used`,
      [accountId, this.hash(accountId, code)],
    );
    return rows.length > 0;
  }

  async countLeft(tx: Transaction, accountId: string): Promise<number> {
    const [row] = await tx.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM backup_code WHERE account_id = $1 AND used_at IS NULL`,
      [accountId],
    );
    return row?.left ?? 0;
  }

  private hash(accountId: string, code: string): string {
    return createHmac('sha256', `backup-code ${this.config.FILE_KEY}`)
      .update(`${accountId} ${code}`)
      .digest('hex');
  }
}

/** 240 is a multiple of 30: bytes above it would favour some characters. */
function newCode(): string {
  let code = '';
  while (code.length < LENGTH) {
    const byte = randomBytes(1)[0] as number;
    if (byte < 240) code += ALPHABET[byte % ALPHABET.length];
  }
  return code;
}
