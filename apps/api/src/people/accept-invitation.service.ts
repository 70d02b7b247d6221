import { Injectable } from '@nestjs/common';
import {
  AccountEntity,
  Database,
  InvitationEntity,
  orTaken,
  systemContext,
  type Transaction,
} from '@quanheng/database';
import {
  DomainError,
  invitationStatus,
  normalizeText,
  type ErrorCode,
  type InvitationStatus,
} from '@quanheng/domain';
import { idOfToken, isTokenOf } from '@quanheng/operations';
import { uuidv7 } from 'uuidv7';
import { assertPassword } from '../account/assert-password.js';
import { PasswordHasher } from '../account/password-hasher.js';
import { loginNameTaken } from '../account/register.service.js';
import type { AcceptInvitationDto, OpenInvitationDto } from './invitation.dto.js';

const REFUSALS: Partial<Record<InvitationStatus, ErrorCode>> = {
  EXPIRED: 'invitation.expired',
  ACCEPTED: 'invitation.used',
  WITHDRAWN: 'invitation.withdrawn',
};

/** The way in for whoever holds the link: no account yet, so it is done with the system's sight. */
@Injectable()
export class AcceptInvitationService {
  constructor(
    private readonly database: Database,
    private readonly hasher: PasswordHasher,
  ) {}

  lookUp(token: string, requestId: string): Promise<OpenInvitationDto> {
    return this.database.read(systemContext(requestId), async (tx) => {
      const invitation = await findOpen(tx, token, '');
      const { displayName, roles, invitedByName, expiresAt, enterpriseId, institutionId } = invitation;
      const [owner] = await tx.query<{ name: string }>(
        'SELECT name FROM enterprise WHERE id = $1 UNION ALL SELECT name FROM institution WHERE id = $2',
        [enterpriseId, institutionId],
      );
      return {
        organisationName: owner?.name ?? null,
        displayName,
        roles,
        invitedByName,
        expiresAt: expiresAt.toISOString(),
      };
    });
  }

  /** Single use: of two that accept at once, one does. @throws DomainError `account.login-name-taken`, `invitation.…` */
  async accept(body: AcceptInvitationDto, requestId: string): Promise<void> {
    assertPassword(body.password, body.loginName, '/password');
    await this.lookUp(body.token, requestId);
    const passwordHash = await this.hasher.hash(body.password);
    const accountId = uuidv7();
    const context = { ...systemContext(requestId), accountId, accountName: body.displayName };
    await orTaken(
      () => this.database.write(context, (tx) => join(tx, body, accountId, passwordHash)),
      loginNameTaken,
    );
  }
}

async function join(
  tx: Transaction,
  { token, loginName, displayName }: AcceptInvitationDto,
  id: string,
  passwordHash: string,
): Promise<void> {
  const invitation = await findOpen(tx, token, 'FOR UPDATE');
  const { enterpriseId, institutionId, branchId, departmentId, roles, email, mobile } = invitation;
  const place = { enterpriseId, institutionId, branchId, departmentId };
  const account = { id, loginName, loginKey: normalizeText(loginName), displayName, passwordHash };
  await tx.manager.insert(AccountEntity, {
    ...account,
    ...place,
    status: 'ACTIVE',
    roles,
    email,
    mobile,
    version: 1,
  });
  await tx.query(
    'UPDATE invitation SET accepted_at = now(), version = version + 1, updated_at = now() WHERE id = $1',
    [invitation.id],
  );
  const after = { roles, branchId, departmentId, invitationId: invitation.id };
  tx.audit({
    action: 'account.join',
    objectType: 'account',
    objectId: id,
    after,
    enterpriseId,
    institutionId,
  });
}

/** @throws DomainError `invitation.invalid` for whoever doesn't hold its link, else why it is no longer open */
async function findOpen(tx: Transaction, token: string, lock: '' | 'FOR UPDATE'): Promise<InvitationEntity> {
  const id = idOfToken(token);
  const [row] = id
    ? await tx.query<InvitationEntity>(
        `SELECT id, enterprise_id AS "enterpriseId", institution_id AS "institutionId", branch_id AS "branchId",
           department_id AS "departmentId", roles, display_name AS "displayName", email, mobile,
           sent_hash AS "sentHash", link_hash AS "linkHash", expires_at AS "expiresAt", accepted_at AS "acceptedAt",
           withdrawn_at AS "withdrawnAt", invited_by_name AS "invitedByName"
         FROM invitation WHERE id = $1 ${lock}`,
        [id],
      )
    : [];
  if (!row || !isTokenOf(token, [row.sentHash, row.linkHash])) throw new DomainError('invitation.invalid');
  const refusal = REFUSALS[invitationStatus(row, new Date())];
  if (refusal) throw new DomainError(refusal);
  return row;
}
