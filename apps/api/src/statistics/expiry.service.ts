import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import { addDays, addMonths } from '@quanheng/domain';
import type { ExpiryDto, ExpiryMonthDto } from './statistics.dto.js';

const MONTHS = 12;

@Injectable()
export class ExpiryService {
  constructor(private readonly database: Database) {}

  /** How many instruments in use expire in each month; one grouped statement over the ledger's index of validity. */
  find(context: TenantContext): Promise<ExpiryDto> {
    return this.database.read(context, async (tx) => {
      const first = `${tx.today.slice(0, 7)}-01`;
      const rows = await tx.query<ExpiryMonthDto>(
        `SELECT to_char(valid_until, 'YYYY-MM') AS month,
           count(*) FILTER (WHERE verification_mode = 'BRING_IN')::int AS "bringIn",
           count(*) FILTER (WHERE verification_mode = 'ON_SITE')::int AS "onSite"
         FROM instrument WHERE enterprise_id = $1 AND lifecycle = 'ACTIVE' AND valid_until BETWEEN $2 AND $3
         GROUP BY 1`,
        [context.enterpriseId, first, addDays(addMonths(first, MONTHS), -1)],
      );
      const found = new Map(rows.map((row) => [row.month, row]));
      const months = Array.from({ length: MONTHS }, (_, index) => addMonths(first, index).slice(0, 7));
      return { months: months.map((month) => found.get(month) ?? { month, bringIn: 0, onSite: 0 }) };
    });
  }
}
