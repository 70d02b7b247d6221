import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import { INSTRUMENT_FIELD, type InstrumentFieldKey } from '@quanheng/domain';
import type { UsualValuesDto } from './import.dto.js';

type Usual = Record<
  'origin' | 'usageState' | 'purpose' | 'instrumentType' | 'verificationMode' | 'regionCode',
  string | null
>;
/** Of an enterprise that has no ledger yet: what most instruments in use are. Purpose and mode can't be guessed. */
const COMMON = { origin: 'DOMESTIC', usageState: 'IN_USE', instrumentType: 'WORKING_INSTRUMENT' } as const;
const NEWEST = 1_000;

/** What an enterprise's instruments usually are: proposed for the columns that its file lacks, never taken unseen. */
@Injectable()
export class UsualValues {
  constructor(private readonly database: Database) {}

  find(context: TenantContext): Promise<UsualValuesDto> {
    return this.database.read(context, async (tx) => {
      const [row] = await tx.query<Usual>(
        `SELECT mode() WITHIN GROUP (ORDER BY i.origin) AS origin,
           mode() WITHIN GROUP (ORDER BY i.usage_state) AS "usageState",
           mode() WITHIN GROUP (ORDER BY i.purpose) AS purpose,
           mode() WITHIN GROUP (ORDER BY i.instrument_type) AS "instrumentType",
           mode() WITHIN GROUP (ORDER BY i.verification_mode) AS "verificationMode",
           coalesce(mode() WITHIN GROUP (ORDER BY i.region_code),
             (SELECT region_code FROM enterprise WHERE id = $1)) AS "regionCode"
         FROM (SELECT * FROM instrument WHERE enterprise_id = $1 ORDER BY id DESC LIMIT ${NEWEST}) i`,
        [context.enterpriseId],
      );
      const words: Partial<Usual> = { ...COMMON, ...notNull(row) };
      const items = Object.entries(words).map(([field, value]) => ({
        field: field as InstrumentFieldKey,
        value: asCell(field as InstrumentFieldKey, value ?? ''),
      }));
      return { items };
    });
  }
}

const notNull = (row: Usual | undefined): Partial<Usual> =>
  Object.fromEntries(Object.entries(row ?? {}).filter(([, value]) => value !== null));

/** As a cell says it: coded columns hold digits ★. */
const asCell = (field: InstrumentFieldKey, value: string): string =>
  INSTRUMENT_FIELD[field].choices?.find(({ word }) => word === value)?.digit ?? value;
