import { describe, expect, it } from '@jest/globals';
import type { RegistrationDto } from '../../app/client';
import { commentsOn, isComplete, organisationState, papersState } from './registrationTasks';

const paper = (kind: string, createdAt: string) => ({ kind, createdAt }) as RegistrationDto['papers'][number];
const filled = {
  enterpriseName: '演示企业',
  creditCode: '91441202XYXY000135',
  regionCode: '441202',
  address: '演示路',
  legalRepresentative: '演示法定代表人',
  contactPerson: '演示联系人',
  mobile: '13800000000',
  email: 'demo@demo.example',
  institutionId: 'i',
};
const draft = {
  status: 'DRAFT',
  registrantKind: 'LEGAL_REPRESENTATIVE',
  papers: [],
  comments: [],
  decidedAt: null,
} as unknown as RegistrationDto;

describe('the tasks of a registration', () => {
  it('begin with the organisation: letters are made from it, the licence and the ID card are not', () => {
    expect(organisationState(draft)).toBe('open');
    expect(papersState(draft, 'license')).toBe('open');
    expect(papersState(draft, 'pledge')).toBe('blocked');
    expect(papersState({ ...draft, ...filled }, 'pledge')).toBe('open');
    expect(papersState(draft, 'identity')).toBe('open');
    expect(papersState({ ...draft, registrantKind: 'AGENT' }, 'identity')).toBe('blocked');
  });

  it('need both sides of the ID card', () => {
    const one = { ...draft, papers: [paper('ID_CARD_FRONT', '2026-11-23')] };
    expect(papersState(one, 'identity')).toBe('open');
    const both = { ...draft, papers: [...one.papers, paper('ID_CARD_BACK', '2026-11-23')] };
    expect(papersState(both, 'identity')).toBe('done');
  });

  it('that were returned are mended once all of what was returned has been changed', () => {
    const comment = (target: RegistrationDto['comments'][number]['target'], corrected: boolean) => ({
      ...{ target, corrected },
      reason: '与执照不符',
    });
    const returned = (...comments: RegistrationDto['comments']): RegistrationDto => ({
      ...{ ...draft, ...filled, comments },
      status: 'RETURNED',
      papers: [paper('BUSINESS_LICENSE', '2026-11-23T00:00:00.000Z')],
    });
    const none = returned(
      comment('BUSINESS_LICENSE', false),
      comment('address', false),
      comment('mobile', true),
    );
    expect(organisationState(none)).toBe('correct');
    expect(papersState(none, 'license')).toBe('correct');
    const all = returned(comment('BUSINESS_LICENSE', true), comment('address', true));
    expect(organisationState(all)).toBe('updated');
    expect(papersState(all, 'license')).toBe('updated');
    expect(commentsOn({ ...none, status: 'SUBMITTED' }, ['address'])).toEqual([]);
  });

  it('can be submitted when nothing is missing', () => {
    expect(isComplete({ ...draft, missingFields: [], missingPapers: [] })).toBe(true);
    expect(isComplete({ ...draft, missingFields: ['mobile'], missingPapers: [] })).toBe(false);
  });
});
