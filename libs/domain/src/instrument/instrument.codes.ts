/** The guide's coded columns: the word that travels in the API, the digit of the template, the label in both languages. */
export interface CodeChoice<W extends string = string> {
  readonly word: W;
  readonly digit: string;
  readonly zh: string;
  readonly en: string;
}

const choice = <W extends string>(digit: string, word: W, zh: string, en: string): CodeChoice<W> => ({
  digit,
  word,
  zh,
  en,
});

export const ORIGINS = [
  choice('1', 'DOMESTIC', '国产', 'Domestic'),
  choice('2', 'IMPORTED', '进口', 'Imported'),
] as const;
export const USAGE_STATES = [
  choice('1', 'NEW', '新增', 'New'),
  choice('2', 'IN_USE', '启用', 'In use'),
] as const;
export const PURPOSES = [
  choice('1', 'SAFETY', '安全防护', 'Safety'),
  choice('2', 'MEDICAL', '医疗卫生', 'Medical'),
  choice('3', 'ENVIRONMENT', '环境监测', 'Environment'),
  choice('4', 'TRADE', '贸易结算', 'Trade'),
] as const;
export const INSTRUMENT_TYPES = [
  choice('1', 'PUBLIC_STANDARD', '社会公用计量标准', 'Public standard'),
  choice('2', 'HIGHEST_STANDARD', '部门和企事业单位最高计量标准', 'Highest standard of an organisation'),
  choice('3', 'WORKING_INSTRUMENT', '工作计量器具', 'Working instrument'),
] as const;
export const VERIFICATION_MODES = [
  choice('1', 'BRING_IN', '送检', 'Bring-in'),
  choice('2', 'ON_SITE', '现场', 'On-site'),
] as const;

export type Origin = (typeof ORIGINS)[number]['word'];
export type UsageState = (typeof USAGE_STATES)[number]['word'];
export type Purpose = (typeof PURPOSES)[number]['word'];
export type InstrumentType = (typeof INSTRUMENT_TYPES)[number]['word'];
export type VerificationMode = (typeof VERIFICATION_MODES)[number]['word'];

/** `1（国产）或 2（进口）`: what an error message and the template's help say is allowed. */
export function allowedText(choices: readonly CodeChoice[], language: 'zh-CN' | 'en' = 'zh-CN'): string {
  const zh = language === 'zh-CN';
  return choices.map((c) => (zh ? `${c.digit}（${c.zh}）` : `${c.digit} (${c.en})`)).join(zh ? '、' : ', ');
}
