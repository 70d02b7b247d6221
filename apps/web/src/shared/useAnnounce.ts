import { readonly, ref } from 'vue';

const message = ref('');

/** Says something to screen readers without moving the focus (WCAG 4.1.3); LiveRegion holds the text. */
export function useAnnounce() {
  function announce(text: string): void {
    message.value = '';
    setTimeout(() => (message.value = text), 50); // an unchanged text would not be read again
  }
  return { announce, message: readonly(message) };
}
