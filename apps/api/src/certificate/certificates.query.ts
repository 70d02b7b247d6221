import { CertificateEntity, type Transaction } from '@quanheng/database';
import {
  certificateDisplayStatus,
  DomainError,
  type CertificateView,
  type RuleSettings,
} from '@quanheng/domain';
import type { Keyset } from '../platform/paging.js';
import type {
  CertificateCountsDto,
  CertificateDto,
  CertificatePageDto,
  CertificateQuery,
  CertificateRowDto,
  ZipCertificatesDto,
} from './certificate.dto.js';

type Row = Omit<CertificateRowDto, 'status'> & { status: CertificateEntity['status'] };

const ROW = `c.id, c.version, c.status, c.kind, c.number, c.client_name AS "clientName",
  c.content->'institution'->>'name' AS "institutionName", c.instrument_id AS "instrumentId",
  c.instrument_name AS "instrumentName", c.model, c.serial_number AS "serialNumber", c.conclusion,
  c.verified_on AS "verifiedOn", c.valid_until AS "validUntil", c.issued_on AS "issuedOn",
  c.verifier_id AS "verifierId", c.attachment_id IS NOT NULL AS "fileReady", c.uploaded_id IS NOT NULL AS uploaded`;

/** `today` is the first parameter. A certificate whose instrument has a newer one is not due again. */
const viewOf = ({
  bookingMonthsBeforeExpiry,
}: RuleSettings) => `CASE WHEN c.status <> 'ISSUED' THEN c.status WHEN c.kind = 'RESULT_NOTICE' THEN 'NOTICE'
  WHEN c.valid_until < $1::date THEN 'EXPIRED'
  WHEN (c.valid_until - make_interval(months => ${bookingMonthsBeforeExpiry}))::date <= $1::date
    AND NOT EXISTS (SELECT 1 FROM certificate n WHERE n.instrument_id = c.instrument_id AND n.status = 'ISSUED'
      AND (n.verified_on, n.id) > (c.verified_on, c.id)) THEN 'DUE_SOON'
  ELSE 'VALID' END`;

type Filters = Pick<CertificateQuery, 'view' | 'instrumentId' | 'q'>;

const STORED_VIEWS: readonly CertificateView[] = ['ISSUED', 'DRAFT', 'SUPERSEDED', 'REVOKED'];
const MAX_ZIPPED = 10_000;

/** The caller's own axis; row security says the same and hides drafts from the client. */
const ownOf = (tx: Transaction) =>
  tx.context.kind === 'enterprise'
    ? 'c.enterprise_id = ctx_enterprise_id()'
    : 'c.institution_id = ctx_institution_id()';

/** What a list's filters ask for; `$1` today, `$2` the view, `$3` the instrument, `$4` the words. */
function matching(tx: Transaction, { view, instrumentId, q }: Filters) {
  const stored = view && STORED_VIEWS.includes(view);
  const where = `${ownOf(tx)} AND $1::date IS NOT NULL AND ($2::text IS NULL OR ${stored ? 'c.status' : viewOf(tx.settings)} = $2)
    AND ($3::uuid IS NULL OR c.instrument_id = $3) AND ($4::text IS NULL OR position(lower($4) in
      lower(concat_ws(' ', c.number, c.client_name, c.instrument_name, c.model, c.serial_number))) > 0)`;
  return { where, params: [tx.today, view ?? null, instrumentId ?? null, q || null] };
}

/** Newest first; what waits for the signatory oldest first. */
export async function findCertificates(
  tx: Transaction,
  query: CertificateQuery,
  keyset: Keyset,
): Promise<CertificatePageDto> {
  const oldestFirst = query.view === 'DRAFT';
  const { where, params } = matching(tx, query);
  const rows = await tx.query<Row>(
    `SELECT ${ROW} FROM certificate c WHERE ${where} AND ($5::uuid IS NULL OR c.id ${oldestFirst ? '>' : '<'} $5)
     ORDER BY c.id ${oldestFirst ? '' : 'DESC'} LIMIT $6`,
    [...params, keyset.position?.[0] ?? null, keyset.limit + 1],
  );
  return keyset.toPage(
    rows,
    (row) => [row.id],
    (row) => ({ ...row, status: certificateDisplayStatus(row.status, row.validUntil, tx.today) }),
  );
}

/** Those with a file, newest first. @throws DomainError `certificate.too-many-to-zip` */
export async function findZipIds(
  tx: Transaction,
  { ids, ...filters }: ZipCertificatesDto,
): Promise<string[]> {
  const { where, params } = matching(tx, filters);
  const rows = await tx.query<{ id: string }>(
    `SELECT c.id FROM certificate c WHERE ${where} AND ($5::uuid[] IS NULL OR c.id = ANY($5))
       AND c.attachment_id IS NOT NULL AND c.status <> 'DRAFT' ORDER BY c.id DESC LIMIT ${MAX_ZIPPED + 1}`,
    [...params, ids ?? null],
  );
  if (rows.length > MAX_ZIPPED) throw new DomainError('certificate.too-many-to-zip', { max: MAX_ZIPPED });
  if (rows.length === 0) throw new DomainError('certificate.none-to-zip');
  return rows.map(({ id }) => id);
}

/** An enterprise counts its own; of an institution only the queue of drafts is counted: it stays few. */
export async function countCertificates(tx: Transaction): Promise<CertificateCountsDto> {
  const draftsOnly = tx.context.kind === 'enterprise' ? '' : `AND c.status = 'DRAFT'`;
  const rows = await tx.query<{ view: string; count: number }>(
    `SELECT ${viewOf(tx.settings)} AS view, count(*)::int AS count FROM certificate c WHERE ${ownOf(tx)} ${draftsOnly} GROUP BY 1`,
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
  const { checkerId: _k, signatoryId: _s, attachmentId, uploadedId, token, ...own } = row;
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
    uploaded: uploadedId !== null,
    verificationToken: found.status === 'DRAFT' ? null : token,
  };
}
