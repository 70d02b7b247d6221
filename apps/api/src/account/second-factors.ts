import { Injectable } from '@nestjs/common';
import { SecondFactorEntity, type Transaction } from '@quanheng/database';
import { BackupCodes } from './backup-codes.js';
import { SealedText } from './sealed-text.js';
import type { SetUpDto } from './second-factor.dto.js';
import { describeTotp, findStep, newTotpSecret } from './totp.js';

/** TOTP (RFC 6238) with backup codes (`domain.md` section 2). All of it in the system context. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly sealed: SealedText,
    private readonly backupCodes: BackupCodes,
  ) {}

  async isOn(tx: Transaction, accountId: string): Promise<boolean> {
    const row = await tx.manager.findOneBy(SecondFactorEntity, { accountId });
    return Boolean(row?.confirmedAt);
  }

  /** A new secret beside the one in force, which stays until the first code of the new one was right. */
  async begin(tx: Transaction, accountId: string, loginName: string): Promise<SetUpDto> {
    const secret = newTotpSecret();
    await tx.query(
      `INSERT INTO second_factor (account_id, pending_secret) VALUES ($1, $2)
       ON CONFLICT (account_id) DO UPDATE SET pending_secret = excluded.pending_secret`,
      [accountId, this.sealed.seal(secret, placeOf(accountId))],
    );
    return { secret, ...describeTotp(secret, loginName) };
  }

  /** Puts the new secret in force and answers its backup codes; null where the code is wrong. */
  async confirm(tx: Transaction, accountId: string, code: string): Promise<string[] | null> {
    const [row] = await tx.query<{ pending: string | null }>(
      `SELECT pending_secret AS pending FROM second_factor WHERE account_id = $1 FOR UPDATE`,
      [accountId],
    );
    const step = row?.pending ? findStep(this.sealed.open(row.pending, placeOf(accountId)), code) : null;
    if (step === null) return null;
    await tx.query(
      `UPDATE second_factor SET secret = pending_secret, pending_secret = NULL, last_step = $2, confirmed_at = now()
       WHERE account_id = $1`,
      [accountId, step],
    );
    return this.backupCodes.renew(tx, accountId);
  }

  /** Whether a code of the telephone or a backup code is right. Either works once: of two at once, one does. */
  async use(tx: Transaction, accountId: string, code: string): Promise<boolean> {
    const row = await tx.manager.findOneBy(SecondFactorEntity, { accountId });
    if (!row?.secret) return false;
    const step = findStep(this.sealed.open(row.secret, placeOf(accountId)), code.replace(/\s/g, ''));
    if (step === null) return this.backupCodes.use(tx, accountId, code);
    const used = await tx.query(
      `WITH used AS (UPDATE second_factor SET last_step = $2
         WHERE account_id = $1 AND (last_step IS NULL OR last_step < $2) RETURNING account_id)
       SELECT account_id FROM used`,
      [accountId, step],
    );
    return used.length > 0;
  }

  async remove(tx: Transaction, accountId: string): Promise<void> {
    await tx.query('DELETE FROM second_factor WHERE account_id = $1', [accountId]);
    await tx.query('DELETE FROM backup_code WHERE account_id = $1', [accountId]);
  }
}

/** A sealed secret put into another account's row doesn't open. */
const placeOf = (accountId: string): string => `second_factor ${accountId}`;
