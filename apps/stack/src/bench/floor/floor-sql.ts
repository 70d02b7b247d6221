import { columnOf } from '@quanheng/database';
import {
  bookingFactsOf,
  bookingWindow,
  DEFAULT_SETTINGS,
  errorText,
  INSTRUMENT_FIELDS,
  validityStatus,
} from '@quanheng/domain';

const FIELDS = INSTRUMENT_FIELDS.map(({ key }) => key);
const MORE = [
  ...[
    'id',
    'version',
    'lifecycle',
    'validUntilDeclared',
    'importId',
    'createdAt',
    'institutionId',
    'branchId',
  ],
  ...['failed', 'verifiedForGood', 'filedOn', 'lapsedOn', 'endedWithoutResultOn', 'openAppointmentItemId'],
];

const TODAY = `(now() AT TIME ZONE 'Asia/Shanghai')::date`;

const SELECT = `SELECT ${[...MORE, ...FIELDS].map((key) => `i.${columnOf(key)} AS "${key}"`).join(', ')},
    t.name AS "institutionName", b.name AS "branchName", k.kind AS "kindName", r.name AS "regionName",
    f.id AS "filingItemId", f.filing_id AS "filingId", f.status AS "filingStatus", f.comment AS "filingComment",
    a.id AS "appointmentId", a.case_number AS "appointmentNumber", a.status AS "appointmentStatus",
    a.date AS "appointmentDate", a.half_day AS "appointmentHalfDay"
  FROM instrument i
  LEFT JOIN institution t ON t.id = i.institution_id
  LEFT JOIN branch b ON b.id = i.branch_id
  LEFT JOIN catalogue_item k ON k.code = i.category_code
  LEFT JOIN region r ON r.code = i.region_code
  LEFT JOIN LATERAL (SELECT id, filing_id, status, comment FROM filing_item
    WHERE instrument_id = i.id ORDER BY (id = i.open_filing_item_id) DESC NULLS LAST, id DESC LIMIT 1) f ON TRUE
  LEFT JOIN appointment_item p ON p.id = i.open_appointment_item_id
  LEFT JOIN appointment a ON a.id = p.appointment_id
  WHERE i.enterprise_id = $1`;

/** The lists of the ledger, one statement each: newest first, by keyword, due within a month. */
export const LISTS = {
  list: `${SELECT} ORDER BY i.id DESC LIMIT 51`,
  search: `${SELECT} AND position($2 in i.search_text) > 0 ORDER BY i.id DESC LIMIT 51`,
  due: `${SELECT} AND i.lifecycle = 'ACTIVE' AND NOT i.failed
    AND i.valid_until BETWEEN ${TODAY} AND (${TODAY} + interval '1 month')::date
    ORDER BY i.valid_until, i.id LIMIT 51`,
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a row is what its statement selects
export type FloorRow = Record<string, any>;

/** An item of the ledger as the API gives it. */
export function toView(row: FloorRow, today: string): FloorRow {
  const item: FloorRow = {};
  for (const key of ['id', 'version', 'lifecycle', 'validUntilDeclared', 'importId', 'createdAt'])
    item[key] = row[key];
  for (const key of ['institutionId', 'institutionName', 'branchId', 'branchName', ...FIELDS])
    item[key] = row[key];
  const window = bookingWindow(bookingFactsOf(row as never), today, DEFAULT_SETTINGS);
  item['validityStatus'] = validityStatus(row as never, today, DEFAULT_SETTINGS);
  item['kindName'] = row['kindName'];
  item['regionName'] = row['regionName'];
  item['filing'] = {
    status: row['filingStatus'] ?? (row['filedOn'] ? 'APPROVED' : 'NONE'),
    filingId: row['filingId'],
    itemId: row['filingItemId'],
    filedOn: row['filedOn'],
    comment: row['filingComment'],
  };
  item['openAppointment'] = appointmentOf(row);
  item['booking'] = {
    ...window,
    message:
      window.reason &&
      errorText(window.reason, 'zh-CN', {
        name: row['name'],
        serialNumber: row['serialNumber'],
        caseNumber: row['appointmentNumber'],
        until: window.lapsedOn,
        from: window.opensOn,
      }),
  };
  return item;
}

function appointmentOf(row: FloorRow): FloorRow | null {
  if (!row['appointmentId']) return null;
  return {
    id: row['appointmentId'],
    caseNumber: row['appointmentNumber'],
    status: row['appointmentStatus'],
    date: row['appointmentDate'],
    halfDay: row['appointmentHalfDay'],
  };
}

const CREATED = FIELDS.map(columnOf);

/** One row with all indexes of the ledger, in a table of its own. */
export const CREATE = `INSERT INTO floor_instrument (id, version, enterprise_id, lifecycle, identity_key, search_text, ${CREATED.join(', ')})
  VALUES (uuidv7(), 1, $1, 'ACTIVE', $2, $2, ${CREATED.map((_, index) => `$${index + 3}`).join(', ')}) RETURNING id`;

export function insertValues(enterpriseId: string, body: Record<string, string>): (string | null)[] {
  const key = [body['name'], body['model'], body['serialNumber'], body['ownNumber']].join('\u001f');
  return [enterpriseId, key, ...FIELDS.map((field) => body[field] ?? null)];
}
