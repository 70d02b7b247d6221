import { refused } from './refusal.js';

export interface XmlHandler {
  /** `attributes` is the raw text; see {@link attribute}. */
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
  /**
   * Takes what begins at `at` in one go, where it knows a quicker way than token by token: answers the index behind it,
   * `at` itself to have the tokens, or -1 to be asked again when more is there.
   */
  leap?(xml: string, at: number): number;
}

/** A cell's 32,767 characters, all escaped, come to half of it; a longer token would be copied over and over. */
const MAX_TOKEN_CHARACTERS = 512 * 1024;

/**
 * Reads the XML of one part as it is inflated, names without prefixes. Made for workbooks: hucre's streaming reader
 * neither tells formulas nor waits for its consumer, so that 100,000 rows would pile up. Document types are refused.
 */
export class XmlScanner {
  private rest = '';

  constructor(private readonly handler: XmlHandler) {}

  write(chunk: string): void {
    const xml = this.rest + chunk;
    let at = 0;
    for (;;) {
      const leapt = this.handler.leap?.(xml, at) ?? at;
      const next = leapt === at ? this.token(xml, at) : leapt;
      if (next === -1) break;
      at = next;
    }
    this.rest = xml.slice(at);
    if (this.rest.length > MAX_TOKEN_CHARACTERS) throw refused('text');
  }

  /** Handles the token that begins at `at`; the index behind it, or -1 while it is incomplete. */
  private token(xml: string, at: number): number {
    if (at >= xml.length) return -1;
    if (xml.charCodeAt(at) !== 60) return this.plainText(xml, at);
    switch (xml[at + 1]) {
      case '/':
        return this.closing(xml, at);
      case '!':
        return this.declaration(xml, at);
      case '?':
        return behind(xml, '?>', at);
      default:
        return this.opening(xml, at);
    }
  }

  private plainText(xml: string, at: number): number {
    const end = xml.indexOf('<', at);
    if (end === -1) return -1;
    this.handler.text(decodeEntities(xml.slice(at, end)));
    return end;
  }

  private closing(xml: string, at: number): number {
    const end = xml.indexOf('>', at);
    if (end === -1) return -1;
    this.handler.close(localName(xml.slice(at + 2, end).trim()));
    return end + 1;
  }

  private opening(xml: string, at: number): number {
    const end = tagEnd(xml, at);
    if (end === -1) return -1;
    const isEmpty = xml.charCodeAt(end - 1) === 47;
    const tag = xml.slice(at + 1, isEmpty ? end - 1 : end);
    const blank = tag.search(/\s/);
    const name = localName(blank === -1 ? tag : tag.slice(0, blank));
    this.handler.open(name, blank === -1 ? '' : tag.slice(blank));
    if (isEmpty) this.handler.close(name);
    return end + 1;
  }

  private declaration(xml: string, at: number): number {
    if (xml.length - at < '<![CDATA['.length) return -1;
    if (xml.startsWith('<!--', at)) return behind(xml, '-->', at + 4);
    // Neither Excel nor WPS writes a document type; it is how entities are smuggled in.
    if (!xml.startsWith('<![CDATA[', at)) throw refused('entities');
    const end = xml.indexOf(']]>', at);
    if (end === -1) return -1;
    this.handler.text(xml.slice(at + 9, end));
    return end + 3;
  }
}

const QUIRKS = /[\t\r\n']|\s=|=\s/;

/** The value of an attribute, whatever its prefix; undefined if there is none. */
export function attribute(attributes: string, name: string): string | undefined {
  const plain = attributes.indexOf(` ${name}="`);
  if (plain !== -1) {
    const start = plain + name.length + 3;
    return decodeEntities(attributes.slice(start, attributes.indexOf('"', start)));
  }
  if (!QUIRKS.test(attributes) && !attributes.includes(`:${name}=`)) return undefined;
  const match = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return match ? decodeEntities(match[1] ?? match[2] ?? '') : undefined;
}

/** `_x000A_` is how Office writes a character that XML can't hold. */
export function decodeOfficeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** The `>` that ends a tag: one outside quotes. */
function tagEnd(xml: string, at: number): number {
  let end = xml.indexOf('>', at);
  while (end !== -1 && hasOpenQuote(xml.slice(at, end))) end = xml.indexOf('>', end + 1);
  return end;
}

function hasOpenQuote(tag: string): boolean {
  if (!tag.includes('"') && !tag.includes("'")) return false;
  return /["']/.test(tag.replace(/"[^"]*"|'[^']*'/g, ''));
}

function behind(xml: string, mark: string, at: number): number {
  const end = xml.indexOf(mark, at);
  return end === -1 ? -1 : end + mark.length;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const point = parseInt(hex ?? decimal, hex === undefined ? 10 : 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD';
  });
}
