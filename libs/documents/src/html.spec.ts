import { cssText, escapeHtml, html, trusted } from './html.js';
import { PAYLOADS } from './testing/payloads.js';

describe('html', () => {
  it.each(PAYLOADS)('leaves nothing of %j that a parser would take for markup', (payload) => {
    const { markup } = html`<p title="${payload}">${payload}</p>`;
    const inner = markup.slice('<p title="'.length, -'</p>'.length);
    expect(inner.replace('">', '')).not.toMatch(/[<>"']/);
  });

  it('inserts markup of its own making as it is, joins lists and prints nothing for null', () => {
    const rows = ['甲', '<乙>'].map((text) => html`<i>${text}</i>`);
    const all = html`<b>${rows}${null}${undefined}${trusted('<hr>')}${7}</b>`;
    expect(all.markup).toBe('<b><i>甲</i><i>&lt;乙&gt;</i><hr>7</b>');
  });

  it('escapes an ampersand only once', () => {
    expect(escapeHtml('A&amp;B')).toBe('A&amp;amp;B');
  });

  it('drops control characters and keeps line ends', () => {
    expect(escapeHtml('a\u0000b\u001bc\nd\te')).toBe('abc\nd\te');
  });
});

describe('cssText', () => {
  it.each([...PAYLOADS, '"; } body { display: none } "', '\\', 'a\nb'])(
    'holds %j in one literal',
    (payload) => {
      const literal = cssText(payload);
      expect(literal.slice(1, -1)).not.toMatch(/["'<>{};\n]/);
      expect(literal).toMatch(/^"(?:[^"\\\n]|\\[0-9a-f]+ )*"$/);
    },
  );
});
