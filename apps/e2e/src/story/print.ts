import { appointmentForm, type AppointmentDto } from '@quanheng/api-client';
import { eventually } from '../client/eventually.js';
import type { Person } from '../client/person.js';
import { readPdf, type PaperPage } from '../papers/read-pdf.js';
import type { Stage } from './cast.js';

export interface PrintedForm {
  readonly text: string;
  /** The first page of each of the two copies ★. */
  readonly copies: readonly PaperPage[];
}

/** Step 6, the clerk: the appointment form, two copies; a scanner reads their codes. */
export async function print(
  stage: Stage,
  { client }: Person,
  appointment: AppointmentDto,
): Promise<PrintedForm> {
  const { id, caseNumber } = appointment;
  const { data } = await eventually(
    `The form of ${caseNumber}`,
    () => appointmentForm({ client, path: { id }, parseAs: 'arrayBuffer' }),
    ({ response }) => response?.ok === true,
  );
  const pdf = new Uint8Array(data as unknown as ArrayBuffer);
  await stage.journal.keep(`${caseNumber}.pdf`, pdf);
  const pages = await readPdf(pdf, isHead);
  stage.journal.say(`printed ${caseNumber}: ${pages.length} pages`);
  return { text: pages.map(({ text }) => text).join(''), copies: pages.filter(({ text }) => isHead(text)) };
}

/** The page on which a copy begins says whose it is. */
function isHead(text: string): boolean {
  return /第[一二]联 (检定机构|送检单位|使用单位)/.test(text);
}
