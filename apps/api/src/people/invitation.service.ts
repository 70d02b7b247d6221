import { Injectable } from '@nestjs/common';
import {
  Database,
  InvitationEntity,
  lockForMove,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, invitationStatus, maskPhone } from '@quanheng/domain';
import { invitationUrl, newLinkToken } from '@quanheng/operations';
import { buildJob } from '@quanheng/queues';
import { uuidv7 } from 'uuidv7';
import { ApiConfig } from '../config.js';
import type {
  InvitationDto,
  InvitationLinkDto,
  InvitationListDto,
  InvitePersonDto,
} from './invitation.dto.js';
import { assertBranch, assertDepartment, assertRoles, organisationOf } from './organisation.js';

type Row = InvitationEntity & {
  branchName: string | null;
  departmentName: string | null;
  institutionName: string | null;
  now: Date;
};

const SELECT = `SELECT v.id, v.version, v.roles, v.display_name AS "displayName", v.email, v.mobile,
    v.expires_at AS "expiresAt", v.sent_at AS "sentAt", v.accepted_at AS "acceptedAt", v.withdrawn_at AS "withdrawnAt",
    v.invited_by_name AS "invitedByName", v.created_at AS "createdAt", b.name AS "branchName",
    d.name AS "departmentName", i.name AS "institutionName", now() AS now
  FROM invitation v LEFT JOIN branch b ON b.id = v.branch_id LEFT JOIN department d ON d.id = v.department_id
    LEFT JOIN institution i ON i.id = v.institution_id`;

/** Inviting people: the admin names them and their roles, they choose name and password (`domain.md`, Parties). */
@Injectable()
export class InvitationService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
  ) {}

  /** What is open, ran out or was withdrawn; who accepted is among the members. */
  find(context: TenantContext): Promise<InvitationListDto> {
    return this.database.read(context, async (tx) => {
      const rows = await tx.query<Row>(`${SELECT} WHERE v.accepted_at IS NULL ORDER BY v.id DESC LIMIT 200`);
      return { items: rows.map(toDto) };
    });
  }

  invite(context: TenantContext, person: InvitePersonDto): Promise<InvitationDto> {
    const organisation = organisationOf(context);
    return this.database.write(context, async (tx) => {
      assertRoles(organisation, person.roles);
      await assertBranch(tx, person.branchId);
      await assertDepartment(tx, person.departmentId, context.institutionId);
      const { enterpriseId, institutionId } = context;
      return getInvitation(tx, await insertInvitation(tx, person, { enterpriseId, institutionId }));
    });
  }

  /** Another message with another link and a fresh term; what was sent before no longer works. */
  resend(context: TenantContext, id: string, version: number): Promise<InvitationDto> {
    return this.change(context, id, version, 'resend', async (tx, row) => {
      Object.assign(row, {
        sentHash: null,
        linkHash: null,
        sentAt: null,
        withdrawnAt: null,
        expiresAt: expiry(tx),
      });
      await tx.manager.save(row);
      promiseMessage(tx, row);
    });
  }

  withdraw(context: TenantContext, id: string, version: number): Promise<InvitationDto> {
    return this.change(context, id, version, 'withdraw', async (tx, row) => {
      if (row.withdrawnAt) throw new DomainError('invitation.withdrawn');
      Object.assign(row, { withdrawnAt: new Date(), sentHash: null, linkHash: null });
      await tx.manager.save(row);
    });
  }

  /** A link to hand over personally, beside the one that was sent. It is told once and kept as a hash. */
  link(context: TenantContext, id: string): Promise<InvitationLinkDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockOpen(tx, id, null);
      if (row.withdrawnAt) throw new DomainError('invitation.withdrawn');
      if (row.expiresAt <= new Date()) throw new DomainError('invitation.expired');
      const { token, hash } = newLinkToken(id);
      row.linkHash = hash;
      await tx.manager.save(row);
      tx.audit({ ...eventOf(row), action: 'invitation.link' });
      return { url: invitationUrl(this.config.PUBLIC_URL, token), expiresAt: row.expiresAt.toISOString() };
    });
  }

  private change(
    context: TenantContext,
    id: string,
    version: number,
    action: string,
    change: (tx: Transaction, row: InvitationEntity) => Promise<void>,
  ): Promise<InvitationDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockOpen(tx, id, version);
      await change(tx, row);
      tx.audit({ ...eventOf(row), action: `invitation.${action}` });
      return getInvitation(tx, id);
    });
  }
}

/** Promises the message, too. @throws DomainError `invitation.contact-required`, `invitation.exists` */
export async function insertInvitation(
  tx: Transaction,
  person: InvitePersonDto,
  into: { enterpriseId: string | null; institutionId: string | null },
): Promise<string> {
  const { displayName, roles, email = null, mobile = null, branchId = null, departmentId = null } = person;
  if (!email && !mobile)
    throw new DomainError('invitation.contact-required', {}, [
      { pointer: '/email', code: 'invitation.contact-required' },
    ]);
  await refuseSecond(tx, { email, mobile }, into);
  const row = tx.manager.create(InvitationEntity, {
    id: uuidv7(),
    ...into,
    branchId,
    departmentId,
    roles,
    displayName,
    email,
    mobile,
    expiresAt: expiry(tx),
    invitedBy: tx.context.accountId,
    invitedByName: tx.context.accountName ?? '',
  });
  await tx.manager.save(row);
  promiseMessage(tx, row);
  tx.audit({
    ...eventOf(row),
    action: 'invitation.create',
    after: { displayName, roles, branchId, departmentId },
  });
  return row.id;
}

export async function getInvitation(tx: Transaction, id: string): Promise<InvitationDto> {
  const [row] = await tx.query<Row>(`${SELECT} WHERE v.id = $1`, [id]);
  if (!row) throw new DomainError('record.not-found', { id });
  return toDto(row);
}

/** @throws DomainError `invitation.used` */
async function lockOpen(tx: Transaction, id: string, version: number | null): Promise<InvitationEntity> {
  const row = await lockForMove(tx, InvitationEntity, id, version);
  if (row.acceptedAt) throw new DomainError('invitation.used');
  return row;
}

/** Two invitations to one address would make two accounts of one person. */
async function refuseSecond(
  tx: Transaction,
  { email, mobile }: { email: string | null; mobile: string | null },
  { enterpriseId, institutionId }: { enterpriseId: string | null; institutionId: string | null },
): Promise<void> {
  const [open] = await tx.query(
    `SELECT 1 FROM invitation WHERE enterprise_id IS NOT DISTINCT FROM $1 AND institution_id IS NOT DISTINCT FROM $2
       AND accepted_at IS NULL AND withdrawn_at IS NULL AND (lower(email) = lower($3) OR mobile = $4)`,
    [enterpriseId, institutionId, email, mobile],
  );
  if (open) throw new DomainError('invitation.exists');
}

/** Of real time, as sessions: the demo's moved clock neither ends nor extends it. */
function expiry(tx: Transaction): Date {
  return new Date(Date.now() + tx.settings.invitationHours * 3_600_000);
}

function promiseMessage(tx: Transaction, { id, version }: InvitationEntity): void {
  tx.emit(buildJob('account.send-invitation', { invitationId: id, revision: version }));
}

const eventOf = ({ id, enterpriseId, institutionId }: InvitationEntity) => ({
  objectType: 'invitation',
  objectId: id,
  enterpriseId,
  institutionId,
});

function toDto({ now, acceptedAt, withdrawnAt, ...row }: Row): InvitationDto {
  return {
    ...row,
    mobile: row.mobile && maskPhone(row.mobile),
    status: invitationStatus({ acceptedAt, withdrawnAt, expiresAt: row.expiresAt }, now),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    sentAt: row.sentAt && row.sentAt.toISOString(),
  };
}
