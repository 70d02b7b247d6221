import type {
  AppointmentDto,
  CertificateRowDto,
  CopiedItemDto,
  FilingDto,
  InstrumentDto,
  InstrumentItemDto,
  ReceiptDto,
  TaskRowDto,
} from '@quanheng/api-client';
import type { Person } from '../client/person.js';
import type { Stage } from './cast.js';
import type { Newcomer } from './newcomer.js';

/** What has come about so far; each chapter adds its part and goes on from what the ones before it left. */
export interface Tale {
  readonly stage: Stage;
  readonly newcomer: Newcomer;
  /** The subjects of the e-mails that came for an address; undefined where they can't be seen. */
  readonly mailsTo?: (address: string) => readonly string[];
  /** The enterprise's admin: does what a clerk does, too. */
  clerk: Person;
  byHand: InstrumentDto;
  byCopy: CopiedItemDto;
  imported: InstrumentItemDto[];
  filing: FilingDto;
  appointments: AppointmentDto[];
  /** What a scanner reads from each printed form. */
  formCodes: Map<string, string>;
  receipts: ReceiptDto[];
  failingSerial: string;
  tasks: TaskRowDto[];
  certificates: CertificateRowDto[];
}

export interface Chapter {
  readonly title: string;
  readonly play: (tale: Tale) => Promise<void>;
}

/** The story before its first word. */
export function beginTale(stage: Stage, newcomer: Newcomer, mailsTo?: Tale['mailsTo']): Tale {
  // What a chapter adds is there for those that follow: they are played in order.
  return { stage, newcomer, mailsTo } as Tale;
}
