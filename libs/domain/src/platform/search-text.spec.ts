import { bigrams, normalizeText } from './search-text.js';

describe('normalizeText', () => {
  it.each([
    ['trims', '  电子秤 \t', '电子秤'],
    ['collapses inner blanks of every kind', 'TCS  \u3000\n 60', 'tcs 60'],
    ['treats a no-break space as a blank', 'TCS\u00A060', 'tcs 60'],
    ['makes full width narrow', 'ＴＣＳ－６０', 'tcs-60'],
    ['folds case', 'Tcs-60K', 'tcs-60k'],
    ['folds case fully', 'GROSSE', 'grosse'],
    ['takes compatibility characters apart', '㎏ ①', 'kg 1'],
    ['composes accents', 'e\u0301', 'é'],
    ['drops zero-width characters', 'SN\u200B1\uFEFF2\u20603', 'sn123'],
    ['drops bidi marks and soft hyphens', '\u202ASN\u00AD1\u202C', 'sn1'],
    ['takes control characters for blanks', 'A\u0007B', 'a b'],
    ['keeps characters outside the basic plane', '𠮷田', '𠮷田'],
    ['leaves nothing of blanks and invisible characters', ' \u200B \u3000', ''],
  ])('%s', (_, text, expected) => {
    expect(normalizeText(text)).toBe(expected);
  });

  it('folds ß as SS', () => {
    expect(normalizeText('Großwaage')).toBe(normalizeText('GROSSWAAGE'));
  });

  it('changes nothing the second time, whatever the character', () => {
    const unstable: string[] = [];
    for (let code = 0; code <= 0xffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const once = normalizeText(`a${String.fromCharCode(code)}b`);
      if (normalizeText(once) !== once) unstable.push(code.toString(16));
    }
    expect(unstable).toEqual([]);
  });
});

describe('bigrams', () => {
  it.each([
    ['pairs of a word', '电子秤', ['电子', '子秤']],
    ['never across a blank', '电子 天平', ['电子', '天平']],
    ['each once', '哈哈哈', ['哈哈']],
    ['normalised', 'ＴＣ s', ['tc']],
    ['by character, not by code unit', '𠮷田', ['𠮷田']],
    ['none for one character', '秤', []],
    ['none for nothing', ' ', []],
  ])('are %s', (_, text, expected) => {
    expect(bigrams(text)).toEqual(expected);
  });

  it('of a part are among those of the whole', () => {
    const whole = bigrams('电子汽车衡 SCS-100 20261123');
    for (const part of ['汽车', '车衡 SCS', 's-1', '1123'])
      expect(whole).toEqual(expect.arrayContaining(bigrams(part)));
  });
});
