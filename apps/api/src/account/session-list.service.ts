import { Injectable } from '@nestjs/common';
import { Database, type TenantContext, type Transaction } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { deviceName } from './device-name.js';
import { asSystem } from './security.service.js';
import type { OwnSessionListDto } from './session-list.dto.js';
import { revokeSessions } from './session.service.js';

/** More than anybody has; the oldest drop out of the list, not out of force. */
const SHOWN = 100;

/** Where one is signed in, and signing out elsewhere: it acts at the next request of that device. */
@Injectable()
export class SessionListService {
  constructor(private readonly database: Database) {}

  find(context: TenantContext, current: string | null): Promise<OwnSessionListDto> {
    return this.database.read(asSystem(context), async (tx) => {
      const rows = await tx.query<Row>(
        `SELECT id, user_agent, address, created_at, last_used_at FROM session
         WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > now()
         ORDER BY id = $2 DESC, last_used_at DESC LIMIT ${SHOWN}`,
        [context.accountId, current],
      );
      return { items: rows.map((row) => toItem(row, current)) };
    });
  }

  /** @throws DomainError `record.not-found` for what isn't one's own */
  async end(context: TenantContext, id: string): Promise<void> {
    await this.database.write(asSystem(context), async (tx) => {
      const rows = await tx.query(
        `WITH ended AS (UPDATE session SET revoked_at = now()
           WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL RETURNING id) SELECT id FROM ended`,
        [id, context.accountId],
      );
      if (rows.length === 0) throw new DomainError('record.not-found', { id });
      auditEnd(tx, context, 'account.sign-out-device');
    });
  }

  async endOthers(context: TenantContext, current: string | null): Promise<void> {
    await this.database.write(asSystem(context), async (tx) => {
      await revokeSessions(tx, context.accountId ?? '', current);
      auditEnd(tx, context, 'account.sign-out-others');
    });
  }
}

interface Row {
  id: string;
  user_agent: string | null;
  address: string | null;
  created_at: Date;
  last_used_at: Date;
}

const toItem = (row: Row, current: string | null) => ({
  id: row.id,
  device: deviceName(row.user_agent),
  address: row.address,
  signedInAt: row.created_at,
  lastUsedAt: row.last_used_at,
  current: row.id === current,
});

function auditEnd(tx: Transaction, { accountId }: TenantContext, action: string): void {
  tx.audit({ action, objectType: 'account', objectId: accountId ?? '' });
}
