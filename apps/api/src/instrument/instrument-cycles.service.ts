import { Injectable } from '@nestjs/common';
import { Database, InstrumentEntity, type TenantContext } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import type { InstrumentCyclesDto } from './instrument-cycles.dto.js';

/** A cycle takes half a year or more: so many of each are a working life. */
const MOST = 200;

/** What an instrument went through; each party sees its own part of it. */
@Injectable()
export class InstrumentCyclesService {
  constructor(private readonly database: Database) {}

  read(context: TenantContext, id: string): Promise<InstrumentCyclesDto> {
    return this.database.read(context, async (tx) => {
      if (!(await tx.manager.existsBy(InstrumentEntity, { id })))
        throw new DomainError('record.not-found', { id });
      return {
        filings: await tx.query(
          `SELECT f.id AS "filingId", f.case_number AS "caseNumber", t.name AS "institutionName", i.status,
             f.submitted_at AS "submittedAt", i.comment
           FROM filing_item i JOIN filing f ON f.id = i.filing_id JOIN institution t ON t.id = i.institution_id
           WHERE i.instrument_id = $1 ORDER BY i.id DESC LIMIT ${MOST}`,
          [id],
        ),
        visits: await tx.query(
          `SELECT a.id AS "appointmentId", a.case_number AS "caseNumber", a.status AS "appointmentStatus", p.status,
             a.mode, a.date, a.half_day AS "halfDay", r.case_number AS "receiptNumber", v.status AS "taskStatus",
             v.conclusion
           FROM appointment_item p JOIN appointment a ON a.id = p.appointment_id
           LEFT JOIN receipt r ON r.id = p.receipt_id
           LEFT JOIN verification_task v ON v.appointment_item_id = p.id
           WHERE p.instrument_id = $1 ORDER BY p.id DESC LIMIT ${MOST}`,
          [id],
        ),
        certificates: await tx.query(
          `SELECT id, number, status, conclusion, issued_on AS "issuedOn", valid_until AS "validUntil"
           FROM certificate WHERE instrument_id = $1 ORDER BY id DESC LIMIT ${MOST}`,
          [id],
        ),
      };
    });
  }
}
