import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const resolvePackage = createRequire(import.meta.url).resolve;

/** Where the pages believe their fonts to be; nothing there exists, the browser's requests are answered from disk. */
export const FONT_ORIGIN = 'https://fonts.invalid';

const FAMILIES = ['noto-sans-sc', 'noto-serif-sc'];
const WEIGHTS = [400, 700];
const RANGE = /U\+([0-9A-F]+)(?:-([0-9A-F]+))?/gi;
/** What lies outside of the 20,902 ideographs that were there first. */
const RARE_BLOCKS = 'U+3400-4DBF, U+9FA6-9FFF, U+20000-323AF';
const SOURCE = /src: url\(\.\/(files\/[^)]+\.woff2)\)[^;]*;/g;

export interface FontFaces {
  /** `@font-face` rules. */
  css: string;
  /** Path of the file behind each address that the rules name. */
  files: ReadonlyMap<string, string>;
  /** Characters that these faces have a glyph for; about others the machine's own fonts decide. */
  covered: ReadonlySet<string>;
}

async function readStylesheet(family: string, name: string, files: Map<string, string>): Promise<string> {
  const folder = dirname(resolvePackage(`@fontsource/${family}/package.json`));
  const css = await readFile(join(folder, name), 'utf8');
  return css
    .replace(SOURCE, (_, file: string) => {
      const address = `${FONT_ORIGIN}/${family}/${file}`;
      files.set(address, join(folder, file));
      return `src: url(${address}) format('woff2');`;
    })
    .replaceAll('font-display: swap', 'font-display: block');
}

/**
 * A face comes as one file of the 7,900 common characters and as a hundred slices of all 13,600. The common file is a
 * family of its own, named first: with the slices alone a document carries dozens of small fonts, and takes longer.
 */
async function readFace(family: string, weight: number, files: Map<string, string>): Promise<string> {
  const common = await readStylesheet(family, `chinese-simplified-${weight}.css`, files);
  const slices = await readStylesheet(family, `${weight}.css`, files);
  return common.replace(/(font-family: '[^']+)'/, "$1 Common'") + slices;
}

/** The Chinese families have no Ω, Φ or μ, which every second measuring range needs. */
function readGreek(weight: number, files: Map<string, string>): Promise<string> {
  return readStylesheet('noto-sans', `greek-${weight}.css`, files);
}

/**
 * Characters of the standard list (通用规范汉字表) and of people's names that the Noto families lack, in one large file:
 * it is read only by a paper that holds one of them.
 */
function rareFace(files: Map<string, string>): string {
  const folder = dirname(resolvePackage('@fontsource/lxgw-wenkai/package.json'));
  const address = `${FONT_ORIGIN}/rare.woff2`;
  files.set(address, join(folder, 'files/lxgw-wenkai-latin-500-normal.woff2'));
  return `@font-face { font-family: 'Rare'; font-display: block; src: url(${address}) format('woff2');
    unicode-range: ${RARE_BLOCKS}; }`;
}

function readRanges(css: string): ReadonlySet<string> {
  const covered = new Set<string>();
  for (const [, from = '', to = from] of css.matchAll(RANGE))
    for (let code = parseInt(from, 16); code <= parseInt(to, 16); code += 1)
      covered.add(String.fromCodePoint(code));
  return covered;
}

/** The faces of all papers, from npm, so that no system font is needed. */
export async function readFontFaces(): Promise<FontFaces> {
  const files = new Map<string, string>();
  const faces = FAMILIES.flatMap((family) => WEIGHTS.map((weight) => readFace(family, weight, files)));
  const greek = WEIGHTS.map((weight) => readGreek(weight, files));
  const css = (await Promise.all([...faces, ...greek])).join('\n');
  return { css: css + rareFace(files), files, covered: readRanges(css) };
}
