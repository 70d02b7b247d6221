import type { Transaction } from '@quanheng/database';
import {
  addDays,
  addMonths,
  dueSoonUntil,
  LEDGER_TABS,
  normalizeText,
  parseLabel,
  regionLevel,
  type BusinessDate,
  type LedgerCriteria,
  type LedgerTab,
} from '@quanheng/domain';

/** Today and the numbers in force, as a transaction carries them. */
type Now = Pick<Transaction, 'today' | 'settings'>;

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
export function tabCondition(tab: LedgerTab, { today, settings }: Now, conditions: Conditions): string {
  const date = (value: BusinessDate) => `${conditions.param(value)}::date`;
  const dueUntil = () => date(dueSoonUntil(today, settings));
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
      return bookable({ today, settings }, date, dueUntil);
    case 'OUT_OF_SERVICE':
      return `i.lifecycle <> 'ACTIVE'`;
  }
}

/** `bookingWindow` over many instruments (`domain.md` section 6). */
function bookable(
  { today, settings }: Now,
  date: (value: BusinessDate) => string,
  dueUntil: () => string,
): string {
  const { bookingDaysAfterApproval, bookingDaysAfterNoResult } = settings;
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
export function tabCounts(now: Now, conditions: Conditions): string {
  return LEDGER_TABS.map(
    (tab) => `count(*) FILTER (WHERE ${tabCondition(tab, now, conditions)})::int AS "${tab}"`,
  ).join(', ');
}

/** `instrument i` of an enterprise that the criteria mean, the tab included. */
export function ledgerConditions(
  criteria: LedgerCriteria,
  enterpriseId: string | null,
  now: Now,
): Conditions {
  const conditions = new Conditions();
  addFilters(criteria, enterpriseId, conditions);
  conditions.add(`(${tabCondition(criteria.tab ?? 'ALL', now, conditions)})`);
  return conditions;
}

/** The filters that go with every tab. */
export function addFilters(query: LedgerCriteria, enterpriseId: string | null, conditions: Conditions): void {
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
  if (query.branchId) conditions.add(branchCondition(query.branchId, conditions));
  if (query.q) conditions.add(keywordCondition(query.q, conditions));
  if (query.location) conditions.add(`i.location = ${conditions.param(query.location)}`);
  if (query.validMonth) conditions.add(validInMonth(query.validMonth, conditions));
  if (query.regionCode) conditions.add(regionCondition(query.regionCode, conditions));
}

/** Every word somewhere in the four of the identity; or what a label's code was scanned as. */
function keywordCondition(text: string, conditions: Conditions): string {
  const label = parseLabel(text);
  const words = normalizeText(text).split(' ').filter(Boolean);
  const found = words.map((word) => `position(${conditions.param(word)} in i.search_text) > 0`);
  const labelled = label ? [`i.label_code = ${conditions.param(label)}`] : [];
  return `(${[found.join(' AND ') || 'TRUE', ...labelled].join(' OR ')})`;
}

const branchCondition = (branch: string, conditions: Conditions): string =>
  branch === 'none' ? 'i.branch_id IS NULL' : `i.branch_id = ${conditions.param(branch)}`;

function validInMonth(month: string, conditions: Conditions): string {
  const first = `${month}-01`;
  const last = addDays(addMonths(first, 1), -1);
  return `${ACTIVE} AND i.valid_until BETWEEN ${conditions.param(first)}::date AND ${conditions.param(last)}::date`;
}

function regionCondition(code: string, conditions: Conditions): string {
  const digits = { PROVINCE: 2, CITY: 4, COUNTY: 6 }[regionLevel(code) ?? 'COUNTY'];
  return `left(i.region_code, ${digits}) = ${conditions.param(code.slice(0, digits))}`;
}
