import { Injectable } from '@nestjs/common';
import { Database, type TenantContext, type Transaction } from '@quanheng/database';
import { DomainError, identityKey, lockedFields, type Language } from '@quanheng/domain';
import { addFilters, Conditions, ledgerConditions, tabCounts } from '@quanheng/operations';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { ApiConfig } from '../config.js';
import { Keyset } from '../platform/paging.js';
import type { IdentityQuery } from './instrument.dto.js';
import { SELECT_INSTRUMENTS, type InstrumentRow } from './instrument-row.js';
import type { DuplicateDto, InstrumentDto, InstrumentPageDto } from './instrument-view.dto.js';
import { toItem, type ViewTables } from './instrument-view.js';
import type { LedgerCountsDto, LedgerFilter, LedgerIdsDto, LedgerQuery } from './ledger-query.dto.js';
import { LedgerRules } from './ledger-rules.service.js';

/** Reading the ledger. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
    private readonly rules: LedgerRules,
    private readonly config: ApiConfig,
  ) {}

  find(context: TenantContext, query: LedgerQuery, language: Language): Promise<InstrumentPageDto> {
    const keyset = new Keyset(this.config.JWT_SECRET, query, context.enterpriseId ?? '');
    const byDate = query.sort === 'validUntil';
    return this.database.read(context, async (tx) => {
      const conditions = ledgerConditions(query, context.enterpriseId, tx);
      if (keyset.position) conditions.add(after(keyset.position, byDate, conditions));
      const order = byDate ? 'i.valid_until, i.id' : 'i.id DESC';
      const sql = `${SELECT_INSTRUMENTS} WHERE ${conditions.toSql()} ORDER BY ${order} LIMIT ${keyset.limit + 1}`;
      const rows = await tx.prepared<InstrumentRow>(sql, conditions.params);
      const tables = await this.tables(tx, language);
      const positionOf = (row: InstrumentRow) => (byDate ? [row.validUntil, row.id] : [row.id]);
      return keyset.toPage(rows, positionOf, (row) => toItem(row, tables));
    });
  }

  counts(context: TenantContext, query: LedgerFilter): Promise<LedgerCountsDto> {
    return this.database.read(context, async (tx) => {
      const conditions = new Conditions();
      const figures = tabCounts(tx, conditions);
      addFilters(query, context.enterpriseId, conditions);
      const [counts] = await tx.prepared<LedgerCountsDto['counts']>(
        `SELECT ${figures} FROM instrument i WHERE ${conditions.toSql()}`,
        conditions.params,
      );
      return { counts: counts as LedgerCountsDto['counts'] };
    });
  }

  /** What "select all that match" means, as far as one filing can hold. */
  ids(context: TenantContext, query: LedgerQuery): Promise<LedgerIdsDto> {
    return this.database.read(context, async (tx) => {
      const conditions = ledgerConditions(query, context.enterpriseId, tx);
      const rows = await tx.query<{ id: string; total: number }>(
        `SELECT i.id, (count(*) OVER ())::int AS total FROM instrument i WHERE ${conditions.toSql()}
         ORDER BY i.id DESC LIMIT ${tx.settings.maxItemsPerFiling}`,
        conditions.params,
      );
      return { ids: rows.map(({ id }) => id), total: rows[0]?.total ?? 0 };
    });
  }

  get(context: TenantContext, id: string, language: Language): Promise<InstrumentDto> {
    return this.database.read(context, (tx) => this.read(tx, id, language));
  }

  /** As it stands in this transaction. @throws DomainError `record.not-found` */
  async read(tx: Transaction, id: string, language: Language): Promise<InstrumentDto> {
    const [row] = await tx.prepared<InstrumentRow>(`${SELECT_INSTRUMENTS} WHERE i.id = $1`, [id]);
    if (!row) throw new DomainError('record.not-found', { id });
    return this.view(tx, row, language);
  }

  async view(tx: Transaction, row: InstrumentRow, language: Language): Promise<InstrumentDto> {
    return {
      ...toItem(row, await this.tables(tx, language)),
      lockedFields: lockedFields(row),
      everFiled: row.everFiled || row.filingItemId !== null,
      warnings: await this.rules.warnings(row, tx.today, language),
    };
  }

  /** The instrument that has these four already ★, for the check while typing. */
  findDuplicate(context: TenantContext, query: IdentityQuery): Promise<DuplicateDto> {
    return this.database.read(context, async (tx) => {
      const [duplicate] = await tx.query<{ id: string; name: string; serialNumber: string }>(
        `SELECT id, name, serial_number AS "serialNumber" FROM instrument
         WHERE enterprise_id = $1 AND identity_key = $2`,
        [context.enterpriseId, identityKey(query)],
      );
      return { duplicate: duplicate ?? null };
    });
  }

  /** Its own events and those of what it went through: import, filings, appointments, certificates. */
  historyIds(context: TenantContext, id: string): Promise<string[]> {
    return this.database.read(context, async (tx) => {
      const rows = await tx.query<{ id: string }>(
        `SELECT id FROM instrument WHERE id = $1
         UNION ALL SELECT import_id FROM instrument WHERE id = $1 AND import_id IS NOT NULL
         UNION ALL SELECT id FROM filing_item WHERE instrument_id = $1
         UNION ALL SELECT id FROM appointment_item WHERE instrument_id = $1
         UNION ALL SELECT id FROM certificate WHERE instrument_id = $1`,
        [id],
      );
      if (rows.length === 0) throw new DomainError('record.not-found', { id });
      return rows.map((row) => row.id);
    });
  }

  private async tables(tx: Transaction, language: Language): Promise<ViewTables> {
    const [catalogue, regions] = await Promise.all([this.catalogue.catalogue(), this.catalogue.regions()]);
    return { catalogue, regions, today: tx.today, settings: tx.settings, language };
  }
}

/** Behind the last row of the page before; instruments without a date come last. */
function after(
  position: readonly (string | number | null)[],
  byDate: boolean,
  conditions: Conditions,
): string {
  if (!byDate) return `i.id < ${conditions.param(position[0])}`;
  const [date, id] = position;
  if (date === null) return `i.valid_until IS NULL AND i.id > ${conditions.param(id)}`;
  const [day, last] = [`${conditions.param(date)}::date`, conditions.param(id)];
  return `(i.valid_until > ${day} OR (i.valid_until = ${day} AND i.id > ${last}) OR i.valid_until IS NULL)`;
}
