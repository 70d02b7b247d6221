import { parseCaseNumber, parseLabel } from '@quanheng/domain';
import { onBeforeUnmount, onMounted } from 'vue';
import { ScanBuffer } from './scanBuffer';

const COMPOSING_MS = 60;

type TextField = HTMLInputElement | HTMLTextAreaElement;

/**
 * Always listening: a scan is heard wherever the focus is and never lands in a text field. What its first characters
 * left in one before they were known to be a scan is taken back.
 */
export function useScanner(onScan: (text: string) => void): void {
  const buffer = new ScanBuffer((text) => parseCaseNumber(text) !== null || parseLabel(text) !== null);
  let before: { field: TextField; value: string } | null = null;

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const fresh = buffer.length === 0;
    const scanned = buffer.take(event, event.timeStamp);
    if (scanned !== null) {
      event.preventDefault();
      event.stopImmediatePropagation();
      restore();
      onScan(scanned);
      return;
    }
    if (buffer.length === 1 || fresh) before = rememberField();
    if (buffer.isFast && buffer.length > 0) event.preventDefault();
  }

  function restore(): void {
    if (!before) return;
    const taken = before;
    before = null;
    putBack(taken);
    // What an input method was composing lands only now that the scan has ended it.
    setTimeout(() => putBack(taken), COMPOSING_MS);
  }

  onMounted(() => window.addEventListener('keydown', onKey, { capture: true }));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey, { capture: true }));
}

function putBack({ field, value }: { field: TextField; value: string }): void {
  if (!field.isConnected || field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function rememberField(): { field: TextField; value: string } | null {
  const field = document.activeElement;
  const isText = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  return isText ? { field, value: field.value } : null;
}
