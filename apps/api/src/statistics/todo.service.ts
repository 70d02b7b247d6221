import { Injectable } from '@nestjs/common';
import { Database, type TenantContext, type Transaction } from '@quanheng/database';
import type { Role } from '@quanheng/domain';
import { Conditions, tabCondition } from '@quanheng/operations';

/** Figures by name; a figure that a role has nothing to do with is left out. */
export type TodoCounts = Record<string, number>;

/** A scalar subquery. */
type Figure = (conditions: Conditions, tx: Transaction) => string;

/** Counting stops here: a badge says 999+. */
const CAP = 1000;
const count = (from: string) => `(SELECT count(*)::int FROM (SELECT 1 FROM ${from} LIMIT ${CAP}) AS capped)`;

/** `$1` today, `$2` the account; a figure that needs more adds its own parameters. */
const ENTERPRISE_FIGURES: Record<string, Figure> = {
  // The tab of the ledger itself, so that card and list never differ.
  due: (conditions, tx) =>
    count(
      `instrument i WHERE i.enterprise_id = ctx_enterprise_id() AND ${tabCondition('BOOKABLE', tx, conditions)}`,
    ),
  notFiled: (conditions, tx) =>
    count(
      `instrument i WHERE i.enterprise_id = ctx_enterprise_id() AND ${tabCondition('NOT_FILED', tx, conditions)}`,
    ),
  filings: () => count(`filing_item WHERE enterprise_id = ctx_enterprise_id() AND status = 'RETURNED'`),
  appointments: () =>
    count(
      `appointment WHERE enterprise_id = ctx_enterprise_id() AND status = 'RESCHEDULE_PROPOSED' AND proposed_by = 'INSTITUTION'`,
    ),
  formsToPrint: () =>
    count(`appointment WHERE enterprise_id = ctx_enterprise_id() AND status = 'CONFIRMED' AND date >= $1`),
  certificates: () =>
    count(
      `certificate WHERE enterprise_id = ctx_enterprise_id() AND status = 'ISSUED' AND issued_on >= $1::date - 30`,
    ),
  instruments: () => count(`instrument WHERE enterprise_id = ctx_enterprise_id()`),
};

const INSTITUTION_FIGURES: readonly (readonly [string, Role, string])[] = [
  [
    'registrations',
    'REVIEWER',
    count(`registration WHERE institution_id = ctx_institution_id() AND status = 'SUBMITTED'`),
  ],
  [
    'profileChanges',
    'REVIEWER',
    count(`profile_change WHERE institution_id = ctx_institution_id() AND status = 'SUBMITTED'`),
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
    AND (status = 'WAITING' OR (status = 'IN_PROGRESS' AND verifier_id = $2))`),
  ],
  [
    'toCheck',
    'CHECKER',
    count(
      `verification_task WHERE institution_id = ctx_institution_id() AND status = 'TO_CHECK' AND verifier_id <> $2`,
    ),
  ],
  [
    'certificates',
    'SIGNATORY',
    count(
      `certificate WHERE institution_id = ctx_institution_id() AND status = 'DRAFT' AND verifier_id <> $2`,
    ),
  ],
];

@Injectable()
export class TodoService {
  constructor(private readonly database: Database) {}

  /** What waits for this person, in one statement. */
  async counts(context: TenantContext): Promise<TodoCounts> {
    const figures = Object.entries(figuresOf(context));
    if (figures.length === 0) return {};
    return this.database.read(context, async (tx) => {
      const conditions = new Conditions();
      const known = `${conditions.param(tx.today)}::date, ${conditions.param(context.accountId)}::uuid`;
      const columns = figures.map(([name, figure]) => `${figure(conditions, tx)} AS "${name}"`);
      const [row] = await tx.query<TodoCounts>(`SELECT ${[known, ...columns].join(', ')}`, conditions.params);
      return Object.fromEntries(figures.map(([name]) => [name, row?.[name] ?? 0]));
    });
  }
}

function figuresOf({ kind, roles }: TenantContext): Record<string, Figure> {
  if (kind === 'enterprise') return ENTERPRISE_FIGURES;
  if (kind !== 'institution') return {};
  const mine = INSTITUTION_FIGURES.filter(([, role]) => roles.includes(role));
  return Object.fromEntries(mine.map(([name, , sql]) => [name, () => sql]));
}
