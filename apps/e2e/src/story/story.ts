import {
  bookInstruments,
  confirmAppointments,
  fileInstruments,
  importInstruments,
  printForms,
  receiveInstruments,
  register,
} from './chapters.js';
import { issueCertificates, remind, verifyInstruments } from './closing-chapters.js';
import type { Chapter } from './tale.js';

/** From an unknown enterprise to the next cycle, in ten steps (`domain.md`). */
export const STORY: readonly Chapter[] = [
  register,
  importInstruments,
  fileInstruments,
  bookInstruments,
  confirmAppointments,
  printForms,
  receiveInstruments,
  verifyInstruments,
  issueCertificates,
  remind,
];
