import { normalizeText } from '../platform/search-text.js';
import { allowedText, type CodeChoice } from './instrument.codes.js';
import type { InstrumentField } from './instrument.fields.js';
import { cellText, plainText, type RawCell } from './import-row.cell.js';
import type { ImportContext, ImportKind } from './import-row.context.js';
import { finding, type Finding, type ParsedCell } from './import-row.finding.js';

const DIGIT_AND_LABEL = /^[[(【]?(\d+)[\])】]?[.、,:=|/\-—\s]*\(?(.+?)\)?$/u;
const LABEL_AND_DIGIT = /^(\D+?)[\s:-]*[[(]?(\d)[\])]?$/u;
const CODE_AND_NAME = /^(\d{6})[\s:,-]*(\D+)$/u;

/**
 * A coded column ★: the digit; `国产` and `1.国产` are understood and reported, anything else is refused with what was
 * found and what is allowed (`domain.md` section 3).
 */
export function parseCodeCell(field: InstrumentField, cell: RawCell): ParsedCell<string> {
  const choices = field.choices ?? [];
  const text = plainText(cell);
  const chosen = choices.find((choice) => choice.digit === text) ?? choiceByLabel(choices, text);
  if (chosen) {
    const to = `${chosen.digit}（${chosen.zh}）`;
    return { value: chosen.word, findings: converted(field, cell, chosen.digit, to) };
  }
  const error = finding(
    field.key,
    'ERROR',
    'import.code-only-digits',
    cell,
    { allowed: allowedText(choices) },
    likelyDigit(field, text),
  );
  return { value: null, findings: [error] };
}

/** A region by code, by `code name`, or by a name that one region alone bears. */
export function parseRegionCell(
  field: InstrumentField,
  cell: RawCell,
  context: ImportContext,
): ParsedCell<string> {
  const text = plainText(cell);
  const [, code = text, name] = CODE_AND_NAME.exec(text) ?? [];
  const check = context.region(code);
  if (check.outcome === 'UNKNOWN') return unknownRegion(field, cell, text, check.suggestion);
  const { region } = check;
  if (name !== undefined && name.trim() !== region.name) return unknownRegion(field, cell, text, region);
  const findings = converted(field, cell, region.code, named(region));
  if (check.outcome === 'OK') return { value: region.code, findings };
  // Retired codes are accepted on read and refused on new filings (`domain.md` section 4): a warning now.
  const warning =
    check.outcome === 'GENERIC'
      ? finding(field.key, 'WARNING', 'instrument.region-generic', cell)
      : finding(
          field.key,
          'WARNING',
          'instrument.region-retired',
          cell,
          { suggestion: nearest(check.suggestion) },
          check.suggestion?.code,
        );
  return { value: region.code, findings: [...findings, warning] };
}

/** A kind of the catalogue in force by code or exact name; the instrument's name suggests one otherwise. */
export function parseCategoryCell(
  field: InstrumentField,
  cell: RawCell,
  name: string | null,
  context: ImportContext,
): ParsedCell<string> {
  const text = plainText(cell);
  const kind = context.kind(text);
  if (kind) {
    const findings = converted(field, cell, kind.code, `${kind.code} ${kind.kind}`);
    if (kind.endedOn) return { value: kind.code, findings: [endedKind(field, cell, kind, context)] };
    if (kind.compulsory) return { value: kind.code, findings };
    const warning = finding(field.key, 'WARNING', 'instrument.category-not-compulsory', cell);
    return { value: kind.code, findings: [...findings, warning] };
  }
  const meant = context.suggestedKind(text) ?? (name === null ? null : context.suggestedKind(name));
  const details = { suggestion: nearest(meant && { code: meant.code, name: meant.kind }, KIND_WANTED) };
  const error = finding(
    field.key,
    'ERROR',
    'instrument.category-unknown',
    cell,
    { value: text, ...details },
    meant?.code,
  );
  return { value: null, findings: [error] };
}

/** Nothing stands where the kind should: what the instrument is called says most often which one it is. */
export function missingCategory(cell: RawCell, name: string | null, context: ImportContext): Finding {
  const meant = name === null ? null : context.suggestedKind(name);
  if (!meant) return finding('categoryCode', 'ERROR', 'field.required', cell);
  const details = { suggestion: `${meant.code} ${meant.kind}` };
  return finding('categoryCode', 'ERROR', 'instrument.category-missing', cell, details, meant.code);
}

/** Read as it is, so that what carries it can be looked at; refused for what is new (`domain.md` section 3). */
function endedKind(field: InstrumentField, cell: RawCell, kind: ImportKind, context: ImportContext): Finding {
  const meant = context.suggestedKind(kind.kind);
  const details = {
    value: `${kind.code} ${kind.kind}`,
    suggestion: nearest(meant && { code: meant.code, name: meant.kind }),
  };
  return finding(field.key, 'ERROR', 'instrument.category-ended', cell, details, meant?.code);
}

function unknownRegion(
  field: InstrumentField,
  cell: RawCell,
  text: string,
  meant: { code: string; name: string } | null,
): ParsedCell<string> {
  if (meant && meant.name === text) {
    return { value: meant.code, findings: converted(field, cell, meant.code, named(meant)) };
  }
  const details = { suggestion: nearest(meant, REGION_WANTED) };
  return {
    value: null,
    findings: [finding(field.key, 'ERROR', 'instrument.region-unknown', cell, details, meant?.code)],
  };
}

/** Says what a cell was taken for, unless it holds just that. */
function converted(field: InstrumentField, cell: RawCell, code: string, to: string): Finding[] {
  if (cellText(cell).trim() === code) return [];
  return [finding(field.key, 'INFO', 'import.converted', cell, { to }, code)];
}

function choiceByLabel(choices: readonly CodeChoice[], text: string): CodeChoice | undefined {
  const [, behind, last] = LABEL_AND_DIGIT.exec(text) ?? [];
  const [, digit = last, label = behind ?? text] = DIGIT_AND_LABEL.exec(text) ?? [];
  const wanted = normalizeText(label);
  return choices.find((c) => normalizeText(c.zh) === wanted && (digit === undefined || c.digit === digit));
}

/** Words that mean a choice without being its name; proposed, never taken (`domain.md` section 3). */
const LIKELY: Readonly<Partial<Record<string, readonly (readonly [RegExp, string])[]>>> = {
  origin: [
    [/^(?:国内|中国|本国|自产|国|否|国产设备|china|cn|made in china)$/iu, '1'],
    [
      /^(?:国外|境外|外国|进|是|美国|德国|日本|瑞士|英国|法国|意大利|韩国|加拿大|瑞典|丹麦|荷兰|奥地利|进口设备|germany|japan|usa?|u\.s\.a?\.|switzerland|uk|france|italy|korea|foreign)$/iu,
      '2',
    ],
  ],
  usageState: [
    [
      /^(?:在用|使用|使用中|正常|正常使用|启用中|合格|在使用|已启用|在役|运行|运行中|完好|是|active|in service|used|ok)$/iu,
      '2',
    ],
    [/^(?:新|新购|新装|新增加|新购置|未启用|新建)$/u, '1'],
  ],
  purpose: [
    [/安全|安防|防护/u, '1'],
    [/医疗|卫生|医用/u, '2'],
    [/环境|环保|监测/u, '3'],
    [/贸易|结算|交易/u, '4'],
  ],
  instrumentType: [
    [/社会公用/u, '1'],
    [/最高/u, '2'],
    [/工作/u, '3'],
  ],
  verificationMode: [
    [/^(?:送|送检定|实验室|送去|送所|送样|外送|lab(?:oratory)?)$/iu, '1'],
    [/^(?:现场检|现场检测|上门|上门检定|下厂|下厂检定|到现场|现场检定|onsite|field)$/iu, '2'],
  ],
};

/** The one choice whose label is part of the text or the other way round: `国产x`, `医疗`; or a word that means one. */
function likelyDigit(field: InstrumentField, text: string): string | undefined {
  const choices = field.choices ?? [];
  const padded = /^0+(\d)$/.exec(text)?.[1];
  if (padded !== undefined) return choices.find(({ digit }) => digit === padded)?.digit;
  const meant = (LIKELY[field.key] ?? []).filter(([words]) => words.test(text)).map(([, digit]) => digit);
  if (/\d/.test(text) || [...text].length < 2) return meant.length === 1 ? meant[0] : undefined;
  const english = choices.find(({ word, en }) => [word, en].some((name) => sameWords(name, text)));
  if (english) return english.digit;
  const parts = choices.filter(({ zh }) => zh.includes(text) || text.includes(zh)).map(({ digit }) => digit);
  const likely = parts.length > 0 ? parts : meant;
  return likely.length === 1 ? likely[0] : undefined;
}

function sameWords(a: string, b: string): boolean {
  const words = (text: string) => text.toLowerCase().replace(/[\s_-]/gu, '');
  return words(a) === words(b);
}

function named(region: { code: string; name: string }): string {
  return `${region.code} ${region.name}`;
}

interface Words {
  readonly zh: string;
  readonly en: string;
}

const REGION_WANTED = { zh: '，请填六位代码或省市区县的名称', en: ': give the six digits, or the name' };
const KIND_WANTED = { zh: '，请填目录中的代码或名称', en: ': give a code or name of the catalogue' };

/** Joins on to "there is no code X": what is nearest to it, else what is wanted. */
function nearest(meant: { code: string; name: string } | null, wanted?: Words): string | Words {
  return meant ? ` (≈ ${named(meant)})` : (wanted ?? '');
}
