import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import { addDays, DEFAULT_SETTINGS, type Role } from '@quanheng/domain';

/** Figures by name; a figure that a role has nothing to do with is left out. */
export type TodoCounts = Record<string, number>;

/** Counting stops here: a badge says 999+. */
const CAP = 1000;
const count = (from: string) => `(SELECT count(*)::int FROM (SELECT 1 FROM ${from} LIMIT ${CAP}) AS capped)`;

/** `$1` today, `$2` the oldest approval day whose window is open, `$3` the account. */
const ENTERPRISE_FIGURES: Record<string, string> = {
  due: count(`instrument WHERE enterprise_id = ctx_enterprise_id() AND lifecycle = 'ACTIVE' AND filed_on IS NOT NULL
    AND open_appointment_item_id IS NULL AND NOT verified_for_good AND (filed_on >= $2 OR failed OR (valid_until >= $1
    AND (valid_until - make_interval(months => ${DEFAULT_SETTINGS.bookingMonthsBeforeExpiry}))::date <= $1))`),
  overdue: count(
    `instrument WHERE enterprise_id = ctx_enterprise_id() AND lifecycle = 'ACTIVE' AND valid_until < $1`,
  ),
  notFiled: count(
    `instrument WHERE enterprise_id = ctx_enterprise_id() AND lifecycle = 'ACTIVE' AND filed_on IS NULL AND open_filing_item_id IS NULL`,
  ),
  filings: count(`filing_item WHERE enterprise_id = ctx_enterprise_id() AND status = 'RETURNED'`),
  appointments: count(
    `appointment WHERE enterprise_id = ctx_enterprise_id() AND status = 'RESCHEDULE_PROPOSED' AND proposed_by = 'INSTITUTION'`,
  ),
  formsToPrint: count(`appointment WHERE enterprise_id = ctx_enterprise_id() AND status = 'CONFIRMED'`),
  certificates: count(
    `certificate WHERE enterprise_id = ctx_enterprise_id() AND status = 'ISSUED' AND issued_on >= $1::date - 30`,
  ),
  instruments: count(`instrument WHERE enterprise_id = ctx_enterprise_id()`),
};

const INSTITUTION_FIGURES: readonly (readonly [string, Role, string])[] = [
  [
    'registrations',
    'REVIEWER',
    count(`registration WHERE institution_id = ctx_institution_id() AND status = 'SUBMITTED'`),
  ],
  [
    'filings',
    'REVIEWER',
    count(`filing_item WHERE institution_id = ctx_institution_id() AND status = 'SUBMITTED'`),
  ],
  [
    'appointments',
    'SCHEDULER',
    count(`appointment WHERE institution_id = ctx_institution_id()
    AND (status = 'PENDING' OR (status = 'RESCHEDULE_PROPOSED' AND proposed_by = 'ENTERPRISE'))`),
  ],
  [
    'arrivals',
    'COUNTER_CLERK',
    count(
      `appointment WHERE institution_id = ctx_institution_id() AND status = 'CONFIRMED' AND date = $1 AND mode = 'BRING_IN'`,
    ),
  ],
  [
    'tasks',
    'VERIFIER',
    count(`verification_task WHERE institution_id = ctx_institution_id()
    AND (status = 'WAITING' OR (status = 'IN_PROGRESS' AND verifier_id = $3))`),
  ],
  [
    'toCheck',
    'CHECKER',
    count(
      `verification_task WHERE institution_id = ctx_institution_id() AND status = 'TO_CHECK' AND verifier_id <> $3`,
    ),
  ],
  [
    'certificates',
    'SIGNATORY',
    count(
      `certificate WHERE institution_id = ctx_institution_id() AND status = 'DRAFT' AND verifier_id <> $3`,
    ),
  ],
];

@Injectable()
export class TodoService {
  constructor(private readonly database: Database) {}

  /** What waits for this person, in one statement. */
  async counts(context: TenantContext): Promise<TodoCounts> {
    const figures = figuresOf(context);
    const names = Object.keys(figures);
    if (names.length === 0) return {};
    return this.database.read(context, async (tx) => {
      const columns = names.map((name) => `${figures[name]} AS "${name}"`).join(', ');
      const oldest = addDays(tx.today, -DEFAULT_SETTINGS.bookingDaysAfterApproval);
      const [row] = await tx.query<TodoCounts>(
        `SELECT $1::date IS NOT NULL AND $2::date IS NOT NULL AND $3::uuid IS NOT NULL AS known, ${columns}`,
        [tx.today, oldest, context.accountId],
      );
      return Object.fromEntries(names.map((name) => [name, row?.[name] ?? 0]));
    });
  }
}

function figuresOf({ kind, roles }: TenantContext): Record<string, string> {
  if (kind === 'enterprise') return ENTERPRISE_FIGURES;
  if (kind !== 'institution') return {};
  return Object.fromEntries(
    INSTITUTION_FIGURES.filter(([, role]) => roles.includes(role)).map(([name, , sql]) => [name, sql]),
  );
}
