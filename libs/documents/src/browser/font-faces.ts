import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const resolvePackage = createRequire(import.meta.url).resolve;

const FACES = [
  { family: 'noto-sans-sc', weights: [400, 700] },
  { family: 'noto-serif-sc', weights: [400, 700] },
];
// Each face comes in some hundred files, one per range of characters; Chromium decodes those that a text needs.
const SOURCE = /src: url\(\.\/(files\/[^)]+\.woff2)\)[^;]*;/g;

async function embedFace(family: string, weight: number): Promise<string> {
  const folder = dirname(resolvePackage(`@fontsource/${family}/package.json`));
  const css = await readFile(join(folder, `${weight}.css`), 'utf8');
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

let faces: Promise<string> | undefined;

/** `@font-face` rules of all Chinese faces, with the fonts inside (15 MB): a document needs no network and no file. */
export function embedFontFaces(): Promise<string> {
  faces ??= Promise.all(
    FACES.flatMap(({ family, weights }) => weights.map((weight) => embedFace(family, weight))),
  ).then((parts) => parts.join('\n'));
  return faces;
}
