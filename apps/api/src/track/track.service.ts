import { Injectable } from '@nestjs/common';
import { Database, systemContext, type Transaction } from '@quanheng/database';
import {
  ACCOUNT_FAILURE_LIMIT,
  CASE_KINDS,
  DomainError,
  filingApplicationStatus,
  parseCaseNumber,
  parseCertificateNumber,
  type CaseKind,
  type FilingItemCounts,
} from '@quanheng/domain';
import type { TrackDto, TrackStepDto } from './track.dto.js';

interface Found {
  readonly id: string;
  readonly status: string;
  /** Of a filing, whose status follows from its items. */
  readonly counts?: FilingItemCounts | null;
  /** What a caller may know: credit codes and telephone numbers, in full. */
  readonly known: (string | null)[];
  readonly institutionId: string | null;
  readonly objectTypes: string[];
}

/** Where a case of each kind is found. */
const SOURCES: Record<CaseKind, string> = {
  E: `SELECT id, status, ARRAY[credit_code, mobile] AS known, institution_id AS "institutionId",
        ARRAY['registration'] AS "objectTypes" FROM registration WHERE case_number = $1`,
  P: `SELECT p.id, p.status, ARRAY[e.credit_code, p.applicant_mobile] AS known, p.institution_id AS "institutionId",
        ARRAY['profile-change'] AS "objectTypes"
      FROM profile_change p JOIN enterprise e ON e.id = p.enterprise_id WHERE p.case_number = $1`,
  F: `SELECT f.id, '' AS status,
        (SELECT jsonb_object_agg(i.status, 1) FROM filing_item i WHERE i.filing_id = f.id) AS counts,
        ARRAY[e.credit_code, e.mobile] AS known, f.institution_id AS "institutionId", ARRAY['filing'] AS "objectTypes"
      FROM filing f JOIN enterprise e ON e.id = f.enterprise_id WHERE f.case_number = $1`,
  A: `SELECT a.id, a.status, ARRAY[e.credit_code, e.mobile, a.contact_phone] AS known,
        a.institution_id AS "institutionId", ARRAY['appointment'] AS "objectTypes"
      FROM appointment a JOIN enterprise e ON e.id = a.enterprise_id WHERE a.case_number = $1`,
  R: `SELECT r.id, a.status, ARRAY[e.credit_code, e.mobile, a.contact_phone] AS known,
        r.institution_id AS "institutionId", ARRAY['receipt'] AS "objectTypes"
      FROM receipt r JOIN appointment a ON a.id = r.appointment_id JOIN enterprise e ON e.id = r.enterprise_id
      WHERE r.case_number = $1`,
  I: `SELECT t.id, t.status, ARRAY[e.credit_code, e.mobile] AS known, t.institution_id AS "institutionId",
        ARRAY['task'] AS "objectTypes"
      FROM verification_task t JOIN enterprise e ON e.id = t.enterprise_id WHERE t.case_number = $1`,
  C: `SELECT c.id, c.status, ARRAY[e.credit_code, e.mobile] AS known, c.institution_id AS "institutionId",
        ARRAY['certificate'] AS "objectTypes"
      FROM certificate c JOIN enterprise e ON e.id = c.enterprise_id WHERE c.number = $1`,
};
/** Steps that say where a case stands; who took them, and what was typed when, stays inside. */
const STEPS = [
  'create',
  'submit',
  'return',
  'approve',
  'reject',
  'withdraw',
  'book',
  'confirm',
  'propose',
  'accept',
  'decline',
  'reschedule',
  'cancel',
  'expire',
  'receive',
  'complete',
  'issue',
  'supersede',
  'revoke',
];

/** 办件进度 for everybody who holds the number and knows whose case it is. */
@Injectable()
export class TrackService {
  constructor(private readonly database: Database) {}

  /**
   * A number without its second item is answered like a number that doesn't exist; and as four figures can be guessed,
   * ten wrong ones close a case to this look-up for an hour.
   */
  async find(text: string, known: string, requestId: string): Promise<TrackDto> {
    const number = readNumber(text);
    if (!number) throw new DomainError('record.not-found');
    const context = systemContext(requestId);
    const found = await this.database.write(context, async (tx) => {
      const key = `track ${number.code}`;
      await assertNotSpent(tx, key);
      const track = await findCase(tx, number.kind, number.code, known);
      if (!track) await countWrong(tx, key);
      return track;
    });
    if (!found) throw new DomainError('record.not-found');
    return found;
  }
}

/** A certificate goes by the number that is printed on it. */
function readNumber(text: string): { kind: CaseKind; code: string } | null {
  const certificate = parseCertificateNumber(text);
  return certificate ? { kind: 'C', code: certificate } : parseCaseNumber(text);
}

async function assertNotSpent(tx: Transaction, key: string): Promise<void> {
  const [row] = await tx.query(
    `SELECT 1 FROM login_counter WHERE login_key = $1 AND failures >= $2 AND locked_at > now() - interval '1 hour'`,
    [key, ACCOUNT_FAILURE_LIMIT],
  );
  if (row) throw new DomainError('request.too-many', { retryAfter: 3600 });
}

async function countWrong(tx: Transaction, key: string): Promise<void> {
  await tx.query(
    `INSERT INTO login_counter AS c (login_key, failures, locked_at) VALUES ($1, 1, now())
     ON CONFLICT (login_key) DO UPDATE SET locked_at = now(),
       failures = CASE WHEN c.locked_at > now() - interval '1 hour' THEN c.failures + 1 ELSE 1 END`,
    [key],
  );
}

async function findCase(
  tx: Transaction,
  kind: CaseKind,
  caseNumber: string,
  known: string,
): Promise<TrackDto | null> {
  const [row] = await tx.query<Found>(SOURCES[kind], [caseNumber]);
  if (!row || !isKnown(row.known, known)) return null;
  const [institution] = await tx.query<{ name: string; phone: string }>(
    'SELECT name, phone FROM institution WHERE id = $1',
    [row.institutionId],
  );
  return {
    caseNumber,
    kind: CASE_KINDS[kind],
    status: kind === 'F' ? filingApplicationStatus(row.counts ?? {}) : row.status,
    steps: await findSteps(tx, row),
    institutionName: institution?.name ?? null,
    institutionPhone: institution?.phone ?? null,
  };
}

function isKnown(values: (string | null)[], typed: string): boolean {
  const tail = typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  return tail.length >= 4 && values.some((value) => value?.toUpperCase().endsWith(tail));
}

async function findSteps(tx: Transaction, { id, objectTypes }: Found): Promise<TrackStepDto[]> {
  return tx.query<TrackStepDto>(
    `SELECT split_part(action, '.', 2) AS step, min(at) AS at FROM audit_event
     WHERE object_type = ANY($1) AND object_id = $2 AND split_part(action, '.', 2) = ANY($3)
     GROUP BY action, request_id ORDER BY min(at), min(seq) LIMIT 50`,
    [objectTypes, id, STEPS],
  );
}
