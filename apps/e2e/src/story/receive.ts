import { receiptCreate, receiptLookup, receiptSlip, type ReceiptDto } from '@quanheng/api-client';
import { eventually } from '../client/eventually.js';
import { answer, onVersion, refusal, type Person, type Refusal } from '../client/person.js';
import type { Stage } from './cast.js';

/** Step 7: the counter, or the verifier on site, registers all that the scanned form announces. */
export async function receive(stage: Stage, who: Person, formCode: string): Promise<ReceiptDto> {
  const { client } = who;
  const { appointment, items, warning } = await answer(receiptLookup({ client, query: { code: formCode } }));
  if (warning) throw new Error(`${appointment.caseNumber} can't be received: ${warning}`);
  const receipt = await answer(
    receiptCreate({
      client,
      headers: onVersion(appointment.version),
      body: {
        appointmentId: appointment.id,
        items: items.map(({ id }) => ({
          appointmentItemId: id,
          outcome: 'RECEIVED' as const,
          appearance: '外观完好',
        })),
        deliveredBy: '演示送检人',
      },
    }),
  );
  stage.journal.say(
    `received ${receipt.received} of ${appointment.caseNumber}: ${receipt.caseNumber} (${receipt.id}), due ${receipt.dueOn}`,
  );
  return receipt;
}

/** Nothing without filing and booking is received ★: the counter scans an instrument that nobody expects. */
export function scanUnbooked({ cast }: Stage, serialNumber: string): Promise<Refusal> {
  return refusal(receiptLookup({ client: cast.counter.client, query: { code: serialNumber } }));
}

/** The receiving slip, once the worker has made it. */
export async function slipOf({ cast, journal }: Stage, receipt: ReceiptDto): Promise<Uint8Array> {
  const { client } = cast.counter;
  const { data } = await eventually(
    `The slip of ${receipt.caseNumber}`,
    () => receiptSlip({ client, path: { id: receipt.id }, parseAs: 'arrayBuffer' }),
    ({ response }) => response?.ok === true,
  );
  const pdf = new Uint8Array(data as unknown as ArrayBuffer);
  await journal.keep(`${receipt.caseNumber}.pdf`, pdf);
  return pdf;
}
