import type { AppointmentFormData } from './appointment/appointment-form.data.js';
import { appointmentForm } from './appointment/appointment-form.template.js';
import type { ResultNoticeData, VerificationCertificateData } from './certificate/certificate.data.js';
import { certificateMark, type CertificateMarkData } from './certificate/certificate-mark.template.js';
import { resultNotice, verificationCertificate } from './certificate/certificate.template.js';
import { reprintMark, type ReprintMarkData } from './appointment/reprint-mark.template.js';
import { filingNotice, type FilingNoticeData } from './filing/filing-notice.template.js';
import { instrumentLabels, type InstrumentLabelsData } from './label/instrument-labels.template.js';
import { authorizationLetter, type AuthorizationLetterData } from './letter/authorization-letter.template.js';
import { integrityPledge, type IntegrityPledgeData } from './letter/integrity-pledge.template.js';
import { travelList, type TravelListData } from './trip/travel-list.template.js';
import type { PaperLayout } from './paper-layout.js';
import { handBackSlip, type HandBackSlipData } from './receiving/hand-back-slip.template.js';
import { receivingSlip, type ReceivingSlipData } from './receiving/receiving-slip.template.js';

/** Every paper the platform prints, with the data it states. */
export type Paper =
  | { kind: 'authorization-letter'; data: AuthorizationLetterData }
  | { kind: 'integrity-pledge'; data: IntegrityPledgeData }
  | { kind: 'appointment-form'; data: AppointmentFormData }
  | { kind: 'travel-list'; data: TravelListData }
  | { kind: 'reprint-mark'; data: ReprintMarkData }
  | { kind: 'filing-notice'; data: FilingNoticeData }
  | { kind: 'receiving-slip'; data: ReceivingSlipData }
  | { kind: 'hand-back-slip'; data: HandBackSlipData }
  | { kind: 'verification-certificate'; data: VerificationCertificateData }
  | { kind: 'result-notice'; data: ResultNoticeData }
  | { kind: 'certificate-mark'; data: CertificateMarkData }
  | { kind: 'instrument-labels'; data: InstrumentLabelsData };

type Templates = { [Kind in Paper['kind']]: (data: Extract<Paper, { kind: Kind }>['data']) => PaperLayout };

const TEMPLATES: Templates = {
  'authorization-letter': authorizationLetter,
  'integrity-pledge': integrityPledge,
  'appointment-form': appointmentForm,
  'travel-list': travelList,
  'reprint-mark': reprintMark,
  'filing-notice': filingNotice,
  'receiving-slip': receivingSlip,
  'hand-back-slip': handBackSlip,
  'verification-certificate': verificationCertificate,
  'result-notice': resultNotice,
  'certificate-mark': certificateMark,
  'instrument-labels': instrumentLabels,
};

/** A paper's pages as data, before any browser sees them. */
export function layOut(paper: Paper): PaperLayout {
  const template = TEMPLATES[paper.kind] as (data: Paper['data']) => PaperLayout;
  return template(paper.data);
}
