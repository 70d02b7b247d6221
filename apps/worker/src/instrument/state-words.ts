import type { FilingItemStatus, Language, Lifecycle, ValidityStatus } from '@quanheng/domain';

type Words = readonly [zh: string, en: string];

/** What files call the states (glossary); the screens have their own table, in their own language files. */
const STATES = {
  lifecycle: {
    ACTIVE: ['在用', 'In use'],
    OUT_OF_SERVICE: ['停用', 'Out of service'],
    SEALED: ['封存', 'Sealed'],
    SCRAPPED: ['报废', 'Scrapped'],
  } satisfies Record<Lifecycle, Words>,
  validity: {
    UNVERIFIED: ['未检', 'Unverified'],
    VALID: ['有效', 'Valid'],
    DUE_SOON: ['即将到期', 'Due soon'],
    OVERDUE: ['已超期', 'Overdue'],
    FAILED: ['不合格待复检', 'Failed'],
  } satisfies Record<ValidityStatus, Words>,
  filing: {
    NONE: ['未备案', 'Not filed'],
    DRAFT: ['待提交', 'Draft'],
    SUBMITTED: ['待审核', 'Submitted'],
    RETURNED: ['需补正', 'Returned'],
    APPROVED: ['已备案', 'Filed'],
    REJECTED: ['不予备案', 'Rejected'],
    WITHDRAWN: ['已撤回', 'Withdrawn'],
    LAPSED: ['已失效', 'Lapsed'],
    SUPERSEDED: ['已变更', 'Superseded'],
  } satisfies Record<FilingItemStatus | 'NONE', Words>,
};

export function stateWord(of: keyof typeof STATES, status: string, language: Language): string {
  const words = (STATES[of] as Record<string, Words>)[status];
  return words?.[language === 'en' ? 1 : 0] ?? status;
}
