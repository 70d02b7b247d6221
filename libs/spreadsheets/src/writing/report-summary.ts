import { findingText, INSTRUMENT_FIELD, type Finding, type Language } from '@quanheng/domain';
import type { WriteSheet } from 'hucre/xlsx';
import { safeText } from './safe-text.js';
import { at, HEADER, TEXT, WRAPPED } from './sheet-style.js';

export const SUMMARY_SHEET = '汇总';

interface Group {
  readonly example: Finding;
  count: number;
}

const WORDS = {
  'zh-CN': {
    head: ['列', '级别', '单元格数', '例'],
    levels: { ERROR: '错误', WARNING: '警告', INFO: '提示' },
    omitted: (count: number) => `另有 ${count} 行未列入明细，请修改后重新上传`,
  },
  en: {
    head: ['Column', 'Level', 'Cells', 'Example'],
    levels: { ERROR: 'Error', WARNING: 'Warning', INFO: 'Note' },
    omitted: (count: number) => `${count} more rows are not listed; mend these and upload again`,
  },
} as const;

/** Counts findings by column and kind, the most frequent first. */
export function reportSummarySheet(language: Language) {
  const groups = new Map<string, Group>();
  const words = WORDS[language];
  return {
    add(findings: readonly Finding[]): void {
      for (const example of findings) {
        const key = `${example.field} ${example.code} ${example.level}`;
        const group = groups.get(key) ?? { example, count: 0 };
        group.count += 1;
        groups.set(key, group);
      }
    },
    sheet(omitted: number): WriteSheet {
      const sorted = [...groups.values()].sort((a, b) => b.count - a.count);
      const rows = sorted.map(({ example, count }) => [
        language === 'en' ? INSTRUMENT_FIELD[example.field].en : INSTRUMENT_FIELD[example.field].header,
        words.levels[example.level],
        count,
        safeText(findingText(example, language)),
      ]);
      return {
        name: SUMMARY_SHEET,
        columns: [{ width: 20 }, { width: 10 }, { width: 12 }, { width: 70, style: WRAPPED }],
        rows: [[...words.head], ...rows, ...(omitted > 0 ? [[words.omitted(omitted)]] : [])],
        cells: new Map(words.head.map((_, column) => [at(0, column), { style: { ...TEXT, ...HEADER } }])),
        freezePane: { rows: 1 },
      };
    },
  };
}
