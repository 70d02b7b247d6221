import { Injectable } from '@nestjs/common';
import { AppointmentEntity, Database, lockForMove, type TenantContext } from '@quanheng/database';
import { DomainError, type AppointmentStatus } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { AttachmentService } from '../attachment/attachment.service.js';
import { AuditService, type HistoryDto } from '../audit/audit.service.js';
import { ApiConfig } from '../config.js';
import { Keyset } from '../platform/paging.js';
import type {
  AppointmentCountsDto,
  AppointmentDto,
  AppointmentItemDto,
  AppointmentItemPageDto,
  AppointmentItemQuery,
  AppointmentPageDto,
  AppointmentQuery,
  ContactDto,
} from './appointment.dto.js';
import { APPOINTMENT_SELECT, getAppointment, withContact } from './appointment.queries.js';

/** The form belongs to a confirmed appointment; while another time is proposed the old one would mislead. */
export const PRINTABLE: readonly AppointmentStatus[] = [
  'CONFIRMED',
  'PARTIALLY_RECEIVED',
  'RECEIVED',
  'COMPLETED',
];

/** Each order with its keyset: what the rows of the next page have beyond the last row of this one. */
const ORDER = {
  newest: { by: 'a.id DESC', after: 'a.id < $9::uuid', keys: (row: AppointmentDto) => [row.id] },
  oldest: { by: 'a.id', after: 'a.id > $9::uuid', keys: (row: AppointmentDto) => [row.id] },
  date: {
    by: 'a.date, a.half_day, a.id',
    after: '(a.date, a.half_day, a.id) > ($9::date, $10::text, $11::uuid)',
    keys: (row: AppointmentDto) => [row.date, row.halfDay, row.id],
  },
};

/** What enterprise and institution see of appointments; row security says which. */
@Injectable()
export class AppointmentService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
    private readonly attachments: AttachmentService,
    private readonly audit: AuditService,
  ) {}

  find(context: TenantContext, query: AppointmentQuery): Promise<AppointmentPageDto> {
    const { column, id } = tenantOf(context);
    const page = new Keyset(this.config.JWT_SECRET, query, id);
    const order = ORDER[query.sort ?? 'newest'];
    const { status = null, mode = null, from = null, to = null, departmentId = null } = query;
    return this.database.read(context, async (tx) => {
      const rows = await tx.query<AppointmentDto>(
        `${APPOINTMENT_SELECT} WHERE a.${column} = $1
           AND ($2::text IS NULL OR a.status = $2) AND ($3::text IS NULL OR a.mode = $3)
           AND ($4::date IS NULL OR a.date >= $4) AND ($5::date IS NULL OR a.date <= $5)
           AND ($6::uuid IS NULL OR a.department_id = $6)
           AND ($7::text IS NULL OR position(lower($7) IN lower(a.case_number || ' ' || a.enterprise_name)) > 0)
           ${page.position ? `AND ${order.after}` : ''} ORDER BY ${order.by} LIMIT $8`,
        [id, status, mode, from, to, departmentId, query.q || null, page.limit + 1, ...(page.position ?? [])],
      );
      return page.toPage(rows, order.keys, (row) => withContact(context, row));
    });
  }

  counts(context: TenantContext): Promise<AppointmentCountsDto> {
    const { column, id } = tenantOf(context);
    return this.database.read(context, async (tx) => {
      const rows = await tx.query<{ status: AppointmentStatus; count: number }>(
        `SELECT status, count(*)::int AS count FROM appointment WHERE ${column} = $1 GROUP BY status`,
        [id],
      );
      return { counts: Object.fromEntries(rows.map((row) => [row.status, row.count])) };
    });
  }

  get(context: TenantContext, id: string): Promise<AppointmentDto> {
    return this.database.read(context, (tx) => getAppointment(tx, id));
  }

  /** The contact's number in full; who looked and why is on record. */
  unmask(context: TenantContext, id: string, reason: string): Promise<ContactDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, AppointmentEntity, id, null);
      const { contactPhone, enterpriseId } = row;
      tx.audit({
        action: 'appointment.unmask',
        objectType: 'appointment',
        objectId: id,
        reason,
        enterpriseId,
      });
      return { contactPhone };
    });
  }

  items(context: TenantContext, id: string, query: AppointmentItemQuery): Promise<AppointmentItemPageDto> {
    const page = new Keyset(this.config.JWT_SECRET, query, `${tenantOf(context).id} ${id}`);
    return this.database.read(context, async (tx) => {
      await getAppointment(tx, id);
      const rows = await tx.query<AppointmentItemDto>(
        `SELECT ai.id, ai.position + 1 AS number, ai.instrument_id AS "instrumentId", ai.status, ai.open, ai.reason,
           n.name, n.model, n.serial_number AS "serialNumber", n.own_number AS "ownNumber",
           n.accuracy_class AS "accuracyClass", n.location, n.category_code AS "categoryCode", n.valid_until AS "validUntil"
         FROM appointment_item ai JOIN instrument n ON n.id = ai.instrument_id
         WHERE ai.appointment_id = $1 AND ai.position >= $2 ORDER BY ai.position LIMIT $3`,
        [id, page.position?.[0] ?? 0, page.limit + 1],
      );
      return page.toPage(
        rows,
        (row) => [row.number],
        (row) => row,
      );
    });
  }

  async history(context: TenantContext, id: string): Promise<HistoryDto> {
    await this.get(context, id);
    return this.audit.historyOf(context, ['appointment'], [id]);
  }

  /** The stored PDF, the same at every print. @throws DomainError `appointment.form-not-ready`, `appointment.form-rendering` */
  async form(reply: FastifyReply, context: TenantContext, id: string): Promise<FastifyReply> {
    const row = await this.database.read(context, (tx) => tx.manager.findOneBy(AppointmentEntity, { id }));
    if (!row) throw new DomainError('record.not-found', { id });
    if (!PRINTABLE.includes(row.status)) throw new DomainError('appointment.form-not-ready');
    if (!row.formAttachmentId) throw new DomainError('appointment.form-rendering', { retryAfter: 1 });
    return this.attachments.send(reply, context, row.formAttachmentId, true);
  }
}

function tenantOf(context: TenantContext): { column: 'enterprise_id' | 'institution_id'; id: string } {
  return context.kind === 'institution'
    ? { column: 'institution_id', id: context.institutionId as string }
    : { column: 'enterprise_id', id: context.enterpriseId as string };
}
