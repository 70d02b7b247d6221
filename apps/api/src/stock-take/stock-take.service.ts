import { Injectable } from '@nestjs/common';
import {
  Database,
  lockForMove,
  StockTakeEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, next, stockTakeWorkflow } from '@quanheng/domain';
import { ledgerConditions } from '@quanheng/operations';
import { uuidv7 } from 'uuidv7';
import { ApiConfig } from '../config.js';
import { Keyset } from '../platform/paging.js';
import { figuresOf } from './stock-take-figures.js';
import type {
  StartStockTakeInput,
  StockTakeDto,
  StockTakeItemDto,
  StockTakeItemPageDto,
  StockTakeItemsQuery,
  StockTakeListDto,
  StockTakeView,
  UnknownCodeListDto,
} from './stock-take.dto.js';

const RECENT = 50;
const VIEW_CONDITIONS: Record<StockTakeView, string> = {
  MISSING: 's.is_expected AND s.seen_at IS NULL',
  SEEN: 's.is_expected AND s.seen_at IS NOT NULL',
  EXTRA: 'NOT s.is_expected',
};

/** Stock-takes (盘点): what should be there is fixed when one begins; its result when it is closed. */
@Injectable()
export class StockTakeService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
  ) {}

  /** @throws DomainError `stock-take.empty` */
  start(context: TenantContext, { name, filter }: StartStockTakeInput): Promise<StockTakeDto> {
    return this.database.write(context, async (tx) => {
      const id = uuidv7();
      const row = tx.manager.create(StockTakeEntity, {
        ...{ id, name, enterpriseId: context.enterpriseId as string, status: stockTakeWorkflow.initial },
        ...{ criteria: filter as Record<string, string>, startedOn: tx.today, expected: 0 },
        startedByName: context.accountName ?? '',
      });
      await tx.manager.save(row);
      row.expected = await expectInstruments(tx, row);
      if (row.expected === 0) throw new DomainError('stock-take.empty');
      await tx.query('UPDATE stock_take SET expected = $2 WHERE id = $1', [id, row.expected]);
      tx.audit({
        action: 'stock-take.start',
        objectType: 'stock-take',
        objectId: id,
        after: { name, filter },
      });
      return toDto(tx, row);
    });
  }

  find(context: TenantContext): Promise<StockTakeListDto> {
    return this.database.read(context, async (tx) => {
      const rows = await tx.manager.find(StockTakeEntity, {
        where: { enterpriseId: context.enterpriseId as string },
        order: { id: 'DESC' },
        take: RECENT,
      });
      const live = rows.filter((row) => !row.result || isPartly(tx, row)).map(({ id }) => id);
      const figures = await figuresOf(tx, live);
      return { items: rows.map((row) => build(tx, row, figures.get(row.id))) };
    });
  }

  get(context: TenantContext, id: string): Promise<StockTakeDto> {
    return this.database.read(context, async (tx) => {
      const row = await tx.manager.findOneBy(StockTakeEntity, { id });
      if (!row) throw new DomainError('record.not-found', { id });
      return toDto(tx, row);
    });
  }

  items(context: TenantContext, id: string, query: StockTakeItemsQuery): Promise<StockTakeItemPageDto> {
    const keyset = new Keyset(this.config.JWT_SECRET, query, `${context.enterpriseId} ${id}`);
    return this.database.read(context, async (tx) => {
      const rows = await tx.query<StockTakeItemDto>(
        `SELECT i.id, i.name, i.model, i.serial_number AS "serialNumber", i.own_number AS "ownNumber", i.location,
           s.seen_at AS "seenAt", s.seen_by_name AS "seenBy"
         FROM stock_take_item s JOIN instrument i ON i.id = s.instrument_id
         WHERE s.stock_take_id = $1 AND ${VIEW_CONDITIONS[query.view]} AND ($2::uuid IS NULL OR s.instrument_id > $2)
         ORDER BY s.instrument_id LIMIT ${keyset.limit + 1}`,
        [id, keyset.position?.[0] ?? null],
      );
      return keyset.toPage(
        rows,
        (row) => [row.id],
        (row) => row,
      );
    });
  }

  unknown(context: TenantContext, id: string): Promise<UnknownCodeListDto> {
    return this.database.read(context, async (tx) => {
      if (!(await tx.manager.existsBy(StockTakeEntity, { id })))
        throw new DomainError('record.not-found', { id });
      const items = await tx.query<UnknownCodeListDto['items'][number]>(
        `SELECT code, seen_at AS "seenAt", seen_by_name AS "seenBy" FROM stock_take_unknown
         WHERE stock_take_id = $1 ORDER BY seen_at DESC LIMIT 1000`,
        [id],
      );
      return { items };
    });
  }

  /** Its figures stay as they are at this moment. */
  close(context: TenantContext, id: string, version: number): Promise<StockTakeDto> {
    return this.move(context, id, version, 'close');
  }

  reopen(context: TenantContext, id: string, version: number): Promise<StockTakeDto> {
    return this.move(context, id, version, 'reopen');
  }

  private move(
    context: TenantContext,
    id: string,
    version: number,
    action: 'close' | 'reopen',
  ): Promise<StockTakeDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, StockTakeEntity, id, version);
      // A branch’s member counts no more than its own part: the whole’s figures are for whoever sees the whole.
      if (isPartly(tx, row)) throw new DomainError('branch.not-yours');
      row.status = next(stockTakeWorkflow, row.status, action, context.roles);
      const isClosed = action === 'close';
      row.result = isClosed ? ((await figuresOf(tx, [id])).get(id) ?? null) : null;
      Object.assign(row, { closedAt: isClosed ? tx.now : null });
      row.closedByName = isClosed ? (context.accountName ?? '') : null;
      await tx.manager.save(row);
      const after = { status: row.status, ...row.result };
      tx.audit({ action: `stock-take.${action}`, objectType: 'stock-take', objectId: id, after });
      return toDto(tx, row);
    });
  }
}

/** What the criteria mean now; scrapped ones aren't looked for. Answers how many. */
async function expectInstruments(tx: Transaction, row: StockTakeEntity): Promise<number> {
  const conditions = ledgerConditions(row.criteria, row.enterpriseId, tx);
  const [taken] = await tx.query<{ count: number }>(
    `WITH expected AS (
       INSERT INTO stock_take_item (stock_take_id, instrument_id, enterprise_id, is_expected)
       SELECT ${conditions.param(row.id)}::uuid, i.id, i.enterprise_id, true FROM instrument i
       WHERE ${conditions.toSql()} AND i.lifecycle <> 'SCRAPPED' RETURNING 1)
     SELECT count(*)::int AS count FROM expected`,
    conditions.params,
  );
  return taken?.count ?? 0;
}

async function toDto(tx: Transaction, row: StockTakeEntity): Promise<StockTakeDto> {
  return build(tx, row, (await figuresOf(tx, [row.id])).get(row.id));
}

/** A stock-take of the whole in the eyes of a branch: it sees, and counts, its own part (`domain.md`, Parties). */
const isPartly = ({ context }: Transaction, { branchId }: StockTakeEntity): boolean =>
  Boolean(context.branchId) && branchId !== context.branchId;

function build(
  tx: Transaction,
  row: StockTakeEntity,
  live: StockTakeEntity['result'] | undefined,
): StockTakeDto {
  const { id, version, name, status, criteria: filter, startedOn, closedAt } = row;
  const partly = isPartly(tx, row);
  const figures = partly ? live : (row.result ?? live);
  const { seen = 0, missing = partly ? 0 : row.expected, extra = 0, unknown = 0 } = figures ?? {};
  const expected = partly ? seen + missing : row.expected;
  return {
    ...{ id, version, name, status, filter, startedOn, closedAt },
    ...{ startedBy: row.startedByName, closedBy: row.closedByName },
    ...{ figures: { expected, seen, missing, extra, unknown }, partly },
  };
}
