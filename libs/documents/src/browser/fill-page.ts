interface PageContent {
  title: string;
  style: string;
  body: string;
  marginText: string;
}

interface PageDocument {
  title: string;
  getElementById(id: string): { textContent: string } | null;
  body: { innerHTML: string; offsetHeight: number };
  fonts: { ready: Promise<unknown> };
}

/**
 * Runs inside the browser's page, sent there as text: nothing outside of it may be used.
 * The texts of the margins are laid out invisibly as well, else their fonts would be missing in the first print.
 */
export async function fillPage({ title, style, body, marginText }: PageContent): Promise<void> {
  const { document } = globalThis as unknown as { document: PageDocument };
  const paper = document.getElementById('paper');
  if (!paper) throw new Error('The page has lost its style element');
  document.title = title;
  paper.textContent = style;
  document.body.innerHTML = `${body}<div aria-hidden="true" id="margin-text"></div>`;
  const margins = document.getElementById('margin-text');
  if (margins) margins.textContent = marginText;
  // Asking for a height lays the page out, and only that starts the loading of the fonts it needs.
  if (document.body.offsetHeight >= 0) await document.fonts.ready;
}
