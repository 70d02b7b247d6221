import { randomInt } from 'node:crypto';
import { isValidCreditCode, isValidIdNumber } from '@quanheng/domain';

/** A fictitious enterprise that no instance has seen before; its numbers pass their check characters and belong to nobody. */
export interface Newcomer {
  /** Told apart from every other run by this; it is part of all its names and serial numbers. */
  readonly mark: string;
  readonly loginName: string;
  readonly password: string;
  readonly email: string;
  readonly mobile: string;
  readonly enterpriseName: string;
  readonly creditCode: string;
  readonly legalRepresentativeIdNumber: string;
  readonly agentIdNumber: string;
}

/** The characters of a credit code, without those that look like others. */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const DIVISION = '91441202';
/** A division that GB/T 2260 never gave to anybody. */
const ID_BODY = '99000019000101';

export function aNewcomer(): Newcomer {
  const mark = pick(CHARACTERS, 6);
  return {
    mark,
    loginName: `yanshi-${mark.toLowerCase()}`,
    password: `Demo story ${mark}`,
    email: `yanshi-${mark.toLowerCase()}@example.com`,
    mobile: `1390000${String(randomInt(10_000)).padStart(4, '0')}`,
    enterpriseName: `演示企业 ${mark}`,
    creditCode: aCreditCode(mark),
    legalRepresentativeIdNumber: anIdNumber(),
    agentIdNumber: anIdNumber(),
  };
}

/** Of all check characters one pair is right: the domain says which. */
export function aCreditCode(mark: string): string {
  const body = `${DIVISION}XY${mark}`;
  const pairs = [...CHARACTERS].flatMap((first) =>
    [...CHARACTERS].map((second) => `${body}${first}${second}`),
  );
  const code = pairs.find(isValidCreditCode);
  // Of some bodies no pair is right: 10 of 11 lead to a character that the code can have.
  return code ?? aCreditCode(pick(CHARACTERS, 6));
}

function anIdNumber(): string {
  const body = `${ID_BODY}${String(randomInt(1000)).padStart(3, '0')}`;
  return [...'0123456789X']
    .map((check) => `${body}${check}`)
    .find((id) => isValidIdNumber(id, '2026-01-01')) as string;
}

function pick(characters: string, length: number): string {
  return Array.from({ length }, () => characters[randomInt(characters.length)]).join('');
}
