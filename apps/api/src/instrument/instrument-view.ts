import {
  bookingFactsOf,
  bookingWindow,
  errorText,
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

/** Field by field, not by a loop over their names: this runs for every row of every list, and so it takes a fifth of the time. */
export function toItem(row: InstrumentRow, tables: ViewTables): InstrumentItemDto {
  return {
    id: row.id,
    version: row.version,
    lifecycle: row.lifecycle,
    validUntilDeclared: row.validUntilDeclared,
    importId: row.importId,
    branchId: row.branchId,
    branchName: row.branchName,
    createdAt: row.createdAt,
    institutionId: row.institutionId,
    institutionName: row.institutionName,
    name: row.name,
    model: row.model,
    serialNumber: row.serialNumber,
    ownNumber: row.ownNumber,
    manufacturer: row.manufacturer,
    measuringRange: row.measuringRange,
    accuracyClass: row.accuracyClass,
    origin: row.origin,
    usageState: row.usageState,
    purpose: row.purpose,
    instrumentType: row.instrumentType,
    verificationMode: row.verificationMode,
    regionCode: row.regionCode,
    categoryCode: row.categoryCode,
    location: row.location,
    typeApprovalNumber: row.typeApprovalNumber,
    manufacturedOn: row.manufacturedOn,
    inUseSince: row.inUseSince,
    lastVerifiedOn: row.lastVerifiedOn,
    validUntil: row.validUntil,
    remark: row.remark,
    validityStatus: validityStatus(row, tables.today, tables.settings),
    kindName: tables.catalogue.get(row.categoryCode)?.kind ?? null,
    kindEndedOn: tables.catalogue.get(row.categoryCode)?.endedOn ?? null,
    regionName: tables.regions.get(row.regionCode)?.name ?? null,
    filing: filingOf(row),
    openAppointment: appointmentOf(row),
    booking: bookingOf(row, tables),
  } satisfies Record<keyof InstrumentItemDto, unknown> as InstrumentItemDto;
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
