import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import { isInForce, successorKinds } from '@quanheng/domain';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { EndedKindListDto } from './ended-kinds.dto.js';

/** What of a ledger bears a kind that the catalogue in force no longer has, with what it most likely became. */
@Injectable()
export class EndedKindsService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
  ) {}

  async find(context: TenantContext): Promise<EndedKindListDto> {
    const kinds = [...(await this.catalogue.catalogue()).values()];
    const ended = kinds.filter((kind) => !isInForce(kind));
    if (ended.length === 0) return { items: [] };
    const rows = await this.database.read(context, (tx) =>
      tx.query<{ code: string; count: number; filed: number }>(
        `SELECT category_code AS code, count(*)::int AS count,
           (count(*) FILTER (WHERE filed_on IS NOT NULL OR open_filing_item_id IS NOT NULL))::int AS filed
         FROM instrument WHERE enterprise_id = $1 AND category_code = ANY($2) AND lifecycle <> 'SCRAPPED'
         GROUP BY category_code ORDER BY category_code`,
        [context.enterpriseId, ended.map(({ code }) => code)],
      ),
    );
    const byCode = new Map(ended.map((kind) => [kind.code, kind]));
    return {
      items: rows.flatMap(({ code, count, filed }) => {
        const kind = byCode.get(code);
        if (!kind) return [];
        const suggestions = successorKinds(kind, kinds).map((one) => ({ code: one.code, kind: one.kind }));
        return [{ code, kind: kind.kind, endedOn: kind.endedOn as string, count, filed, suggestions }];
      }),
    };
  }
}
