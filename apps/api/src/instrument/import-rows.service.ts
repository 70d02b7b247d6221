import { Injectable } from '@nestjs/common';
import {
  Database,
  ImportBatchEntity,
  ImportRowEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, type Finding, type ImportMapping, type Language } from '@quanheng/domain';
import { ApiConfig } from '../config.js';
import { Keyset } from '../platform/paging.js';
import type { FindingGroupListDto, ImportRowPageDto, ImportRowQuery, ImportView } from './import.dto.js';
import { withDiffs } from './import-rows.query.js';
import { toFinding } from './import-view.js';

const MAX_GROUPS = 200;
const OPEN = `NOT r.removed AND r.level <> 'DONE'`;
/** The tabs that are no level. */
const VIEWS: Record<ImportView, string> = {
  NEW: `NOT r.removed AND r.level IN ('OK', 'WARNING')`,
  UPDATE: `NOT r.removed AND r.level = 'DUPLICATE' AND r.duplicate_id IS NOT NULL AND r.duplicate_row IS NULL`,
  REMOVED: 'r.removed',
  DONE: `r.level = 'DONE'`,
};

/** Reading the staged rows of an import. */
@Injectable()
export class ImportRowsService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
  ) {}

  find(
    context: TenantContext,
    importId: string,
    query: ImportRowQuery,
    language: Language,
  ): Promise<ImportRowPageDto> {
    const keyset = new Keyset(this.config.JWT_SECRET, query, importId);
    return this.database.read(context, async (tx) => {
      const mapping = await mappingOf(tx, importId);
      const select = tx.manager
        .createQueryBuilder(ImportRowEntity, 'r')
        .where('r.import_id = :importId', { importId })
        .orderBy('r.row_number')
        .limit(keyset.limit + 1);
      if (query.level) select.andWhere('r.level = :level', { level: query.level });
      select.andWhere(query.view ? VIEWS[query.view] : OPEN);
      if (keyset.position) select.andWhere('r.row_number > :after', { after: keyset.position[0] });
      const page = keyset.toPage(
        await select.getMany(),
        (row) => [row.rowNumber],
        (row) => row,
      );
      return { ...page, items: await withDiffs(tx, page.items, mapping, language) };
    });
  }

  /** What is said of several cells alike, the most frequent first: what one correction can mend. */
  groups(context: TenantContext, importId: string, language: Language): Promise<FindingGroupListDto> {
    return this.database.read(context, async (tx) => {
      await mappingOf(tx, importId);
      const rows = await tx.query<{ finding: Finding; rows: number; firstRow: number }>(
        `SELECT f.finding, count(*)::int AS rows, min(r.row_number)::int AS "firstRow"
         FROM import_row r, jsonb_array_elements(r.findings) AS f(finding)
         WHERE r.import_id = $1 AND ${OPEN} AND r.findings <> '[]'::jsonb
         GROUP BY f.finding
         ORDER BY CASE f.finding ->> 'level' WHEN 'ERROR' THEN 0 WHEN 'WARNING' THEN 1 ELSE 2 END, count(*) DESC, min(r.row_number)
         LIMIT ${MAX_GROUPS}`,
        [importId],
      );
      return {
        items: rows.map(({ finding, ...rest }) => ({ ...toFinding(finding, language), ...rest })),
      };
    });
  }
}

/** @throws DomainError `record.not-found`, also for another tenant's import */
async function mappingOf(tx: Transaction, importId: string): Promise<ImportMapping> {
  const batch = await tx.manager.findOneBy(ImportBatchEntity, { id: importId });
  if (!batch) throw new DomainError('record.not-found', { id: importId });
  return batch.mapping ?? { columns: {}, constants: {} };
}
