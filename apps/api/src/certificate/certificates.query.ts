import { CertificateEntity, type Transaction } from '@quanheng/database';
import { certificateDisplayStatus, DEFAULT_SETTINGS, DomainError } from '@quanheng/domain';
import type { Keyset } from '../platform/paging.js';
import type {
  CertificateCountsDto,
  CertificateDto,
  CertificatePageDto,
  CertificateQuery,
  CertificateRowDto,
} from './certificate.dto.js';

type Row = Omit<CertificateRowDto, 'status'> & { status: CertificateEntity['status'] };

const ROW = `c.id, c.version, c.status, c.kind, c.number, c.client_name AS "clientName",
  c.content->'institution'->>'name' AS "institutionName", c.instrument_id AS "instrumentId",
  c.instrument_name AS "instrumentName", c.model, c.serial_number AS "serialNumber", c.conclusion,
  c.verified_on AS "verifiedOn", c.valid_until AS "validUntil", c.issued_on AS "issuedOn",
  c.verifier_id AS "verifierId", c.attachment_id IS NOT NULL AS "fileReady"`;

/** `today` is the first parameter. A certificate whose instrument has a newer one is not due again. */
const VIEW = `CASE WHEN c.status <> 'ISSUED' THEN c.status WHEN c.kind = 'RESULT_NOTICE' THEN 'NOTICE'
  WHEN c.valid_until < $1::date THEN 'EXPIRED'
  WHEN (c.valid_until - make_interval(months => ${DEFAULT_SETTINGS.bookingMonthsBeforeExpiry}))::date <= $1::date
    AND NOT EXISTS (SELECT 1 FROM certificate n WHERE n.instrument_id = c.instrument_id AND n.status = 'ISSUED'
      AND (n.verified_on, n.id) > (c.verified_on, c.id)) THEN 'DUE_SOON'
  ELSE 'VALID' END`;

/** The caller's own axis; row security says the same and hides drafts from the client. */
const ownOf = (tx: Transaction) =>
  tx.context.kind === 'enterprise'
    ? 'c.enterprise_id = ctx_enterprise_id()'
    : 'c.institution_id = ctx_institution_id()';

/** Newest first; what waits for the signatory oldest first. */
export async function findCertificates(
  tx: Transaction,
  { view, instrumentId, q }: CertificateQuery,
  keyset: Keyset,
): Promise<CertificatePageDto> {
  const waiting = view === 'DRAFT';
  const stored = view === 'ISSUED' || waiting || view === 'SUPERSEDED' || view === 'REVOKED';
  const rows = await tx.query<Row>(
    `SELECT ${ROW} FROM certificate c WHERE ${ownOf(tx)} AND ($2::uuid IS NULL OR c.id ${waiting ? '>' : '<'} $2)
       AND ($3::text IS NULL OR ${stored ? 'c.status' : VIEW} = $3) AND $1::date IS NOT NULL
       AND ($4::uuid IS NULL OR c.instrument_id = $4) AND ($5::text IS NULL OR position(lower($5) in
         lower(concat_ws(' ', c.number, c.client_name, c.instrument_name, c.model, c.serial_number))) > 0)
     ORDER BY c.id ${waiting ? '' : 'DESC'} LIMIT $6`,
    [tx.today, keyset.position?.[0] ?? null, view ?? null, instrumentId ?? null, q || null, keyset.limit + 1],
  );
  return keyset.toPage(
    rows,
    (row) => [row.id],
    (row) => ({ ...row, status: certificateDisplayStatus(row.status, row.validUntil, tx.today) }),
  );
}

/** An enterprise counts its own; of an institution only the queue of drafts is counted: it stays few. */
export async function countCertificates(tx: Transaction): Promise<CertificateCountsDto> {
  const draftsOnly = tx.context.kind === 'enterprise' ? '' : `AND c.status = 'DRAFT'`;
  const rows = await tx.query<{ view: string; count: number }>(
    `SELECT ${VIEW} AS view, count(*)::int AS count FROM certificate c WHERE ${ownOf(tx)} ${draftsOnly} GROUP BY 1`,
    [tx.today],
  );
  return { counts: Object.fromEntries(rows.map((row) => [row.view, row.count])) };
}

/** @throws DomainError `record.not-found` */
export async function getCertificate(tx: Transaction, id: string): Promise<CertificateDto> {
  const found = await tx.manager.findOneBy(CertificateEntity, { id });
  if (!found) throw new DomainError('record.not-found', { id });
  // Row security hides a successor that is still a draft from the client.
  const [links] = await tx.query<{ supersededById: string | null; supersedesId: string | null }>(
    `SELECT (SELECT n.id FROM certificate n WHERE n.id = $2) AS "supersededById",
       (SELECT o.id FROM certificate o WHERE o.superseded_by_id = $1) AS "supersedesId"`,
    [id, found.supersededById],
  );
  const { createdAt: _c, updatedAt: _u, enterpriseId: _e, institutionId: _i, content, ...row } = found;
  const { checkerId: _k, signatoryId: _s, attachmentId, token, ...own } = row;
  const { institution, mode: _m, ...shown } = content;
  return {
    ...own,
    ...shown,
    ...(links ?? { supersededById: null, supersedesId: null }),
    status: certificateDisplayStatus(found.status, found.validUntil, tx.today),
    instrument: { ...content.instrument },
    standards: [...content.standards],
    results: [...content.results],
    institutionName: institution.name,
    fileReady: attachmentId !== null,
    verificationToken: found.status === 'DRAFT' ? null : token,
  };
}
