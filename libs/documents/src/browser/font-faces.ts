import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const resolvePackage = createRequire(import.meta.url).resolve;

const FAMILIES = ['noto-sans-sc', 'noto-serif-sc'];
const WEIGHTS = [400, 700];
const SOURCE = /src: url\(\.\/(files\/[^)]+\.woff2)\)[^;]*;/g;

async function embedStylesheet(family: string, stylesheet: string): Promise<string> {
  const folder = dirname(resolvePackage(`@fontsource/${family}/package.json`));
  const css = await readFile(join(folder, stylesheet), 'utf8');
  const files = new Map<string, string>();
  for (const [, file] of css.matchAll(SOURCE)) {
    if (file) files.set(file, await readFile(join(folder, file), 'base64'));
  }
  return css
    .replace(
      SOURCE,
      (_, file: string) => `src: url(data:font/woff2;base64,${files.get(file)}) format('woff2');`,
    )
    .replaceAll('font-display: swap', 'font-display: block');
}

/**
 * A face comes as one file of the 7,900 common characters and as a hundred slices of all 13,600. The common file is a
 * family of its own, named first: with the slices alone a document carries dozens of small fonts, and takes longer.
 */
async function embedFace(family: string, weight: number): Promise<string> {
  const common = await embedStylesheet(family, `chinese-simplified-${weight}.css`);
  const slices = await embedStylesheet(family, `${weight}.css`);
  return common.replace(/(font-family: '[^']+)'/, "$1 Common'") + slices;
}

let faces: Promise<string> | undefined;

/** `@font-face` rules of all Chinese faces, with the fonts inside (22 MB): a document needs no network and no file. */
export function embedFontFaces(): Promise<string> {
  faces ??= Promise.all(
    FAMILIES.flatMap((family) => WEIGHTS.map((weight) => embedFace(family, weight))),
  ).then((parts) => parts.join('\n'));
  return faces;
}
