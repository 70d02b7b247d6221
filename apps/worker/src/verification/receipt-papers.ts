import {
  AppointmentEntity,
  DepartmentEntity,
  InstitutionEntity,
  type ReceiptEntity,
  ServiceSiteEntity,
  type Transaction,
} from '@quanheng/database';
import type { InstrumentLabelsData, ReceivingSlipData } from '@quanheng/documents';
import { labelBarcode, toBusinessDate } from '@quanheng/domain';
import { namesOnPapers } from '@quanheng/operations';
import type { WorkerConfig } from '../config.js';

interface ItemRow {
  status: string;
  reason: string | null;
  accessories: string | null;
  appearance: string | null;
  case_number: string | null;
  name: string;
  model: string;
  serial_number: string;
  own_number: string;
}

export interface ReceiptPapers {
  readonly slip: ReceivingSlipData;
  /** Null where nothing was received. */
  readonly labels: InstrumentLabelsData | null;
}

/** What the slip and the labels of a receipt say (`domain.md` section 7). */
export async function loadReceiptPapers(
  tx: Transaction,
  receipt: ReceiptEntity,
  config: Pick<WorkerConfig, 'PUBLIC_URL' | 'DEMO'>,
): Promise<ReceiptPapers> {
  const { manager } = tx;
  const appointment = await manager.findOneByOrFail(AppointmentEntity, { id: receipt.appointmentId });
  const institution = await manager.findOneByOrFail(InstitutionEntity, { id: receipt.institutionId });
  const place = await findPickup(tx, appointment, institution);
  const items = await findItems(tx, receipt.id);
  const names = await namesOnPapers(tx, [receipt.enterpriseId]);
  const received = items.filter((item) => item.case_number !== null);
  return {
    slip: {
      receivingNumber: receipt.caseNumber,
      appointmentNumber: appointment.caseNumber,
      baseUrl: config.PUBLIC_URL,
      enterpriseName: names.get(receipt.enterpriseId) ?? appointment.enterpriseName,
      deliveredBy: receipt.deliveredBy,
      institutionName: institution.name,
      receivedBy: receipt.receivedByName,
      receivedOn: toBusinessDate(receipt.receivedAt),
      expectedCompletionOn: receipt.dueOn,
      ...place,
      pickupCode: receipt.pickupCode,
      items: received.map(toSlipItem),
      notReceived: items
        .filter((item) => item.case_number === null)
        .map((item) => ({
          name: item.name,
          serialNumber: item.serial_number,
          reason: `${item.status === 'MISSING' ? '缺件' : '拒收'}：${item.reason ?? ''}`,
        })),
      demo: config.DEMO,
    },
    labels: received.length ? { baseUrl: config.PUBLIC_URL, labels: received.map(toLabel) } : null,
  };
}

/** Every item that this receipt decided, with the number of its task where it was received. */
function findItems(tx: Transaction, receiptId: string): Promise<ItemRow[]> {
  return tx.query<ItemRow>(
    `SELECT a.status, a.reason, a.accessories, a.appearance, t.case_number, i.name, i.model, i.serial_number, i.own_number
     FROM appointment_item a JOIN instrument i ON i.id = a.instrument_id
     LEFT JOIN verification_task t ON t.appointment_item_id = a.id
     WHERE a.receipt_id = $1 ORDER BY a.position, a.id`,
    [receiptId],
  );
}

/** BRING_IN: the site it was brought to. ON_SITE: nothing is carried away, the department answers the telephone. */
async function findPickup(
  tx: Transaction,
  appointment: AppointmentEntity,
  institution: InstitutionEntity,
): Promise<Pick<ReceivingSlipData, 'pickupPlace' | 'pickupPhone'>> {
  if (appointment.mode === 'ON_SITE') {
    const { name, phone } = await tx.manager.findOneByOrFail(DepartmentEntity, {
      id: appointment.departmentId,
    });
    return { pickupPlace: `现场检定（${name}）`, pickupPhone: phone };
  }
  const site =
    appointment.siteId && (await tx.manager.findOneBy(ServiceSiteEntity, { id: appointment.siteId }));
  if (!site) return { pickupPlace: institution.address, pickupPhone: institution.phone };
  return { pickupPlace: `${site.name}（${site.address}）`, pickupPhone: site.phone };
}

function toSlipItem(item: ItemRow): ReceivingSlipData['items'][number] {
  return {
    name: item.name,
    model: item.model,
    serialNumber: item.serial_number,
    ownNumber: item.own_number || null,
    remark: [item.accessories, item.appearance].filter(Boolean).join('；') || null,
  };
}

function toLabel(item: ItemRow): InstrumentLabelsData['labels'][number] {
  const code = item.case_number ?? '';
  return {
    name: item.name,
    ownNumber: item.own_number || null,
    serialNumber: item.serial_number,
    code,
    barcode: labelBarcode(code),
  };
}
