interface MissingQuestion {
  characters: readonly string[];
  /** CSS font of the papers. */
  font: string;
}

interface Drawing {
  font: string;
  fillText(text: string, x: number, y: number): void;
  clearRect(x: number, y: number, width: number, height: number): void;
}

interface TextNode {
  data: string;
}

interface PageDocument {
  body: unknown;
  fonts: { load(font: string, text: string): Promise<unknown> };
  createElement(name: 'canvas'): {
    width: number;
    height: number;
    getContext(kind: '2d'): Drawing;
    toDataURL(): string;
  };
  createTreeWalker(root: unknown, show: number): { nextNode(): TextNode | null };
  querySelectorAll(selector: string): Iterable<{ textContent: string }>;
}

/**
 * Runs inside the browser's page, sent there as text: nothing outside of it may be used.
 * Of characters that the embedded fonts lack, some are drawn by a font of the machine. The others would come out as
 * empty boxes, all alike: their code points are printed instead, and the paper says so. Answers with the latter.
 */
export async function markMissing({ characters, font }: MissingQuestion): Promise<string[]> {
  const { document } = globalThis as unknown as { document: PageDocument };
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 64;
  const drawing = canvas.getContext('2d');
  const draw = async (text: string) => {
    await document.fonts.load(font, text);
    drawing.font = font;
    drawing.clearRect(0, 0, 64, 64);
    drawing.fillText(text, 4, 48);
    return canvas.toDataURL();
  };
  // For private use, at the very end of Unicode: no font draws it.
  const box = await draw('\u{10FFFD}');
  const missing: string[] = [];
  for (const character of characters) if ((await draw(character)) === box) missing.push(character);
  const codeOf = (character: string) => `〔U+${character.codePointAt(0)?.toString(16).toUpperCase()}〕`;
  const texts = document.createTreeWalker(document.body, 4);
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    for (const character of missing) node.data = node.data.replaceAll(character, codeOf(character));
  if (missing.length > 0)
    for (const note of document.querySelectorAll('.missing-characters'))
      note.textContent = `注：${missing.map(codeOf).join('')} 为字库暂缺的字，以此统一码代替，请以平台电子记录为准。`;
  return missing;
}
