import { normalizeText } from '../platform/search-text.js';

export interface InstrumentIdentity {
  readonly name: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly ownNumber?: string | null;
}

/** The four identity fields normalised, as the database's unique index compares them (`domain.md` section 3 ★). */
export function identityKey(identity: InstrumentIdentity): string {
  const { name, model, serialNumber, ownNumber } = identity;
  // U+001F cannot survive normalisation inside a value, so two identities never run together.
  return [name, model, serialNumber, ownNumber ?? ''].map(normalizeText).join('\u001f');
}
