import {
  missingFields,
  missingPapers,
  requiredFields,
  REVIEW_TARGETS,
  REVIEW_TARGET_NAMES,
} from './registration.rules.js';

describe('papers of a registration', () => {
  test('a legal representative shows the ID card, an agent the letter; both the pledge', () => {
    expect(missingPapers('LEGAL_REPRESENTATIVE', [])).toEqual([
      ['BUSINESS_LICENSE', 'LEGAL_ENTITY_CERTIFICATE'],
      ['ID_CARD_FRONT'],
      ['ID_CARD_BACK'],
      ['INTEGRITY_PLEDGE'],
    ]);
    expect(missingPapers('AGENT', [])).toEqual([
      ['BUSINESS_LICENSE', 'LEGAL_ENTITY_CERTIFICATE'],
      ['AUTHORIZATION_LETTER'],
      ['INTEGRITY_PLEDGE'],
    ]);
  });

  test('a certificate of legal entity stands in for the licence', () => {
    const papers = ['LEGAL_ENTITY_CERTIFICATE', 'AUTHORIZATION_LETTER', 'INTEGRITY_PLEDGE'] as const;
    expect(missingPapers('AGENT', papers)).toEqual([]);
  });
});

describe('fields of a registration', () => {
  test('the ID numbers and the agent are asked of an agent only', () => {
    const forAgents = ['legalRepresentativeIdNumber', 'agentName', 'agentIdNumber'];
    expect(requiredFields('AGENT')).toEqual(expect.arrayContaining(forAgents));
    for (const field of forAgents) expect(requiredFields('LEGAL_REPRESENTATIVE')).not.toContain(field);
  });

  test('null and empty count as missing, the supervision telephone never does', () => {
    const missing = missingFields('LEGAL_REPRESENTATIVE', {
      enterpriseName: '演示企业',
      creditCode: '',
      address: null,
    });
    expect(missing).not.toContain('enterpriseName');
    expect(missing).not.toContain('supervisionPhone');
    expect(missing).toEqual(expect.arrayContaining(['creditCode', 'address', 'institutionId']));
  });

  test('every place that a reviewer can name has its name in both languages', () => {
    for (const target of REVIEW_TARGETS) {
      expect(REVIEW_TARGET_NAMES[target].zh).not.toBe('');
      expect(REVIEW_TARGET_NAMES[target].en).not.toBe('');
    }
  });
});
