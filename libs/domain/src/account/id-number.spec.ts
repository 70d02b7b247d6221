import { isValidIdNumber, maskIdNumber, maskPhone, normalizeIdNumber } from './id-number.js';

const TODAY = '2026-11-23';
/** Synthetic numbers of no real person: births of 1900–1904 under county codes first assigned decades later. */
const VALID = [
  '441202190001010005',
  '441203190002289999',
  '441284190001310010',
  '44122519000315009X',
  '441204190402290039',
];

describe('isValidIdNumber', () => {
  it.each(VALID)('accepts %s', (idNumber) => {
    expect(isValidIdNumber(idNumber, TODAY)).toBe(true);
  });

  it.each([
    ['a wrong check digit', '441202190001010000'],
    ['29 February 1900, its check digit right', '441203190002299994'],
    ['month 13, its check digit right', '441284190013010015'],
    ['17 digits', '44128419000131001'],
    ['a birth date in the future, its check digit right', '441204209912310033'],
    ['the old 15-digit form', '441202000101001'],
    ['X inside', '4412021900X1010005'],
    ['a small x, which must be normalised first', '44122519000315009x'],
    ['a line break behind the number', '441202190001010005\n'],
    ['nothing', ''],
  ])('refuses %s', (_, idNumber) => {
    expect(isValidIdNumber(idNumber, TODAY)).toBe(false);
  });

  it('accepts a birth today and refuses one tomorrow', () => {
    expect(isValidIdNumber('441204209912310033', '2099-12-31')).toBe(true);
    expect(isValidIdNumber('441204209912310033', '2099-12-30')).toBe(false);
  });

  it('refuses every single wrong digit', () => {
    const accepted = VALID.flatMap((idNumber) =>
      [...idNumber].flatMap((right, i) =>
        [...'0123456789']
          .filter((digit) => digit !== right)
          .map((digit) => idNumber.slice(0, i) + digit + idNumber.slice(i + 1))
          .filter((wrong) => isValidIdNumber(wrong, TODAY)),
      ),
    );
    expect(accepted).toEqual([]);
  });
});

describe('normalizeIdNumber', () => {
  it('makes one writing of full width, small x and blanks', () => {
    expect(normalizeIdNumber(' ４４１２２５19000315009x ')).toBe('44122519000315009X');
  });
});

describe('maskIdNumber', () => {
  it.each([
    ['441202190001010005', '441***********0005'],
    ['441202000101001', '***********1001'],
    ['44120219000', '***********'],
    ['4', '*'],
    ['', ''],
  ])('covers %s', (idNumber, masked) => {
    expect(maskIdNumber(idNumber)).toBe(masked);
  });
});

describe('maskPhone', () => {
  it.each([
    ['13800000000', '138****0000'],
    ['0758-0000000', '075*****0000'],
    ['66220000', '****0000'],
    ['12345', '****5'],
    ['1234', '****'],
    ['', ''],
  ])('covers %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});
