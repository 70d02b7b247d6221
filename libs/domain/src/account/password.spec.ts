import { COMMON_PASSWORDS } from '../data.js';
import { findPasswordProblems } from './password.js';

const check = (password: string, loginName = 'zhang.wei') =>
  findPasswordProblems(password, { loginName, commonPasswords: COMMON_PASSWORDS });

describe('findPasswordProblems', () => {
  it.each([
    ['eight characters', 'h7kq-2vz'],
    ['128 characters', 'xq'.repeat(64)],
    ['digits only, when not common', '83920157'],
    ['Chinese, by characters', '天高云淡望断南飞'],
    ['characters outside the basic plane, each as one', '🐢🐇🦉🐫🐍🐝🦀🐙'],
    ['blanks inside and around', ' correct horse '],
  ])('accepts %s', (_, password) => {
    expect(check(password)).toEqual([]);
  });

  it.each([
    ['seven characters', 'h7kq-2v', ['account.password-too-short']],
    ['four characters that are eight code units', '🐢🐇🦉🐫', ['account.password-too-short']],
    ['nothing', '', ['account.password-too-short']],
    ['129 characters', 'x'.repeat(129), ['account.password-too-long']],
    ['a common one', '1qaz2wsx', ['account.password-common']],
    ['a common one in another case', 'PassWord123', ['account.password-common']],
    ['a common one in full width', '１２３４５６７８', ['account.password-common']],
    ['the login name', 'zhang.wei', ['account.password-contains-name']],
    ['the login name inside, in another case', 'my-ZHANG.WEI-1', ['account.password-contains-name']],
  ])('refuses %s', (_, password, problems) => {
    expect(check(password)).toEqual(problems);
  });

  it('names every reason at once', () => {
    expect(check('abc123', 'abc')).toEqual(['account.password-too-short', 'account.password-contains-name']);
    expect(check('password', 'pass')).toEqual(['account.password-common', 'account.password-contains-name']);
  });

  it('takes no offence at a login name that is still empty', () => {
    expect(check('h7kq-2vz', ' ')).toEqual([]);
  });
});

describe('COMMON_PASSWORDS', () => {
  it('holds the most guessed in the form they are compared in, none too short to matter', () => {
    const list = [...COMMON_PASSWORDS];
    expect(list.length).toBeGreaterThanOrEqual(450);
    expect(list.filter((p) => p.length < 8 || p !== p.toLowerCase() || p !== p.normalize('NFKC'))).toEqual(
      [],
    );
  });
});
