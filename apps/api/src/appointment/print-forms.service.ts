import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import { DomainError, type Language } from '@quanheng/domain';
import { startLongJob } from '@quanheng/operations';
import { toLongJobDto, type LongJobDto } from '../long-job/long-job.dto.js';

import { PRINTABLE } from './appointment.service.js';
import type { PrintFormsBody } from './trip.dto.js';

@Injectable()
export class PrintFormsService {
  constructor(private readonly database: Database) {}

  /**
   * Forms in one PDF. The first handing out of a form is the original, every later one carries 补打 n (ux.md section 13):
   * counted here, in the transaction that promises the work.
   * @throws DomainError `appointment.form-not-ready`
   */
  print(context: TenantContext, body: PrintFormsBody, language: Language): Promise<LongJobDto> {
    return this.database.write(context, async (tx) => {
      const ids = [...new Set(body.appointmentIds)];
      const rows = await tx.query<{ id: string; prints: number }>(
        `WITH ready AS (
           SELECT id FROM appointment WHERE id = ANY($1) AND form_attachment_id IS NOT NULL AND status = ANY($2)
           ORDER BY id FOR UPDATE),
         printed AS (
           UPDATE appointment SET form_prints = greatest(form_prints, $3) + 1 FROM ready WHERE appointment.id = ready.id
           RETURNING appointment.id, form_prints)
         SELECT id, form_prints AS prints FROM printed`,
        [ids, PRINTABLE, body.reprint ? 1 : 0],
      );
      const isJourney = context.kind === 'institution' && Boolean(body.travelList);
      if (rows.length === 0) throw new DomainError('appointment.form-not-ready');
      const prints = new Map(rows.map((row) => [row.id, row.prints]));
      const forms = ids.flatMap((appointmentId) => {
        const count = prints.get(appointmentId);
        return count === undefined ? [] : [{ appointmentId, reprint: count - 1 }];
      });
      for (const { appointmentId: objectId, reprint } of forms)
        tx.audit({
          action: 'appointment.print-form',
          objectType: 'appointment',
          objectId,
          after: { reprint },
        });
      return toLongJobDto(
        await startLongJob(tx, 'appointment.forms', { forms, travelList: isJourney }),
        language,
      );
    });
  }
}
