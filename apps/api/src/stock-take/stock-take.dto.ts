import { statuses, stockTakeWorkflow, type StockTakeStatus } from '@quanheng/domain';
import {
  Bool,
  Choice,
  DateField,
  FreeObject,
  Id,
  InstantField,
  Integer,
  ListOf,
  Nested,
  Text,
} from '../platform/fields.js';
import { PageQuery } from '../platform/paging.js';
import { LedgerSelectionFilter } from '../instrument/bulk.dto.js';

const MAX = 1_000_000;
/** What a phone has seen while it had no network comes in parts of so many. */
export const MAX_SCANS = 200;

export class StartStockTakeInput {
  @Text({ max: 60, example: '一号车间年终盘点' }) name: string;
  @Nested(() => LedgerSelectionFilter, { description: 'Which instruments should be there' })
  filter: LedgerSelectionFilter;
}

export class StockTakeFiguresDto {
  @Integer({ min: 0, max: MAX }) expected: number;
  @Integer({ min: 0, max: MAX, description: 'Expected and seen' }) seen: number;
  @Integer({ min: 0, max: MAX, description: 'Expected and not seen' }) missing: number;
  @Integer({ min: 0, max: MAX, description: 'Seen though not expected here' }) extra: number;
  @Integer({ min: 0, max: MAX, description: 'Codes that lead to no instrument' }) unknown: number;
}

export class StockTakeDto {
  @Id() id: string;
  @Integer({ min: 1, max: 2_147_483_647 }) version: number;
  @Text({ max: 60 }) name: string;
  @Choice(statuses(stockTakeWorkflow), { name: 'StockTakeStatus' }) status: StockTakeStatus;
  @FreeObject({ description: 'Filters of the ledger that said which' }) filter: Record<string, string>;
  @DateField() startedOn: string;
  @Text({ max: 100 }) startedBy: string;
  @InstantField({ nullable: true }) closedAt: Date | null;
  @Text({ max: 100, nullable: true }) closedBy: string | null;
  @Nested(() => StockTakeFiguresDto) figures: StockTakeFiguresDto;
  @Bool({ description: 'Of the whole, and you see your branch’s part of it: you scan, others close it' })
  partly: boolean;
}

export class StockTakeListDto {
  @ListOf(() => StockTakeDto) items: StockTakeDto[];
}

export const STOCK_TAKE_VIEWS = ['MISSING', 'SEEN', 'EXTRA'] as const;
export type StockTakeView = (typeof STOCK_TAKE_VIEWS)[number];

export class StockTakeItemsQuery extends PageQuery {
  @Choice(STOCK_TAKE_VIEWS, { name: 'StockTakeView' }) view: StockTakeView;
}

export class StockTakeItemDto {
  @Id({ description: 'Of the instrument' }) id: string;
  @Text({ max: 100 }) name: string;
  @Text({ max: 100 }) model: string;
  @Text({ max: 100 }) serialNumber: string;
  @Text({ max: 100 }) ownNumber: string;
  @Text({ max: 200, nullable: true }) location: string | null;
  @InstantField({ nullable: true }) seenAt: Date | null;
  @Text({ max: 100, nullable: true }) seenBy: string | null;
}

export class StockTakeItemPageDto {
  @ListOf(() => StockTakeItemDto) items: StockTakeItemDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

export class UnknownCodeDto {
  @Text({ max: 200 }) code: string;
  @InstantField() seenAt: Date;
  @Text({ max: 100 }) seenBy: string;
}

export class UnknownCodeListDto {
  @ListOf(() => UnknownCodeDto) items: UnknownCodeDto[];
}

/** One look at a label. */
export class ScanInput {
  @Text({ max: 200, description: 'A label’s QR code or bars; or a serial or own number as typed' })
  code: string;
  @Bool({ optional: true, description: 'The code is the id of the instrument, ticked in the list' })
  isId?: boolean;
}

export class ScansInput {
  @ListOf(() => ScanInput, { min: 1, max: MAX_SCANS }) scans: ScanInput[];
}

export const SCAN_OUTCOMES = ['SEEN', 'AGAIN', 'EXTRA', 'AMBIGUOUS', 'UNKNOWN'] as const;
export type ScanOutcome = (typeof SCAN_OUTCOMES)[number];

export class ScanResultDto {
  @Text({ max: 200 }) code: string;
  @Choice(SCAN_OUTCOMES, {
    name: 'ScanOutcome',
    description: 'AGAIN: seen before; EXTRA: not expected here; AMBIGUOUS: several have this number',
  })
  outcome: ScanOutcome;
  @Nested(() => StockTakeItemDto, { nullable: true }) instrument: StockTakeItemDto | null;
}

export class ScansResultDto {
  @ListOf(() => ScanResultDto, { description: 'In the order of the scans' }) results: ScanResultDto[];
  @Nested(() => StockTakeFiguresDto) figures: StockTakeFiguresDto;
}
