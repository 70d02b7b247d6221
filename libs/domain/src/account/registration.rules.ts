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

/** The papers still missing; each inner list is a choice of equivalent papers. */
export function missingPapers(registrant: RegistrantKind, present: readonly PaperKind[]): PaperKind[][] {
  const needed: PaperKind[][] = [['BUSINESS_LICENSE', 'LEGAL_ENTITY_CERTIFICATE']];
  if (registrant === 'LEGAL_REPRESENTATIVE') needed.push(['ID_CARD_FRONT'], ['ID_CARD_BACK']);
  else needed.push(['AUTHORIZATION_LETTER']);
  needed.push(['INTEGRITY_PLEDGE']);
  return needed.filter((choices) => !choices.some((kind) => present.includes(kind)));
}
