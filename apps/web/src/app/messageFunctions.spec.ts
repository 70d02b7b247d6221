import { describe, expect, it } from '@jest/globals';
import { createI18n } from 'vue-i18n';
import { toFunctions } from './messageFunctions';

const i18n = createI18n({ legacy: false, locale: 'en' as string });
i18n.global.setLocaleMessage(
  'en',
  toFunctions({
    hello: 'Hello {name}, {name}!',
    items: '{count} instrument | {count} instruments',
    mail: 'a@b.cn $& {unknown}.',
  }),
);
const { t } = i18n.global;

describe('messages', () => {
  it('are filled in by name', () => {
    expect(t('hello', { name: '$&' })).toBe('Hello $&, $&!');
    expect(t('mail')).toBe('a@b.cn $& .');
  });

  it('have a singular and a plural', () => {
    expect([0, 1, 2].map((count) => t('items', { count }, count))).toEqual([
      '0 instruments',
      '1 instrument',
      '2 instruments',
    ]);
    expect(t('items', { count: 1 })).toBe('1 instrument');
  });
});
