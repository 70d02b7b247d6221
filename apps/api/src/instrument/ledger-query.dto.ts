import {
  LEDGER_TABS,
  PURPOSES,
  VERIFICATION_MODES,
  type LedgerTab,
  type Purpose,
  type VerificationMode,
} from '@quanheng/domain';
import { Choice, FreeObject, Id, Ids, Integer, Pattern, Text } from '../platform/fields.js';
import { PageQuery } from '../platform/paging.js';

export const LEDGER_SORTS = ['newest', 'validUntil'] as const;
export type LedgerSort = (typeof LEDGER_SORTS)[number];

/** Which instruments; without a tab, for the counts of all tabs. */
export class LedgerFilter extends PageQuery {
  @Text({
    max: 100,
    optional: true,
    description: 'Words in name, model, serial and own number; all must occur',
  })
  q?: string;
  @Choice(PURPOSES.map(({ word }) => word), { optional: true })
  purpose?: Purpose;
  @Text({ max: 20, optional: true }) categoryCode?: string;
  @Choice(VERIFICATION_MODES.map(({ word }) => word), { optional: true })
  verificationMode?: VerificationMode;
  @Pattern(/^\d{6}$/, { max: 6, optional: true, description: 'The region and what lies below it' })
  regionCode?: string;
  @Text({ max: 200, optional: true, description: 'Exactly this place of use' }) location?: string;
  @Pattern(/^\d{4}-(0[1-9]|1[0-2])$/, {
    max: 7,
    optional: true,
    description: 'In use, and valid until a day of this month',
    example: '2026-12',
  })
  validMonth?: string;
  @Id({ optional: true, description: 'Those that came with this import' }) importId?: string;
  @Pattern(/^(none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, {
    max: 36,
    optional: true,
    description: 'Those of this branch, or of none',
    example: 'none',
  })
  branchId?: string;
}

export class LedgerQuery extends LedgerFilter {
  @Choice(LEDGER_TABS, { optional: true, name: 'LedgerTab' }) tab?: LedgerTab;
  @Choice(LEDGER_SORTS, { optional: true, description: 'Default newest' }) sort?: LedgerSort;
}

export class LedgerCountsDto {
  @FreeObject({ description: 'Number of instruments by tab' }) counts: Record<LedgerTab, number>;
}

export class LedgerIdsDto {
  @Ids({ min: 0, max: 5000 }) ids: string[];
  @Integer({
    min: 0,
    max: 1_000_000,
    description: 'How many match; more than ids where the limit was reached',
  })
  total: number;
}
