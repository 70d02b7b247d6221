import { parseCaseNumber, parseLabel } from '@quanheng/domain';
import { onBeforeUnmount, onMounted } from 'vue';
import { isSuffix, PAUSE_MS, ScanBuffer } from './scanBuffer';

const COMPOSING_MS = 60;
/** So late a scanner's last key may come after a code that was already heard without it. */
const LATE_SUFFIX_MS = 400;

type TextField = HTMLInputElement | HTMLTextAreaElement;
interface Remembered {
  readonly field: TextField;
  readonly value: string;
}

/**
 * Always listening: a scan is heard wherever the focus is and never lands in a text field. What its first characters
 * left in one before they were known to be a scan is taken back; what turns out to be a quick hand's is typed after all.
 */
export function useScanner(onScan: (text: string) => void): void {
  const buffer = new ScanBuffer((text) => parseCaseNumber(text) !== null || parseLabel(text) !== null);
  /** What had the focus when the keys began to come, and after each pause. */
  let starts: (Remembered | null)[] = [];
  let heldBack = '';
  let heardAt = -Infinity;
  let silence: ReturnType<typeof setTimeout> | undefined;

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const isLate = isSuffix(event) && event.timeStamp - heardAt < LATE_SUFFIX_MS;
    heardAt = -Infinity;
    if (isLate) {
      event.preventDefault();
      return event.stopImmediatePropagation();
    }
    const { burst, length } = buffer;
    const scanned = buffer.take(event, event.timeStamp);
    clearTimeout(silence);
    if (scanned !== null) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return hear(scanned, scanned.length > burst ? starts[0] : starts.at(-1));
    }
    const isCharacter = buffer.length !== length;
    if (isCharacter && buffer.length === 1) starts = [];
    if (isCharacter && buffer.burst === 1) starts.push(rememberField());
    if (event.key.length > 1 && event.key !== 'Process' && event.key !== 'Shift') typeAfterAll();
    else if (isCharacter && buffer.isFast) {
      event.preventDefault();
      if (event.key.length === 1) heldBack += event.key;
    }
    if (buffer.length > 0) silence = setTimeout(fallSilent, PAUSE_MS);
  }

  function hear(text: string, before: Remembered | null | undefined): void {
    heldBack = '';
    if (before) restore(before);
    onScan(text);
  }

  function fallSilent(): void {
    const { whole } = buffer;
    if (whole === null) return typeAfterAll();
    buffer.clear();
    heardAt = performance.now();
    hear(whole, starts.at(-1));
  }

  function typeAfterAll(): void {
    const field = rememberField()?.field;
    if (field && heldBack) {
      const { selectionStart: start, selectionEnd: end, value } = field;
      if (start === null) field.value += heldBack;
      else field.setRangeText(heldBack, start, end ?? value.length, 'end');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    heldBack = '';
  }

  function restore(before: Remembered): void {
    putBack(before);
    // What an input method was composing lands only now that the scan has ended it.
    setTimeout(() => putBack(before), COMPOSING_MS);
  }

  onMounted(() => window.addEventListener('keydown', onKey, { capture: true }));
  onBeforeUnmount(() => {
    clearTimeout(silence);
    window.removeEventListener('keydown', onKey, { capture: true });
  });
}

function putBack({ field, value }: Remembered): void {
  if (!field.isConnected || field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function rememberField(): Remembered | null {
  const field = document.activeElement;
  const isText = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  return isText ? { field, value: field.value } : null;
}
