/** What of the ambient conditions is recorded, with bounds that no laboratory and no site in the country leaves. */
export const AMBIENT = {
  temperature: { min: -50, max: 60, unit: '℃', units: /^(℃|°C|°c|C|c|度|摄氏度)?$/ },
  humidity: { min: 0, max: 100, unit: '%RH', units: /^(%|％)?\s*(RH|rh)?$/ },
} as const;
export type AmbientName = keyof typeof AMBIENT;

const NUMBER = '[-−－]?\\d{1,3}(?:\\.\\d{1,2})?';
const TEXT = new RegExp(`^[(（]?\\s*(${NUMBER})(?:\\s*(?:[～~—至]|to)\\s*(${NUMBER}))?\\s*[)）]?\\s*(.*)$`);

/**
 * A value or a span as people type it (`20.5`, `20.1～20.8℃`) with its unit; null where it is no such value, bears another
 * unit or lies outside of what is plausible.
 */
export function parseAmbient(name: AmbientName, text: string): string | null {
  const { min, max, unit, units } = AMBIENT[name];
  const [, low, high, given] = TEXT.exec(text.trim()) ?? [];
  if (low === undefined || !units.test((given ?? '').trim())) return null;
  const numbers = [low, ...(high ? [high] : [])].map((each) => Number(each.replace(/[−－]/, '-')));
  const plausible = numbers.every((each) => each >= min && each <= max) && (numbers[1] ?? max) >= numbers[0]!;
  if (!plausible) return null;
  return numbers.length === 1 ? `${numbers[0]} ${unit}` : `(${numbers.join('～')}) ${unit}`;
}
