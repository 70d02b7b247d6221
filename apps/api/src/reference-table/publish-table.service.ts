import { Injectable } from '@nestjs/common';
import {
  CatalogueEditionEntity,
  Database,
  lockForMove,
  ReferenceTableEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  addDays,
  DomainError,
  next,
  referenceTableWorkflow,
  type BusinessDate,
  type Language,
  type ReferenceRow,
} from '@quanheng/domain';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { compareTable, countChanges } from './compare-table.js';
import type { PublishTableInput, ReferenceTableDto } from './reference-table.dto.js';
import { REFERENCE_SOURCES, type ReferenceBase } from './reference-source.js';
import { auditTable, toDto } from './reference-table.service.js';

/** Puts a table in force: a catalogue from a day on as the newest edition, regions at once (`domain.md` section 4). */
@Injectable()
export class PublishTableService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
  ) {}

  /** @throws DomainError `record.stale`, `reference-table.has-problems`, `.base-changed`, `.too-early` */
  async publish(
    context: TenantContext,
    id: string,
    version: number,
    input: PublishTableInput,
    language: Language,
  ): Promise<ReferenceTableDto> {
    const published = await this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, ReferenceTableEntity, id, version);
      row.status = next(referenceTableWorkflow, row.status, 'publish', context.roles);
      if (row.problemCount > 0)
        throw new DomainError('reference-table.has-problems', { count: row.problemCount });
      // Two drafts of one kind at once: the second waits here, and then finds another base.
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`reference ${row.kind}`]);
      const base = await REFERENCE_SOURCES[row.kind].base(tx);
      if (base.id !== input.base) throw new DomainError('reference-table.base-changed');
      const effectiveFrom = row.kind === 'CATALOGUE' ? await putInForce(tx, row, base, input) : tx.today;
      if (row.kind === 'REGIONS') await replaceRegions(tx, base, row);
      Object.assign(row, { publishedAt: tx.now, publishedByName: context.accountName, effectiveFrom });
      await tx.manager.save(row);
      const counts = countChanges(compareTable(row.kind, base, row.rows as unknown as ReferenceRow[]));
      auditTable(tx, row, 'publish', { fileName: row.fileName, effectiveFrom, ...counts });
      return toDto(tx, id, language);
    });
    this.catalogue.forget();
    return published;
  }
}

/** The edition before ends on the day before; both dates of one edition never overlap another's. */
async function putInForce(
  tx: Transaction,
  row: ReferenceTableEntity,
  { edition: before }: ReferenceBase,
  { effectiveFrom = tx.today, title, note }: PublishTableInput,
): Promise<BusinessDate> {
  if (effectiveFrom < tx.today || (before && effectiveFrom <= before.effectiveFrom))
    throw new DomainError('reference-table.too-early', { from: before?.effectiveFrom ?? '—' });
  if (before && (before.effectiveTo === null || before.effectiveTo >= effectiveFrom))
    await tx.manager.update(CatalogueEditionEntity, before.id, { effectiveTo: addDays(effectiveFrom, -1) });
  await tx.manager.insert(CatalogueEditionEntity, {
    id: row.id,
    title: title ?? row.fileName.replace(/\.\w+$/, ''),
    status: 'OFFICIAL',
    effectiveFrom,
    effectiveTo: null,
    note: note ?? null,
  });
  await tx.query(
    `INSERT INTO catalogue_item (edition_id, code, category, kind, supervision, mode, compulsory, scope, cycle_months,
       use_limit_months, use_limit_note, regulations, purposes)
     SELECT $1, code, category, kind, supervision, mode, compulsory, scope, "cycleMonths", "useLimitMonths",
       "useLimitNote", regulations, purposes
     FROM jsonb_to_recordset($2::jsonb) AS r(code text, category text, kind text, supervision text, mode text,
       compulsory boolean, scope text, "cycleMonths" integer, "useLimitMonths" integer, "useLimitNote" text,
       regulations text[], purposes text[])`,
    [row.id, JSON.stringify(row.rows)],
  );
  return effectiveFrom;
}

/** No code is ever deleted: instruments, enterprises and filings carry them. */
async function replaceRegions(
  tx: Transaction,
  base: ReferenceBase,
  row: ReferenceTableEntity,
): Promise<void> {
  const rows = REFERENCE_SOURCES.REGIONS.merged(base, row.rows as unknown as ReferenceRow[]);
  await tx.query(
    `INSERT INTO region (code, name, retired, generic, successor)
     SELECT code, name, retired, generic, successor
     FROM jsonb_to_recordset($1::jsonb) AS r(code text, name text, retired boolean, generic boolean, successor text)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, retired = excluded.retired, generic = excluded.generic,
       successor = excluded.successor`,
    [JSON.stringify(rows)],
  );
}
