import {
  addDays,
  addMonths,
  DEFAULT_SETTINGS,
  dueSoonUntil,
  normalizeText,
  regionLevel,
  type BusinessDate,
} from '@quanheng/domain';
import { LEDGER_TABS, type LedgerFilter, type LedgerTab } from './ledger-query.dto.js';

/** Collects conditions and their parameters; a parameter that no condition uses would be refused by PostgreSQL. */
export class Conditions {
  readonly params: unknown[] = [];
  private readonly parts: string[] = [];

  param(value: unknown): string {
    return `$${this.params.push(value)}`;
  }

  add(condition: string): void {
    this.parts.push(condition);
  }

  toSql(): string {
    return this.parts.join(' AND ');
  }
}

const ACTIVE = `i.lifecycle = 'ACTIVE'`;

/** A tab as a condition; says of each instrument what the domain's rules say of it (its spec compares them). */
export function tabCondition(tab: LedgerTab, today: BusinessDate, conditions: Conditions): string {
  const date = (value: BusinessDate) => `${conditions.param(value)}::date`;
  const dueUntil = () => date(dueSoonUntil(today, DEFAULT_SETTINGS));
  switch (tab) {
    case 'ALL':
      return 'TRUE';
    case 'NOT_FILED':
      return `${ACTIVE} AND i.filed_on IS NULL AND i.open_filing_item_id IS NULL`;
    case 'IN_FILING':
      return 'i.open_filing_item_id IS NOT NULL';
    case 'VALID':
      return `${ACTIVE} AND NOT i.failed AND i.valid_until > ${dueUntil()}`;
    case 'DUE_SOON':
      return `${ACTIVE} AND NOT i.failed AND i.valid_until BETWEEN ${date(today)} AND ${dueUntil()}`;
    case 'OVERDUE':
      return `${ACTIVE} AND NOT i.failed AND i.valid_until < ${date(today)}`;
    case 'IN_VERIFICATION':
      return 'i.open_appointment_item_id IS NOT NULL';
    case 'BOOKABLE':
      return bookable(today, date, dueUntil);
    case 'OUT_OF_SERVICE':
      return `i.lifecycle <> 'ACTIVE'`;
  }
}

/** `bookingWindow` over many instruments (`domain.md` section 6). */
function bookable(
  today: BusinessDate,
  date: (value: BusinessDate) => string,
  dueUntil: () => string,
): string {
  const { bookingDaysAfterApproval, bookingDaysAfterNoResult } = DEFAULT_SETTINGS;
  const windows = [
    `i.filed_on BETWEEN ${date(addDays(today, -bookingDaysAfterApproval))} AND ${date(today)}`,
    `i.valid_until BETWEEN ${date(today)} AND ${dueUntil()}`,
    'i.failed',
    `i.ended_without_result_on BETWEEN ${date(addDays(today, -bookingDaysAfterNoResult))} AND ${date(today)}`,
  ];
  return `${ACTIVE} AND i.filed_on IS NOT NULL AND i.open_appointment_item_id IS NULL
    AND NOT i.verified_for_good AND (${windows.join(' OR ')})`;
}

/** One figure a tab. */
export function tabCounts(today: BusinessDate, conditions: Conditions): string {
  return LEDGER_TABS.map(
    (tab) => `count(*) FILTER (WHERE ${tabCondition(tab, today, conditions)})::int AS "${tab}"`,
  ).join(', ');
}

/** The filters that go with every tab. */
export function addFilters(query: LedgerFilter, enterpriseId: string | null, conditions: Conditions): void {
  conditions.add(`i.enterprise_id = ${conditions.param(enterpriseId)}`);
  const equal = {
    purpose: query.purpose,
    category_code: query.categoryCode,
    verification_mode: query.verificationMode,
    import_id: query.importId,
  };
  for (const [column, value] of Object.entries(equal)) {
    if (value) conditions.add(`i.${column} = ${conditions.param(value)}`);
  }
  for (const word of normalizeText(query.q ?? '').split(' ')) {
    if (word) conditions.add(`position(${conditions.param(word)} in i.search_text) > 0`);
  }
  if (query.validMonth) conditions.add(validInMonth(query.validMonth, conditions));
  if (query.regionCode) conditions.add(regionCondition(query.regionCode, conditions));
}

function validInMonth(month: string, conditions: Conditions): string {
  const first = `${month}-01`;
  const last = addDays(addMonths(first, 1), -1);
  return `${ACTIVE} AND i.valid_until BETWEEN ${conditions.param(first)}::date AND ${conditions.param(last)}::date`;
}

function regionCondition(code: string, conditions: Conditions): string {
  const digits = { PROVINCE: 2, CITY: 4, COUNTY: 6 }[regionLevel(code) ?? 'COUNTY'];
  return `left(i.region_code, ${digits}) = ${conditions.param(code.slice(0, digits))}`;
}
