import { describe, expect, it } from '@jest/globals';
import { useCodeSearch, type CodeOption } from './useCodeSearch';

const CITY = { code: '441200', label: '肇庆市' };
const DISTRICT = { code: '441202', label: '端州区' };
const RETIRED = { code: '441283', label: '高要市', disabled: true };

/** A server that answers when it is told to, in any order. */
function openSearch() {
  const requests: { text: string; answer: (options: CodeOption[]) => void }[] = [];
  const search = (text: string) =>
    new Promise<CodeOption[]>((answer) => {
      requests.push({ text, answer });
    });
  return { requests, ...useCodeSearch(search) };
}

describe('useCodeSearch', () => {
  it('takes what was typed in full, although the list of before still stands', async () => {
    const picker = openSearch();
    const opened = picker.find('');
    picker.requests[0]!.answer([CITY, DISTRICT]);
    await opened;
    const chosen = picker.firstFor('441202');
    picker.requests[1]!.answer([DISTRICT]);
    expect(await chosen).toEqual(DISTRICT);
  });

  it('puts the exact code or name before what only contains it', async () => {
    const picker = openSearch();
    const found = picker.find(' 441202 ');
    picker.requests[0]!.answer([CITY, DISTRICT]);
    await found;
    expect(picker.requests[0]!.text).toBe('441202');
    expect(picker.options.value).toEqual([DISTRICT, CITY]);
  });

  it('asks once for a text that is searched for twice while it is on its way', async () => {
    const picker = openSearch();
    const both = [picker.firstFor('441202'), picker.find('441202')] as const;
    expect(picker.requests).toHaveLength(1);
    picker.requests[0]!.answer([DISTRICT]);
    expect((await Promise.all(both))[0]).toEqual(DISTRICT);
  });

  it('drops an older answer, and chooses nothing by it', async () => {
    const picker = openSearch();
    const early = picker.firstFor('4412');
    const late = picker.find('441202');
    picker.requests[1]!.answer([DISTRICT]);
    await late;
    picker.requests[0]!.answer([CITY]);
    expect(await early).toBeUndefined();
    expect(picker.options.value).toEqual([DISTRICT]);
    expect(picker.loading.value).toBe(false);
  });

  it('chooses nothing that is retired, and nothing where the search failed', async () => {
    const picker = openSearch();
    const retired = picker.firstFor('441283');
    picker.requests[0]!.answer([RETIRED]);
    expect(await retired).toBeUndefined();
    const failing = useCodeSearch(() => Promise.reject(new Error('offline')));
    expect(await failing.firstFor('441202')).toBeUndefined();
    expect(failing.loading.value).toBe(false);
  });
});
