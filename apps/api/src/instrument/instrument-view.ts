import {
  bookingFactsOf,
  bookingWindow,
  errorText,
  INSTRUMENT_FIELDS,
  validityStatus,
  type BusinessDate,
  type CatalogueItem,
  type Language,
  type RegionTable,
  type RuleSettings,
} from '@quanheng/domain';
import type {
  BookingDto,
  FilingStateDto,
  InstrumentItemDto,
  OpenAppointmentDto,
} from './instrument-view.dto.js';
import type { InstrumentRow } from './instrument-row.js';

/** What names and rules an instrument is shown with. */
export interface ViewTables {
  readonly catalogue: ReadonlyMap<string, CatalogueItem>;
  readonly regions: RegionTable;
  readonly today: BusinessDate;
  readonly settings: RuleSettings;
  readonly language: Language;
}

const SHOWN = [
  ...([
    'id',
    'version',
    'lifecycle',
    'validUntilDeclared',
    'importId',
    'branchId',
    'branchName',
    'createdAt',
  ] as const),
  ...(['institutionId', 'institutionName'] as const),
  ...INSTRUMENT_FIELDS.map(({ key }) => key),
];

export function toItem(row: InstrumentRow, tables: ViewTables): InstrumentItemDto {
  // A loop, not Object.fromEntries: this runs for every row of every list.
  const shown = {} as Record<string, unknown>;
  for (const key of SHOWN) shown[key] = row[key];
  return {
    ...(shown as Pick<InstrumentItemDto, (typeof SHOWN)[number]>),
    validityStatus: validityStatus(row, tables.today, tables.settings),
    kindName: tables.catalogue.get(row.categoryCode)?.kind ?? null,
    regionName: tables.regions.get(row.regionCode)?.name ?? null,
    filing: filingOf(row),
    openAppointment: appointmentOf(row),
    booking: bookingOf(row, tables),
  };
}

function filingOf(row: InstrumentRow): FilingStateDto {
  return {
    status: row.filingStatus ?? (row.filedOn ? 'APPROVED' : 'NONE'),
    filingId: row.filingId,
    itemId: row.filingItemId,
    filedOn: row.filedOn,
    comment: row.filingComment,
  };
}

function appointmentOf(row: InstrumentRow): OpenAppointmentDto | null {
  const { appointmentId, appointmentNumber, appointmentStatus, appointmentDate, appointmentHalfDay } = row;
  if (!appointmentId || !appointmentNumber || !appointmentStatus || !appointmentDate || !appointmentHalfDay)
    return null;
  return {
    id: appointmentId,
    caseNumber: appointmentNumber,
    status: appointmentStatus,
    date: appointmentDate,
    halfDay: appointmentHalfDay,
  };
}

function bookingOf(row: InstrumentRow, { today, settings, language }: ViewTables): BookingDto {
  const window = bookingWindow(bookingFactsOf(row), today, settings);
  const { name, serialNumber, appointmentNumber: caseNumber } = row;
  const details = { name, serialNumber, caseNumber, until: window.lapsedOn, from: window.opensOn };
  const message = window.reason && errorText(window.reason, language, details);
  return { ...window, message };
}
