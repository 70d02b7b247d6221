import { ref } from 'vue';

/** A code and what it stands for: a region, a kind of the catalogue. */
export interface CodeOption {
  code: string;
  label: string;
  disabled?: boolean;
}

/** What is typed in full stands first: it is what Enter takes, whatever else begins with it or is called alike. */
export function exactFirst(options: readonly CodeOption[], text: string): CodeOption[] {
  const isExact = ({ code, label }: CodeOption) => code === text || label === text;
  return [...options.filter(isExact), ...options.filter((option) => !isExact(option))];
}

/**
 * The options of a picker for what is typed in it. A text is asked for once at a time, and the answer to an older one
 * never overwrites that to a newer.
 */
export function useCodeSearch(search: (text: string) => Promise<CodeOption[]>) {
  const options = ref<CodeOption[]>([]);
  const loading = ref(false);
  /** The text that was asked for last, and the one that the options answer. */
  const asked = ref('');
  const answered = ref<string>();
  let running: Promise<void> | undefined;

  async function load(text: string): Promise<void> {
    const found = await search(text).catch(() => []);
    if (asked.value !== text) return;
    options.value = exactFirst(found, text);
    answered.value = text;
    loading.value = false;
    running = undefined;
  }

  function find(typed: string): Promise<void> {
    const text = typed.trim();
    if (running && asked.value === text) return running;
    asked.value = text;
    loading.value = true;
    return (running = load(text));
  }

  /** The first that can be chosen of the answer to this text; nothing once something else is typed. */
  async function firstFor(typed: string): Promise<CodeOption | undefined> {
    const text = typed.trim();
    if (answered.value !== text || asked.value !== text) await find(text);
    return asked.value === text ? options.value.find(({ disabled }) => !disabled) : undefined;
  }

  return { options, loading, asked, answered, find, firstFor };
}
