/** Kinds of papers (`domain.md` section 1 ★). A licence or a legal-entity certificate counts as the same proof. */
export const PAPER_KINDS = [
  'BUSINESS_LICENSE',
  'LEGAL_ENTITY_CERTIFICATE',
  'ID_CARD_FRONT',
  'ID_CARD_BACK',
  'AUTHORIZATION_LETTER',
  'INTEGRITY_PLEDGE',
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** Who registers decides which papers are needed: the legal representative shows the ID card, an agent the letter. */
export const REGISTRANT_KINDS = ['LEGAL_REPRESENTATIVE', 'AGENT'] as const;
export type RegistrantKind = (typeof REGISTRANT_KINDS)[number];

/** What the registrant types, by its key in the API. */
export const REGISTRATION_FIELDS = [
  'enterpriseName',
  'creditCode',
  'regionCode',
  'address',
  'legalRepresentative',
  'legalRepresentativeIdNumber',
  'agentName',
  'agentIdNumber',
  'contactPerson',
  'mobile',
  'email',
  'supervisionPhone',
  'institutionId',
] as const;
export type RegistrationField = (typeof REGISTRATION_FIELDS)[number];

/** The letter of authorisation names both persons with their ID numbers; the ID card of a legal representative shows its own. */
const FOR_AGENTS: readonly RegistrationField[] = [
  'legalRepresentativeIdNumber',
  'agentName',
  'agentIdNumber',
];
const NEVER_REQUIRED: readonly RegistrationField[] = ['supervisionPhone'];

export function requiredFields(registrant: RegistrantKind): RegistrationField[] {
  const free = registrant === 'AGENT' ? NEVER_REQUIRED : [...NEVER_REQUIRED, ...FOR_AGENTS];
  return REGISTRATION_FIELDS.filter((field) => !free.includes(field));
}

/** The fields that are still empty although this registrant must fill them in. */
export function missingFields(
  registrant: RegistrantKind,
  values: { readonly [field in RegistrationField]?: string | null },
): RegistrationField[] {
  return requiredFields(registrant).filter((field) => !values[field]);
}

/** The papers still missing; each inner list is a choice of equivalent papers. */
export function missingPapers(registrant: RegistrantKind, present: readonly PaperKind[]): PaperKind[][] {
  const needed: PaperKind[][] = [['BUSINESS_LICENSE', 'LEGAL_ENTITY_CERTIFICATE']];
  if (registrant === 'LEGAL_REPRESENTATIVE') needed.push(['ID_CARD_FRONT'], ['ID_CARD_BACK']);
  else needed.push(['AUTHORIZATION_LETTER']);
  needed.push(['INTEGRITY_PLEDGE']);
  return needed.filter((choices) => !choices.some((kind) => present.includes(kind)));
}

/** What a reviewer's comment can be about: a field or a paper (`domain.md` section 1: returned with itemised reasons). */
export const REVIEW_TARGETS = [...REGISTRATION_FIELDS, ...PAPER_KINDS] as const;
export type ReviewTarget = (typeof REVIEW_TARGETS)[number];

/** Names of the places for messages and refusals; the screens have their own words. */
export const REVIEW_TARGET_NAMES: Readonly<
  Record<ReviewTarget, { readonly zh: string; readonly en: string }>
> = {
  enterpriseName: { zh: '单位名称', en: 'Name' },
  creditCode: { zh: '统一社会信用代码', en: 'Unified credit code' },
  regionCode: { zh: '所属地', en: 'Region' },
  address: { zh: '地址', en: 'Address' },
  legalRepresentative: { zh: '法定代表人', en: 'Legal representative' },
  legalRepresentativeIdNumber: {
    zh: '法定代表人身份证号码',
    en: 'ID number of the legal representative',
  },
  agentName: { zh: '委托代理人', en: 'Authorised agent' },
  agentIdNumber: { zh: '委托代理人身份证号码', en: 'ID number of the agent' },
  contactPerson: { zh: '联系人', en: 'Contact' },
  mobile: { zh: '手机号码', en: 'Mobile' },
  email: { zh: '电子邮箱', en: 'E-mail' },
  supervisionPhone: { zh: '监督电话', en: 'Supervision telephone' },
  institutionId: { zh: '审核机构', en: 'Reviewing institution' },
  BUSINESS_LICENSE: { zh: '营业执照', en: 'Business licence' },
  LEGAL_ENTITY_CERTIFICATE: { zh: '法人证书', en: 'Legal-entity certificate' },
  ID_CARD_FRONT: { zh: '身份证正面', en: 'ID card, front' },
  ID_CARD_BACK: { zh: '身份证反面', en: 'ID card, back' },
  AUTHORIZATION_LETTER: { zh: '授权委托书', en: 'Letter of authorisation' },
  INTEGRITY_PLEDGE: { zh: '诚信计量自我承诺书', en: 'Integrity pledge' },
};
