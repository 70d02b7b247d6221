import type { HalfDay } from '@quanheng/domain';

export interface AppointmentFormItem {
  name: string;
  model: string;
  serialNumber: string;
  ownNumber: string | null;
  /** Kind of the catalogue, by name or code. */
  category: string;
  accuracyClass: string;
  remark: string | null;
}

export type AppointmentVisit =
  | { mode: 'BRING_IN'; siteName: string; siteAddress: string; sitePhone: string }
  | {
      mode: 'ON_SITE';
      address: string;
      contactName: string;
      contactPhone: string;
      verifierName: string | null;
    };

/** 预约单 of a confirmed appointment, two copies (domain.md §6; guide 一.3.(7)). */
export interface AppointmentFormData {
  /** Case number, e.g. A20261123-00042-K; printed, and held by both codes. */
  caseNumber: string;
  /** Origin of the platform without a slash at its end; the QR code holds `<baseUrl>/q/<caseNumber>`, from the second version on `<baseUrl>/q/<version>/<caseNumber>`. */
  baseUrl: string;
  enterpriseName: string;
  contactName: string;
  contactPhone: string;
  institutionName: string;
  departmentName: string;
  departmentPhone: string;
  /** yyyy-mm-dd */
  date: string;
  halfDay: HalfDay;
  visit: AppointmentVisit;
  /** What the enterprise wrote when booking: an entrance, a safety note. */
  remark: string | null;
  /** From 1; a changed booking is confirmed with a new form, which takes the place of the former. */
  formVersion: number;
  items: readonly AppointmentFormItem[];
  demo: boolean;
}
