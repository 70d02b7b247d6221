/**
 * Loads Noto Sans SC only where the system has no Chinese font (a bare Linux desktop, a headless browser):
 * there all Chinese characters are drawn as the same empty box. Elsewhere nothing is downloaded.
 */
export async function ensureChineseFont(): Promise<void> {
  if (hasChineseFont()) return;
  await Promise.all([import('@fontsource/noto-sans-sc/400.css'), import('@fontsource/noto-sans-sc/600.css')]);
}

function hasChineseFont(): boolean {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 24;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return true;
  return new Set(['衡', '检', '一'].map((character) => drawn(context, character))).size === 3;
}

function drawn(context: CanvasRenderingContext2D, character: string): string {
  context.clearRect(0, 0, 24, 24);
  context.font = '20px sans-serif';
  context.textBaseline = 'top';
  context.fillText(character, 0, 0);
  return context.getImageData(0, 0, 24, 24).data.join();
}
