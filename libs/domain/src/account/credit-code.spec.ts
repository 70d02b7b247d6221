import { isValidCreditCode, normalizeCreditCode } from './credit-code.js';

/** Synthetic codes of no real organisation: the bodies are the obviously artificial XYXY000n. */
const VALID = [
  '91441202XYXY000135',
  '92441203XYXY00021B',
  '12441200XYXY0003X0',
  '51441284XYXY00048L',
  '93440000XYXY00056Q',
];

describe('isValidCreditCode', () => {
  it.each(VALID)('accepts %s', (code) => {
    expect(isValidCreditCode(code)).toBe(true);
  });

  it.each([
    ['a wrong check character', '91441202XYXY000136'],
    ['two neighbours exchanged', '92441203XYXY00201B'],
    ['17 characters', '12441200XYXY0003X'],
    ['19 characters', '91441202XYXY0001350'],
    ['I, which is not in the alphabet', '51441284IYXY00048L'],
    ['a letter inside the division code', '9344A000XYXY00056Q'],
    ['lower case, which must be normalised first', '91441202xyxy000135'],
    ['a blank', '91441202XYXY00013 5'],
    ['a line break behind the code', '91441202XYXY000135\n'],
    ['nothing', ''],
  ])('refuses %s', (_, code) => {
    expect(isValidCreditCode(code)).toBe(false);
  });

  it('refuses a wrong organisation code whose credit check character is right', () => {
    const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
    const bodies = ['91441202XYXY00014', '92441203XYXY0002X'];
    expect(bodies.flatMap((body) => alphabet.filter((c) => isValidCreditCode(body + c)))).toEqual([]);
    expect(alphabet.filter((c) => isValidCreditCode(`91441202XYXY00013${c}`))).toEqual(['5']);
  });

  it('refuses every single wrong character', () => {
    const accepted = VALID.flatMap((code) =>
      [...code].flatMap((right, i) =>
        [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
          .filter((c) => c !== right)
          .map((c) => code.slice(0, i) + c + code.slice(i + 1))
          .filter(isValidCreditCode),
      ),
    );
    expect(accepted).toEqual([]);
  });
});

describe('normalizeCreditCode', () => {
  it.each([
    ['lower case', '91441202xyxy000135'],
    ['blanks around', '\t91441202XYXY000135 '],
    ['full width', '９１４４１２０２ＸＹＸＹ０００１３５'],
  ])('makes one writing of %s', (_, code) => {
    expect(normalizeCreditCode(code)).toBe('91441202XYXY000135');
  });
});
