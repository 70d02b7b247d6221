import {
  AppointmentEntity,
  DepartmentEntity,
  findCatalogue,
  InstitutionEntity,
  ServiceSiteEntity,
  systemContext,
  type Transaction,
} from '@quanheng/database';
import type { AppointmentFormData, AppointmentFormItem, AppointmentVisit } from '@quanheng/documents';
import { namesOnPapers } from '@quanheng/operations';
import type { JobContext, JobPayloads } from '@quanheng/queues';
import { keepPdf, storePdf, type StoredPdf } from '../attachment/keep-pdf.js';
import type { WorkerServices } from '../services.js';

type Settings = Pick<AppointmentFormData, 'baseUrl' | 'demo'>;

/** The appointment form as PDF, ready before anybody asks for it; stored once, so that every print is the same (`domain.md` section 6). */
export const renderForm =
  (services: WorkerServices) =>
  async (
    { appointmentId }: JobPayloads['appointment.render-form'],
    { requestId }: JobContext,
  ): Promise<void> => {
    const context = systemContext(requestId ?? null);
    const settings = { baseUrl: services.config.PUBLIC_URL, demo: services.config.DEMO };
    const plan = await services.database.read(context, (tx) => planForm(tx, appointmentId, settings));
    if (!plan) return;
    const { row, data } = plan;
    const pdf = await services.renderer.render(
      { kind: 'appointment-form', data },
      { createdAt: row.confirmedAt as Date },
    );
    const fileName = `预约单_${row.caseNumber}.pdf`;
    const stored = await storePdf(services, pdf, { kind: 'APPOINTMENT_FORM', fileName });
    const kept = await services.database.write(context, (tx) => keepForm(tx, row, stored));
    if (!kept) await services.storage.delete(stored.storageKey);
  };

/** Null when it has been made already, or the appointment is no longer confirmed. */
async function planForm(tx: Transaction, id: string, settings: Settings) {
  const row = await tx.manager.findOneBy(AppointmentEntity, { id });
  if (!row || row.formAttachmentId || row.status !== 'CONFIRMED' || !row.confirmedAt) return null;
  const institution = await tx.manager.findOneByOrFail(InstitutionEntity, { id: row.institutionId });
  const department = await tx.manager.findOneByOrFail(DepartmentEntity, { id: row.departmentId });
  const data: AppointmentFormData = {
    ...settings,
    caseNumber: row.caseNumber,
    enterpriseName: (await namesOnPapers(tx, [row.enterpriseId])).get(row.enterpriseId) ?? row.enterpriseName,
    contactName: row.contactPerson,
    contactPhone: row.contactPhone,
    institutionName: institution.name,
    departmentName: department.name,
    departmentPhone: department.phone,
    date: row.date,
    halfDay: row.halfDay,
    visit: await visitOf(tx, row),
    remark: row.remark,
    formVersion: row.formVersion,
    items: await itemsOf(tx, id),
  };
  return { row, data };
}

async function visitOf(tx: Transaction, row: AppointmentEntity): Promise<AppointmentVisit> {
  if (row.mode === 'ON_SITE')
    return {
      mode: 'ON_SITE',
      address: row.address ?? '',
      contactName: row.contactPerson,
      contactPhone: row.contactPhone,
      verifierName: row.verifierName,
    };
  const site = await tx.manager.findOneByOrFail(ServiceSiteEntity, { id: row.siteId as string });
  return { mode: 'BRING_IN', siteName: site.name, siteAddress: site.address, sitePhone: site.phone };
}

async function itemsOf(tx: Transaction, appointmentId: string): Promise<AppointmentFormItem[]> {
  const kinds = await findCatalogue(tx, tx.today);
  const rows = await tx.query<AppointmentFormItem>(
    `SELECT i.name, i.model, i.serial_number AS "serialNumber", nullif(i.own_number, '') AS "ownNumber",
       i.category_code AS category, i.accuracy_class AS "accuracyClass", i.remark
     FROM appointment_item ai JOIN instrument i ON i.id = ai.instrument_id
     WHERE ai.appointment_id = $1 ORDER BY ai.position`,
    [appointmentId],
  );
  return rows.map((row) => ({ ...row, category: kinds.get(row.category)?.kind ?? row.category }));
}

/** Only if it still stands as it was printed: a later confirmation has promised a form of its own. No new version: nothing was decided. */
async function keepForm(tx: Transaction, row: AppointmentEntity, stored: StoredPdf): Promise<boolean> {
  const [current] = await tx.query<{ same: boolean }>(
    `SELECT status = 'CONFIRMED' AND form_attachment_id IS NULL AND confirmed_at = $2 AS same
     FROM appointment WHERE id = $1 FOR UPDATE`,
    [row.id, row.confirmedAt],
  );
  if (!current?.same) return false;
  const attachmentId = await keepPdf(tx, stored, row);
  await tx.query('UPDATE appointment SET form_attachment_id = $2 WHERE id = $1', [row.id, attachmentId]);
  return true;
}
