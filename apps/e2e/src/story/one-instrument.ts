import type {
  AppointmentDto,
  CertificateRowDto,
  FilingDto,
  InstrumentDto,
  ReceiptDto,
  TaskRowDto,
} from '@quanheng/api-client';
import type { Person } from '../client/person.js';
import { book } from './book.js';
import { moveClockTo, today, type Stage } from './cast.js';
import { confirm } from './confirm.js';
import { approveAll, file } from './file.js';
import { addByHand, anInstrument } from './import-instruments.js';
import { certificatesOf, issue } from './issue.js';
import { receive } from './receive.js';
import * as registering from './register.js';
import type { Newcomer } from './newcomer.js';
import { check, verify } from './verify.js';

/** An enterprise that went through registration without being returned. */
export async function enrol(stage: Stage, newcomer: Newcomer): Promise<Person> {
  const registrant = await registering.beginRegistration(stage, newcomer);
  await registering.fillIn(stage, registrant, newcomer);
  await registering.handInPapers(stage, registrant, newcomer);
  return registering.approve(stage, await registering.submit(stage, registrant), newcomer);
}

/** One record of every kind. */
export interface Trail {
  readonly instrument: InstrumentDto;
  readonly filing: FilingDto;
  readonly appointment: AppointmentDto;
  readonly receipt: ReceiptDto;
  readonly task: TaskRowDto;
  readonly certificate: CertificateRowDto;
}

/** The way of a single instrument from the ledger to its certificate. */
export async function certify(stage: Stage, clerk: Person, newcomer: Newcomer): Promise<Trail> {
  const instrument = await addByHand(stage, clerk, anInstrument(newcomer.mark));
  const filing = await approveAll(stage, await file(stage, clerk, [instrument.id]));
  const [booked] = await book(stage, clerk, [instrument.id]);
  if (!booked) throw new Error('Nothing was booked');
  const appointment = await confirm(stage, booked);
  if ((await today(stage)) !== appointment.date) await moveClockTo(stage, appointment.date);
  const receipt = await receive(stage, stage.cast.counter, appointment.caseNumber);
  const [task] = await verify(stage, [receipt.id], '');
  if (!task) throw new Error('There is no task');
  await check(stage, [task]);
  await issue(stage, newcomer.enterpriseName);
  const [certificate] = await certificatesOf(clerk, 1);
  if (!certificate) throw new Error('There is no certificate');
  return { instrument, filing, appointment, receipt, task, certificate };
}
