import type { StockTakeEntity, Transaction } from '@quanheng/database';

type Figures = NonNullable<StockTakeEntity['result']>;

/** How far each stock-take is, in one statement. */
export async function figuresOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, Figures>> {
  const rows = await tx.query<Figures & { id: string }>(
    `SELECT t.id, f.seen, f.missing, f.extra, u.unknown FROM unnest($1::uuid[]) AS t(id)
     CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE is_expected AND seen_at IS NOT NULL)::int AS seen,
         count(*) FILTER (WHERE is_expected AND seen_at IS NULL)::int AS missing,
         count(*) FILTER (WHERE NOT is_expected)::int AS extra
       FROM stock_take_item WHERE stock_take_id = t.id) f
     CROSS JOIN LATERAL (SELECT count(*)::int AS unknown FROM stock_take_unknown WHERE stock_take_id = t.id) u`,
    [ids],
  );
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}
