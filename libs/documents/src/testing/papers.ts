import type { AppointmentFormData, AppointmentVisit } from '../appointment/appointment-form.data.js';
import type { CertificateData } from '../certificate/certificate.data.js';
import type { Paper } from '../paper.js';
import type { ReceivingSlipData } from '../receiving/receiving-slip.template.js';

const BASE_URL = 'https://demo.example';

export const BRING_IN: AppointmentVisit = {
  mode: 'BRING_IN',
  siteName: '演示大厅',
  siteAddress: '演示市演示路 1 号',
  sitePhone: '0000-4444444',
};

export const ON_SITE: AppointmentVisit = {
  mode: 'ON_SITE',
  address: '演示市工业区 2 号车间',
  contactName: '演示联系人乙',
  contactPhone: '0000-1111111',
  verifierName: '演示检定员',
};

function anInstrument(index: number) {
  return {
    name: '弹性元件式一般压力表',
    model: 'Y-100',
    serialNumber: `SN-${String(index + 1).padStart(4, '0')}`,
    ownNumber: `演示-${index + 1}`,
    category: '压力表',
    accuracyClass: '1.6级',
    remark: null,
  };
}

export function anAppointmentForm(
  items: number,
  changes: Partial<AppointmentFormData> = {},
): Extract<Paper, { kind: 'appointment-form' }> {
  const data: AppointmentFormData = {
    caseNumber: 'A20261123-00042-K',
    baseUrl: BASE_URL,
    enterpriseName: '演示食品有限公司',
    contactName: '演示联系人甲',
    contactPhone: '0000-2222222',
    institutionName: '演示检定机构',
    departmentName: '业务室',
    departmentPhone: '0000-3333333',
    date: '2026-12-03',
    halfDay: 'AM',
    visit: BRING_IN,
    remark: null,
    formVersion: 1,
    items: Array.from({ length: items }, (_, index) => anInstrument(index)),
    demo: true,
    ...changes,
  };
  return { kind: 'appointment-form', data };
}

export function aReceivingSlip(items: number): Extract<Paper, { kind: 'receiving-slip' }> {
  const data: ReceivingSlipData = {
    receivingNumber: 'R20261203-00007-P',
    appointmentNumber: 'A20261123-00042-K',
    baseUrl: BASE_URL,
    enterpriseName: '演示食品有限公司',
    deliveredBy: '演示送检人',
    institutionName: '演示检定机构',
    receivedBy: '演示受理员',
    receivedOn: '2026-12-03',
    expectedCompletionOn: '2026-12-31',
    pickupPlace: '演示大厅',
    pickupPhone: '0000-3333333',
    items: Array.from({ length: items }, (_, index) => anInstrument(index)),
    notReceived: [{ name: '电子天平', serialNumber: 'SN-9999', reason: '未随件送达' }],
    demo: true,
  };
  return { kind: 'receiving-slip', data };
}

export const CERTIFICATE: CertificateData = {
  certificateNumber: 'DEMO2026-000123',
  institutionName: '演示检定机构',
  authorizationNumber: '（演示）法计 00000 号',
  institutionAddress: '演示市演示路 1 号',
  institutionPhone: '0000-3333333',
  clientName: '演示食品有限公司',
  instrument: {
    name: '弹性元件式一般压力表',
    model: 'Y-100',
    serialNumber: 'SN-0001',
    ownNumber: null,
    manufacturer: '演示仪表厂',
    measuringRange: '（0～1.6）MPa',
    accuracyClass: '1.6级',
  },
  basis: ['JJG 52-2013《弹性元件式一般压力表、压力真空表和真空表》'],
  standards: [{ name: '精密压力表', number: 'BZ-0001', accuracy: '0.4级', validUntil: '2027-05-31' }],
  ambient: { temperature: '20.5 ℃', humidity: '52 %RH', place: '力学室', other: null },
  results: [
    { item: '外观', requirement: '无影响计量性能的缺陷', result: '符合要求', conclusion: 'PASS' },
    { item: '示值误差', requirement: '±0.026 MPa', result: '+0.008 MPa', conclusion: 'PASS' },
  ],
  verifierName: '演示检定员',
  checkerName: '演示核验员',
  signatoryName: '演示签发人',
  verifiedOn: '2026-12-05',
  issuedOn: '2026-12-08',
  baseUrl: BASE_URL,
  verificationToken: 'demoToken-0123456789abcdef',
  demo: true,
};

export function aCertificate(changes: Partial<CertificateData> = {}): Paper {
  const data = { ...CERTIFICATE, conformsTo: '1.6级', validUntil: '2027-06-04', ...changes };
  return { kind: 'verification-certificate', data };
}

export const LETTER: Extract<Paper, { kind: 'authorization-letter' }> = {
  kind: 'authorization-letter',
  data: {
    enterpriseName: '演示食品有限公司',
    legalRepresentativeName: '演示甲',
    legalRepresentativeIdNumber: '000000000000000001',
    agentName: '演示乙',
    agentIdNumber: '000000000000000002',
    platformName: '广东省计量强制检定管理平台',
    platformUrl: 'https://www.gdqjp.com/',
  },
};

export const PLEDGE: Extract<Paper, { kind: 'integrity-pledge' }> = {
  kind: 'integrity-pledge',
  data: {
    enterpriseName: '演示食品有限公司',
    supervisionPhone: '0000-4444444',
    provincialRegulation: '广东省实施<中华人民共和国计量法>办法',
    hotline: '12345',
  },
};
