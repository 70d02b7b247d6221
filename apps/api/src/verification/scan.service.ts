import { Injectable } from '@nestjs/common';
import { Database, type TenantContext, type Transaction } from '@quanheng/database';
import { DomainError, parseCaseNumber, parseLabel, type CaseKind } from '@quanheng/domain';
import { ReceiptLookupService } from './receipt-lookup.service.js';
import type { ScanDto, Scanned } from './scan.dto.js';

/** Looks like one of our numbers, but its check character says that something is missing or smudged. */
const OURS = /^[EPFARIC]\d{8}-?\d{1,9}-?[0-9A-Z]?$/i;
const CERTIFICATE_ADDRESS = /\/verify\/([\w-]{10,100})\/?$/;

interface Target {
  readonly kind: Scanned;
  readonly sql: string;
}

/** Cases with a page of their own; appointments and instruments are the counter's business. */
const PAGES: Partial<Record<CaseKind, Target>> = {
  R: { kind: 'RECEIPT', sql: 'receipt WHERE case_number' },
  F: { kind: 'FILING', sql: 'filing WHERE case_number' },
  E: { kind: 'REGISTRATION', sql: 'registration WHERE case_number' },
  P: { kind: 'PROFILE_CHANGE', sql: 'profile_change WHERE case_number' },
};

/** One field for every code: what is scanned says itself what is to be done (`ux.md` sections 5 and 12). */
@Injectable()
export class ScanService {
  constructor(
    private readonly database: Database,
    private readonly lookups: ReceiptLookupService,
  ) {}

  /** @throws DomainError that says what is wrong with the code and what to do */
  async scan(context: TenantContext, code: string): Promise<ScanDto> {
    const page = await this.database.read(context, (tx) => findPage(tx, code));
    if (page) return page;
    const lookup = await this.lookups.lookup(context, code);
    const { id, caseNumber: number } = lookup.appointment;
    return { kind: 'APPOINTMENT', id, number, lookup };
  }
}

/** The record that has a page of its own, or null where the counter looks for an appointment. */
async function findPage(tx: Transaction, code: string): Promise<ScanDto | null> {
  const certificate = await findCertificate(tx, code);
  if (certificate) return certificate;
  const parsed = parseCaseNumber(code);
  const target = parsed && PAGES[parsed.kind];
  if (!target) {
    if (!parsed && OURS.test(lastSegment(code)))
      throw new DomainError('receipt.unreadable-code', { value: code });
    return parsed?.kind === 'I' || /^\d{12}$/.test(code.trim()) ? findReceived(tx, code) : null;
  }
  const [row] = await tx.query<{ id: string }>(
    `SELECT id FROM ${target.sql} = $1 AND institution_id = ctx_institution_id()`,
    [parsed.code],
  );
  if (!row) throw new DomainError('receipt.other-institution', { value: parsed.code });
  return { kind: target.kind, id: row.id, number: parsed.code, lookup: null };
}

/** A certificate's QR code holds the public address; its number is typed or read from the paper. */
async function findCertificate(tx: Transaction, code: string): Promise<ScanDto | null> {
  const token = CERTIFICATE_ADDRESS.exec(code.trim())?.[1];
  const [row] = await tx.query<{ id: string; number: string }>(
    `SELECT id, number FROM certificate WHERE institution_id = ctx_institution_id() AND number IS NOT NULL
       AND ${token ? 'token = $1' : 'number = $1'}`,
    [token ?? code.trim().toUpperCase()],
  );
  if (row) return { kind: 'CERTIFICATE', ...row, lookup: null };
  if (token) throw new DomainError('receipt.other-institution', { value: token });
  return null;
}

/** The label of something received: it lies in the house, and its receipt says what is to be done with it. */
async function findReceived(tx: Transaction, code: string): Promise<ScanDto | null> {
  const label = parseLabel(code);
  const [row] = await tx.query<{ id: string; number: string }>(
    `SELECT r.id, r.case_number AS number FROM verification_task t JOIN receipt r ON r.id = t.receipt_id
     WHERE t.case_number = $1 AND t.institution_id = ctx_institution_id()`,
    [label],
  );
  return row ? { kind: 'RECEIPT', ...row, lookup: null } : null;
}

function lastSegment(text: string): string {
  return text.trim().replace(/\/+$/, '').split('/').at(-1) ?? '';
}
