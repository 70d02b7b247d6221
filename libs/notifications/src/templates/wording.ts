import type { Language } from '@quanheng/domain';

/** What every template is told besides its own data. */
export interface Wording {
  language: Language;
  /** The platform's name, a setting (domain.md §1). */
  platformName: string;
}

/** Chooses a text by language; both are written side by side in the template. */
export function inLanguage<T>({ language }: Wording, zh: T, en: T): T {
  return language === 'en' ? en : zh;
}

export function closingOf(wording: Wording): string {
  return inLanguage(
    wording,
    `${wording.platformName}（系统自动发送，请勿回复）`,
    `${wording.platformName} (sent automatically, please do not reply)`,
  );
}

/** A business date for reading: 2026年11月23日, 23 November 2026. */
export function dateText(date: string, { language }: Wording): string {
  const options = { dateStyle: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', options).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** An instant for reading, in China's time whatever the process's own. */
export function instantText(at: string, { language }: Wording): string {
  const options = { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Shanghai' } as const;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', options).format(new Date(at));
}

export type HalfDay = 'AM' | 'PM';

export function slotText(date: string, halfDay: HalfDay, wording: Wording): string {
  const half = inLanguage(wording, { AM: '上午', PM: '下午' }, { AM: 'morning', PM: 'afternoon' })[halfDay];
  return inLanguage(wording, `${dateText(date, wording)}${half}`, `${dateText(date, wording)}, ${half}`);
}

/** "1 instrument", "3 instruments". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
