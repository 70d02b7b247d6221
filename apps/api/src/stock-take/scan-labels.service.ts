import { Injectable } from '@nestjs/common';
import { Database, StockTakeEntity, type TenantContext, type Transaction } from '@quanheng/database';
import { DomainError, normalizeText, parseLabel } from '@quanheng/domain';
import { figuresOf } from './stock-take-figures.js';
import type { ScanInput, ScanResultDto, ScansResultDto, StockTakeItemDto } from './stock-take.dto.js';

type Found = StockTakeItemDto & { readonly isExpected: boolean | null };

/** Several people scan at once, some of them without a network for a while: seeing twice is seeing once. */
@Injectable()
export class ScanLabelsService {
  constructor(private readonly database: Database) {}

  /** @throws DomainError `stock-take.closed` */
  scan(context: TenantContext, id: string, scans: readonly ScanInput[]): Promise<ScansResultDto> {
    return this.database.write(context, async (tx) => {
      await assertOpen(tx, id);
      const results: ScanResultDto[] = [];
      for (const scan of scans) results.push(await take(tx, id, scan));
      const { seen = 0, missing = 0, extra = 0, unknown = 0 } = (await figuresOf(tx, [id])).get(id) ?? {};
      return { results, figures: { expected: seen + missing, seen, missing, extra, unknown } };
    });
  }
}

/** Shared: others may scan meanwhile, but nobody closes it under a scan. */
async function assertOpen(tx: Transaction, id: string): Promise<void> {
  const row = await tx.manager.findOne(StockTakeEntity, {
    where: { id },
    lock: { mode: 'pessimistic_read' },
  });
  if (!row) throw new DomainError('record.not-found', { id });
  if (row.status !== 'OPEN') throw new DomainError('stock-take.closed');
}

async function take(tx: Transaction, id: string, { code, isId }: ScanInput): Promise<ScanResultDto> {
  const found = isId ? await findById(tx, id, code) : await findByCode(tx, id, code);
  const [one, another] = found;
  if (another) return { code, outcome: 'AMBIGUOUS', instrument: null };
  if (!one) {
    await tx.query(
      `INSERT INTO stock_take_unknown (stock_take_id, code, enterprise_id, seen_at, seen_by_name)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [id, code, tx.context.enterpriseId, tx.now, tx.context.accountName ?? ''],
    );
    return { code, outcome: 'UNKNOWN', instrument: null };
  }
  return see(tx, id, code, one);
}

async function see(tx: Transaction, id: string, code: string, found: Found): Promise<ScanResultDto> {
  const seenBy = tx.context.accountName ?? '';
  const [first] = await tx.query<{ isExpected: boolean }>(
    `WITH seen AS (
       INSERT INTO stock_take_item AS s (stock_take_id, instrument_id, enterprise_id, is_expected, seen_at, seen_by_name)
       VALUES ($1, $2, $3, false, $4, $5)
       ON CONFLICT (stock_take_id, instrument_id) DO UPDATE SET seen_at = $4, seen_by_name = $5
       WHERE s.seen_at IS NULL RETURNING s.is_expected)
     SELECT is_expected AS "isExpected" FROM seen`,
    [id, found.id, tx.context.enterpriseId, tx.now, seenBy],
  );
  const { isExpected: _, ...instrument } = found;
  if (!first) return { code, outcome: 'AGAIN', instrument };
  const outcome = first.isExpected ? 'SEEN' : 'EXTRA';
  return { code, outcome, instrument: { ...instrument, seenAt: tx.now, seenBy } };
}

const SELECT = `SELECT i.id, i.name, i.model, i.serial_number AS "serialNumber", i.own_number AS "ownNumber", i.location,
    s.seen_at AS "seenAt", s.seen_by_name AS "seenBy", s.is_expected AS "isExpected"
  FROM instrument i LEFT JOIN stock_take_item s ON s.instrument_id = i.id AND s.stock_take_id = $1
  WHERE i.enterprise_id = ctx_enterprise_id()`;

function findById(tx: Transaction, id: string, instrumentId: string): Promise<Found[]> {
  return tx.query<Found>(`${SELECT} AND i.id::text = $2`, [id, instrumentId]);
}

/** By the label, its own or the counter's; else by a serial or own number. Two at most: more than one is ambiguous. */
async function findByCode(tx: Transaction, id: string, code: string): Promise<Found[]> {
  const label = parseLabel(code);
  if (label) {
    const labelled = await tx.query<Found>(
      `${SELECT} AND (i.label_code = $2
         OR i.id = (SELECT p.instrument_id FROM verification_task t JOIN appointment_item p ON p.id = t.appointment_item_id
                    WHERE t.case_number = $2))`,
      [id, label],
    );
    if (labelled.length > 0) return labelled;
  }
  const number = normalizeText(code);
  const numbered = await tx.query<Found>(
    `${SELECT} AND position($2 in i.search_text) > 0 AND i.lifecycle <> 'SCRAPPED' LIMIT 200`,
    [id, number],
  );
  const exact = numbered.filter((one) =>
    [one.serialNumber, one.ownNumber].some((each) => each && normalizeText(each) === number),
  );
  const expected = exact.filter(({ isExpected }) => isExpected);
  return expected.length === 1 ? expected : exact;
}
